# Sorts an array, prints it in decimal, and exits with the number of exchanges.
        .equ    WRITE, 64
        .equ    EXIT, 93
        .data
        .balign 4
array:  .word   93, 7, -12, 55, 7, 0, 1234, -999, 8, 31
        .equ    COUNT, (. - array) / 4
        .bss
buffer: .space  32
buffer_end:
        .text
        .globl  _start
        .type   _start, @function
_start: li      s0, 0                   # exchanges
        li      s1, COUNT - 1
outer:  blez    s1, print
        la      t0, array
        mv      t1, s1
inner:  lw      t2, 0(t0)
        lw      t3, 4(t0)
        ble     t2, t3, 1f
        sw      t3, 0(t0)
        sw      t2, 4(t0)
        addi    s0, s0, 1
1:      addi    t0, t0, 4
        addi    t1, t1, -1
        bnez    t1, inner
        addi    s1, s1, -1
        j       outer

print:  la      s2, array
        li      s3, COUNT
2:      lw      a0, (s2)
        call    print_number
        addi    s2, s2, 4
        addi    s3, s3, -1
        bnez    s3, 2b
        mv      a0, s0
        li      a7, EXIT
        ecall
        .size   _start, . - _start

# Prints a0 and a line feed.
        .type   print_number, @function
print_number:
        la      t0, buffer_end
        li      t1, '\n'
        addi    t0, t0, -1
        sb      t1, (t0)
        li      t2, 10
        neg     t3, a0
        bgtz    t3, 1f
        mv      t3, a0
1:      rem     t4, t3, t2
        div     t3, t3, t2
        addi    t4, t4, '0'
        addi    t0, t0, -1
        sb      t4, (t0)
        bnez    t3, 1b
        bgez    a0, 2f
        li      t4, '-'
        addi    t0, t0, -1
        sb      t4, (t0)
2:      li      a0, 1
        mv      a1, t0
        la      a2, buffer_end
        sub     a2, a2, t0
        li      a7, WRITE
        ecall
        ret
        .size   print_number, . - print_number
