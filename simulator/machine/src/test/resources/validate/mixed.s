# Exercises rows of several classes on numbers that change: their mistakes show late, and rarely twice.
        .text
        .globl  _start
_start:
        la      s0, table
        li      s1, 0x9e3779b97f4a7c15          # the generator's state
        li      s2, 400                         # rounds
        li      s3, 0                           # what became of it
        csrw    fcsr, zero
round:
        slli    t0, s1, 13                      # xorshift
        xor     s1, s1, t0
        srli    t0, s1, 7
        xor     s1, s1, t0
        slli    t0, s1, 17
        xor     s1, s1, t0

        andi    t1, s1, 127                     # small numbers are alike to most mistakes
        li      t2, 120
        bltu    t1, t2, small
        sra     t1, s1, t1
        sltu    t3, s3, s1
        add     s3, s3, t3
        mulhu   t4, s1, t1
        xor     s3, s3, t4
small:
        andi    t5, s1, 248
        add     t5, t5, s0
        sb      s1, 0(t5)
        lb      t6, 0(t5)
        add     s3, s3, t6
        sd      s3, 256(t5)
        bltu    t1, s3, skip
        addi    s3, s3, 3
skip:
        fcvt.s.l fa0, s1
        fcvt.s.l fa1, t6
        fadd.s  fa2, fa0, fa1
        fmul.s  fa3, fa2, fa1
        fmv.x.w a3, fa3
        addw    s3, s3, a3
        csrrc   a4, fflags, t1
        add     s3, s3, a4
        amoadd.w a5, s3, (s0)
        addi    s2, s2, -1
        bnez    s2, round

        li      a0, 1
        la      a1, done
        li      a2, 5
        li      a7, 64
        ecall
        li      a0, 0
        li      a7, 93
        ecall

        .data
        .balign 8
table:  .zero   1024
done:   .ascii  "done\n"
