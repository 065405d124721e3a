// A program for rv64max, by orrery fuzz.
	.set contents, 0xb029ecc64c49b1f5
	.set budget, 32680
	.set cut.0, 10482
	.set cut.1, 19029
	.set cut.2, 29336
	.set reg.a0, 0x15b459d075
	.set reg.a1, 0x84323705fbf14edf
	.set reg.a2, 0x1f
	.set reg.a3, 0x21098
	.set reg.a4, 0x21007
	.set reg.a5, L10fca
	.set reg.a6, L10fb2
	.set reg.a7, 0xffffffff80000000
	.set reg.fa1, 0xffffffff00000001
	.set reg.fa3, 0x380fffffffffffff
	.set reg.fa4, 0xffffffff00000001
	.set reg.fa5, 0xc07b460000000000
	.set reg.fa6, 0x2ccfa7a1eb0534da
	.set reg.fa7, 0xffffffff427f8000
	.set reg.fflags, 0x4
	.set reg.fs0, 0xffffffff739f26ac
	.set reg.fs10, 0xa1196ed1d34f65b6
	.set reg.fs11, 0x89e207cae6641145
	.set reg.fs2, 0xffffffff00000001
	.set reg.fs3, 0xffffffff00000000
	.set reg.fs4, 0x380fffffffffffff
	.set reg.fs5, 0x3ff0000000000000
	.set reg.fs6, 0xfff0000000000000
	.set reg.fs8, 0xffffffffc08219cb
	.set reg.fs9, 0xffffffff25b24dc0
	.set reg.ft0, 0xc07cd00000000000
	.set reg.ft11, 0xffffffff1ea85c12
	.set reg.ft2, 0xffffffffa13a0b1d
	.set reg.ft3, 0x4080e70000000000
	.set reg.ft4, 0xffffffffc2e98000
	.set reg.ft5, 0x5dd18d394ffd148b
	.set reg.ft6, 0xffffffffbf800000
	.set reg.ft7, 0xffffffff7fc00000
	.set reg.ft8, 0xffffffff7fc00000
	.set reg.gp, L10fd6
	.set reg.ra, 0xffff71634781ac07
	.set reg.s0, 0x21928
	.set reg.s1, 0x301b0
	.set reg.s10, 0x24800
	.set reg.s2, 0x10880
	.set reg.s6, 0x21ffa
	.set reg.s7, 0x20b48
	.set reg.s8, 0x21800
	.set reg.s9, 0x20ea0
	.set reg.sp, 0x30028
	.set reg.t0, 0x840ca7cc1284555c
	.set reg.t2, 0x23cc4
	.set reg.t3, 0x300a0
	.set reg.t5, L11064
	.set reg.t6, 0xec0eccf95bd81080
	.set reg.tp, 0x20bc8
	.skip 0xf90
_start:
L10f90:
	addi a6,t0,-1875
	fsqrt.h fa3,fs8,rtz
	fmax.d fs10,ft3,fa6
	.byte 0x23, 0x80, 0xb6, 0x00	// sb a1,0(a3)
	xori a0,a6,0
	rem a6,a5,zero
	rol a5,gp,zero
	rem gp,a0,zero
	c.jr a6
L10fb2:
	fcvt.wu.d t6,ft11,rtz
	sh3add s7,a5,s8
	fnmsub.h fs4,fa3,fs10,fa5,rmm
	fsh fs10,905(a3)
	bclri tp,a7,0x8
	jal zero,L10fea
L10fca:
	c.addw a2,s1
	.byte 0x0f, 0x80, 0xd1, 0xdd	// fence iow,iow
	fnmadd.s fs6,fs6,ft3,fs5,rne
	c.j L10fea
L10fd6:
	fcvt.l.s s0,ft3
	fsgnj.h fa7,fs3,fa7
	slli.uw s2,zero,0x3f
	c.srli a2,0x3f
	bclri a1,s6,0x0
	c.j L10fea
L10fea:
	fcvt.d.wu fa3,a5,rtz
	cbo.zero (s10)
	fcvt.w.d a7,fa7,rtz
	prefetch.r -1664(s1)
	fmsub.d fs9,ft7,fs0,fs6,rtz
	c.sw s0,32(a3)
	.byte 0x6f, 0xf0, 0x1f, 0xf9	// jal zero,L10f90
end:
	.byte 0x81, 0x61
	.byte 0x13, 0x0c, 0x0c, 0xff	// addi s8,s8,-16
	sd ra,0(s8)
	c.lui t2,0x8
L11010:
	c.or a1,s1
	roriw t6,t6,0x3
	fdiv.h fs11,ft5,fs2,rtz
	addi t0,a5,146
	pause
	srliw s0,a4,0x10
	fcvt.h.wu fs0,ra,rtz
	amocas.d s9,t5,(a3)
	.byte 0xef, 0x00, 0x40, 0x01	// jal ra,L11042
	.byte 0x9b, 0x83, 0xf3, 0xff	// addiw t2,t2,-1
	.byte 0xe3, 0x6d, 0x70, 0xfc	// bltu zero,t2,L11010
	ld ra,0(s8)
	c.addi s8,16
	c.jr ra
L11042:
	.byte 0x13, 0x0c, 0x0c, 0xff	// addi s8,s8,-16
	sd ra,0(s8)
	fleq.d s6,ft2,fa1
	fadd.h fa7,ft6,fa7,rne
	wrs.nto
	fnmsub.d fs10,ft6,ft0,ft6,rmm
	ld ra,0(s8)
	c.addi s8,16
	jalr zero,0(ra)
L11064:
	.byte 0x13, 0x0c, 0x0c, 0xff	// addi s8,s8,-16
	sd ra,0(s8)
	.byte 0x1b, 0x06, 0xf6, 0xff	// addiw a2,a2,-1
	bltu zero,a2,L1107a
	addi a2,zero,128
	c.j L1107e
L1107a:
	.byte 0xef, 0xf0, 0xbf, 0xfe	// jal ra,L11064
L1107e:
	fmin.h fa5,ft4,fa1
	fcvt.s.l fs9,a1,rne
	fcvt.d.wu fa7,a6,rup
	ori a4,zero,888
L1108e:
	c.swsp s2,8(sp)
	flh fs10,-1(a3)
	addiw t6,s2,-1782
	xnor t3,sp,zero
	fsgnj.s fs9,ft8,fs8
	lr.w.rl zero,(s10)
	fmv.h.x fs11,a2
	.byte 0xb3, 0x0f, 0xfc, 0x01	// add t6,s8,t6
	c.lw a1,88(a4)
	srai s0,s1,0x10
	fmax.h fa4,fa1,ft7
	fmaxm.s fs8,fs8,ft6
	.byte 0x1b, 0x07, 0xf7, 0xff	// addiw a4,a4,-1
	.byte 0x61, 0xfb	// c.bnez a4,L1108e
	ld ra,0(s8)
	c.addi s8,16
	jalr zero,0(ra)
