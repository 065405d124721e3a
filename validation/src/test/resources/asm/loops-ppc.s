# The sum of 1 to 10, 5 factorial by recursion, and a sum over a table, for 64-bit PowerPC: 55 + 120 + 42 is 217.
        .globl  _start
        .text
_start: li      r3, 10
        bl      sum
        mr      r31, r3
        li      r3, 5
        bl      factorial
        add     r31, r31, r3
        bl      1f
        .long   40, -2, 4, 0
1:      mflr    r4
        li      r5, 0
2:      lwz     r6, 0(r4)
        addi    r4, r4, 4
        add     r5, r5, r6
        cmpwi   r6, 0
        bne     2b
        clrldi  r5, r5, 32
        add     r3, r31, r5
        li      r0, 1
        sc

sum:    mtctr   r3
        li      r4, 0
3:      mfctr   r5
        add     r4, r4, r5
        bdnz    3b
        mr      r3, r4
        blr

factorial:
        cmpdi   cr7, r3, 0
        beq     cr7, 4f
        mflr    r0
        std     r0, 16(r1)
        std     r3, -8(r1)
        stdu    r1, -48(r1)
        addi    r3, r3, -1
        bl      factorial
        addi    r1, r1, 48
        ld      r0, 16(r1)
        ld      r4, -8(r1)
        mtlr    r0
        mulld   r3, r3, r4
        blr
4:      li      r3, 1
        blr
