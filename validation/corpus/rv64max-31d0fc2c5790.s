// A program for rv64max, by orrery fuzz.
	.set contents, 0x9b5dfd491398b118
	.set budget, 5997
	.set cut.0, 3081
	.set cut.1, 3125
	.set cut.2, 4184
	.set reg.a0, 0x24005
	.set reg.a1, 0x34edb33
	.set reg.a2, 0xff
	.set reg.a3, 0x766a433b6c7291a4
	.set reg.a4, 0x20ee0
	.set reg.a5, 0x30250
	.set reg.a6, 0xfffffffffffffff1
	.set reg.a7, 0x20fe8
	.set reg.fa1, 0xffffffff80000000
	.set reg.fa2, 0xc076740000000000
	.set reg.fa3, 0xffffffff90945637
	.set reg.fa5, 0x7ff8000000000000
	.set reg.fa6, 0x24aae0af55e558ba
	.set reg.fa7, 0xffffffff41a80000
	.set reg.fs0, 0xffffffff42170000
	.set reg.fs10, 0xffffffff42874000
	.set reg.fs3, 0xfff0000000000000
	.set reg.fs4, 0xeadf0ac23654a82c
	.set reg.fs6, 0xffffffffff800000
	.set reg.fs8, 0xffffffffc8e53136
	.set reg.ft0, 0xffffffff7f7fffff
	.set reg.ft1, 0xffffffff80000000
	.set reg.ft11, 0xffffffff00000001
	.set reg.ft3, 0x4081e00000000000
	.set reg.ft6, 0xffffffffff800000
	.set reg.gp, 0x3d
	.set reg.ra, 0x206a0
	.set reg.s0, 0x1c832bfff0d2dd9
	.set reg.s1, 0x203e8
	.set reg.s10, 0x3dadb1278d7
	.set reg.s11, 0x21800
	.set reg.s2, 0x21400
	.set reg.s3, 0x10d66
	.set reg.s4, L1109e
	.set reg.s6, 0x21008
	.set reg.s7, 0x2e33d97e2
	.set reg.s8, 0x20ff2
	.set reg.s9, 0x300c8
	.set reg.sp, 0x215e0
	.set reg.t1, 0x2411d1c8
	.set reg.t2, 0x23b61
	.set reg.t3, 0xffffffffffffffd8
	.set reg.t4, 0x216d0
	.set reg.t5, 0x191ff3
	.set reg.t6, 0xfffffffffffffffe
	.set reg.tp, L1107c
	.skip 0xf84
_start:
L10f84:
	.byte 0x63, 0x61, 0x7a, 0x04	// bltu s4,t2,L10fc6
	fsh fs10,1145(a7)
	auipc t4,0x0
L10f90:
	or a1,t6,t1
	fltq.d t1,ft6,fa5
	fround.h fa1,fa3,rup
	rolw a1,t3,s11
	sra a3,s8,s8
	slli.uw s10,s10,0x3f
	fcvt.lu.s a2,fa2,rmm
	prefetch.r -1696(s0)
	prefetch.r -1376(s1)
	c.mv gp,t4
	lhu t6,0(s9)
	fsqrt.h ft0,ft11,rdn
	.byte 0x93, 0x8e, 0xfe, 0xff	// addi t4,t4,-1
	.byte 0xe3, 0x47, 0xd0, 0xfd	// blt zero,t4,L10f90
L10fc6:
	blt s8,tp,L10fec
	c.subw a4,a0
	slti a0,s2,654
	bne t2,s3,L10fec
	amomaxu.w.rl s1,s3,(a7)
	fadd.d fa6,fs3,fs6
	or t6,s10,s3
	bset tp,a1,tp
	csrrci t3,fcsr,13
	fmv.w.x fs8,s6
L10fec:
	ori s2,zero,64
L10ff0:
	sraiw a6,s8,0x7
	fminm.h fs0,fs4,ft0
	prefetch.i -2048(a6)
	srai t2,a1,0x23
	flt.h gp,ft3,ft1
	fmul.d ft0,fa7,fs3,rup
	min a3,s3,ra
	c.addiw a1,-2
	.byte 0x0f, 0x01, 0xaf, 0xa0	// fence unknown,ir
	c.srai64 a1
	amominu.d.rl s3,a0,(s8)
	.byte 0x0f, 0x98, 0xa8, 0x0b	// fence.i
	c.addiw a2,31
	slt s10,a1,t2
	amomaxu.d.aq s7,s2,(a7)
	c.fld fa5,0(a0)
	.byte 0x0f, 0x80, 0x37, 0x83	// fence.tso
	sh1add s10,s10,t2
	.byte 0x1b, 0x09, 0xf9, 0xff	// addiw s2,s2,-1
	.byte 0xe3, 0x6e, 0x20, 0xfb	// bltu zero,s2,L10ff0
	.byte 0x6f, 0xf0, 0xdf, 0xf4	// jal zero,L10f84
end:
	.byte 0x53, 0xda, 0x81, 0x36
	c.addi s11,-16
	sd ra,0(s11)
	csrrci gp,hpmcounter26,3
	sll t6,t6,s0
	amoswap.w.rl a0,a3,(a7)
	c.sext.h a5
	flh fs6,-1024(a7)
	c.lwsp t1,52(sp)
	ld ra,0(s11)
	c.addi s11,16
	c.jr ra
	c.addi s11,-16
	sd ra,0(s11)
	sra s3,ra,t1
	.byte 0x33, 0x00, 0x50, 0x00	// ntl.all
	rem s3,t5,zero
	rem t5,a1,zero
	ror a1,s3,zero
L1107c:
	csrrw t6,fflags,s2
	c.ld s0,32(a5)
	sh3add.uw s7,s7,a0
	add.uw t1,t3,a7
	cbo.inval (s9)
	sw t5,0(tp)
	.byte 0x0f, 0x98, 0x8b, 0xc0	// fence.i
	ld ra,0(s11)
	c.addi s11,16
	c.jr ra
L1109e:
	c.addi s11,-16
	sd ra,0(s11)
	csrrs sp,fcsr,sp
	ld ra,0(s11)
	c.addi s11,16
	jalr zero,0(ra)
