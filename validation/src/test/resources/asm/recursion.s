# fibonacci(15) by recursion, a table of addresses, constants far away; exits with its lowest byte.
        .macro  enter
        addi    sp, sp, -16
        sw      ra, 0(sp)
        sw      s0, 4(sp)
        sw      s1, 8(sp)
        .endm
        .macro  leave
        lw      ra, 0(sp)
        lw      s0, 4(sp)
        lw      s1, 8(sp)
        addi    sp, sp, 16
        ret
        .endm
        .section .rodata
        .balign 4
steps:  .word   fibonacci - steps, twice - steps, 0
        .text
        .globl  _start
_start: li      a0, 15
        la      s2, steps
        mv      s3, s2
1:      lw      t0, (s3)
        beqz    t0, finish
        add     t0, t0, s2
        jalr    t0
        addi    s3, s3, 4
        j       1b
finish: li      t1, 1220
        beq     a0, t1, good
        li      a0, 1
        j       exit
good:   andi    a0, a0, 255
exit:   li      a7, 93
        ecall
        .space  5000
fibonacci:
        li      t0, 2
        blt     a0, t0, 1f
        enter
        mv      s0, a0
        addi    a0, s0, -1
        call    fibonacci
        mv      s1, a0
        addi    a0, s0, -2
        call    fibonacci
        add     a0, a0, s1
        leave
1:      ret
twice:  slli    a0, a0, 1
        ret
