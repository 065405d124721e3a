// The sum of 1 to 10, 5 factorial by recursion, and a sum over a table, for AArch64: 55 + 120 + 42 is 217.
        .globl  _start
        .text
_start: mov     x0, #10
        bl      sum
        mov     x19, x0
        mov     w0, #5
        bl      factorial
        add     x19, x19, w0, uxtw
        adr     x2, table
        mov     w4, wzr
1:      ldr     w3, [x2], #4
        add     w4, w4, w3
        cmp     w3, #0
        b.ne    1b
        add     x0, x19, x4
        mov     x8, #93
        svc     #0

sum:    mov     x1, xzr
2:      add     x1, x1, x0
        subs    x0, x0, #1
        b.ne    2b
        mov     x0, x1
        ret

factorial:
        cbz     w0, 3f
        stp     x0, x30, [sp, #-16]!
        sub     w0, w0, #1
        bl      factorial
        ldp     x1, x30, [sp], #16
        mul     w0, w0, w1
        ret
3:      mov     w0, #1
        ret

        .data
table:  .word   40, -2, 4, 0
