# Instructions that the assembler makes others of, and the forms that it shortens.
        .globl _start
_start: li a0, 0x12345
        li a0, 2048
        li a0, -2049
        li a0, -1
        li a0, 31
        li a0, 32
        li sp, 16
        li a0, 0x7fffffff
        li a0, -0x80000000
        li zero, 5
        la a0, x
        lla a1, x + 4
        lb a0, x
        lhu a0, x
        lw a0, x
        sb a0, x, t0
        sw a0, x, t0
        flw fa0, x, t0
        fsd fa0, x, t0
        call f
        call t0, f
        tail f
        jump f, t0
        mv a0, a1
        mv a0, zero
        move a0, a1
        addi a0, a1, 0
        addi a0, a0, 0
        addi zero, zero, 0
        addi zero, zero, 5
        add a0, a1, a0
        add a0, a0, a1
        add a0, zero, a1
        add a0, a0, 5
        add sp, sp, -64
        add a0, sp, 16
        and s0, s1, s0
        or s0, s0, s1
        xor s1, s0, s1
        sub s0, s0, s1
        not a0, a1
        neg a0, a1
        seqz a0, a1
        snez a0, a1
        sltz a0, a1
        sgtz a0, a1
        sgt a0, a1, a2
        sgtu a0, a1, a2
        slt a0, a1, 5
        sltu a0, a1, 5
        sext.b a0, a1
        sext.h a0, a1
        zext.b a0, a1
        zext.h a0, a1
        sll a0, a0, 3
        srl s0, s0, 3
        slli a0, a0, 0
        srai s0, s0, 0
        beqz a0, 1f
        bnez t6, 1f
        bgt a0, a1, 1f
        ble a0, a1, 1f
        bgtu a0, a1, 1f
        bleu a0, a1, 1f
        bltz a0, 1f
        bgez a0, 1f
        blez a0, 1f
        bgtz a0, 1f
1:      j 1b
        jal 1b
        jal t0, 1b
        jr a0
        jr 4(a0)
        jalr a0
        jalr a0, a1
        jalr a0, a1, 4
        jalr ra, 4(a0)
        jalr zero, 0(ra)
        ret
        ecall
        ebreak
        scall
        sbreak
        unimp
        fence
        fence rw, w
        fence.tso
        fence.i
        csrr a0, cycle
        csrw 0x300, a0
        csrw mstatus, 3
        csrwi mstatus, 3
        csrs fcsr, a0
        csrrw a0, 0xc00, 5
        rdcycle a0
        rdinstret a0
        frcsr a0
        fscsr a0
        frrm a0
        fsrm a0, a1
        fsrmi 3
        fsflagsi a0, 3
        fmv.s fa0, fa1
        fneg.d fa0, fa1
        fabs.s fa0, fa1
        fgt.s a0, fa0, fa1
        fge.d a0, fa0, fa1
        fmv.x.s a0, fa0
        fmv.s.x fa0, a0
        fadd.s fa0, fa1, fa2, rtz
        fcvt.w.s a0, fa0, rtz
        fcvt.w.d a0, fa0
        amoadd.w.aqrl a0, a1, (a2)
        amoadd.w a0, a1, 0(a2)
        lr.w a0, (a1)
        sc.w.rl a0, a1, (a2)
        lw s0, (s1)
        lw ra, 8(sp)
        sw s0, 64(s1)
        fld fa0, 0(sp)
        fsd fs0, 8(s1)
        add fp, x9, s0
        .option push
        .option norvc
        addi a0, a0, 1
        nop
        .option pop
        addi a0, a0, 1
f:      ret
        .data
x:      .word 1, 2
