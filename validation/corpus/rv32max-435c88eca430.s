// A program for rv32max, by orrery fuzz.
	.set contents, 0xb02d42a106df9f0c
	.set budget, 34905
	.set cut.0, 18316
	.set cut.1, 18368
	.set cut.2, 21680
	.set cut.3, 24114
	.set cut.4, 24167
	.set cut.5, 33880
	.set cut.6, 33882
	.set reg.a0, 0x20810
	.set reg.a1, 0x23123
	.set reg.a2, 0x66a6cdf5
	.set reg.a3, 0x80000000
	.set reg.a4, L11052
	.set reg.a5, L10fe0
	.set reg.a6, 0x10d18
	.set reg.fa0, 0xffffffffcf000000
	.set reg.fa1, 0xc040080000000000
	.set reg.fa2, 0xffffffff4319b7c5
	.set reg.fa3, 0x5ed8c96d64bc39e1
	.set reg.fa4, 0x9aa22301bcbdf16b
	.set reg.fa5, 0xffffffffc1840000
	.set reg.fa6, 0x40814a0000000000
	.set reg.fa7, 0xffffffffcf000000
	.set reg.frm, 0x5
	.set reg.fs1, 0x2debd75423f8c4d1
	.set reg.fs11, 0xb2484a734842e8ce
	.set reg.fs2, 0xffffffffacef4ecf
	.set reg.fs3, 0xffffffff636b2d10
	.set reg.fs7, 0xffffffffff800000
	.set reg.fs8, 0xffffffff7fc00000
	.set reg.fs9, 0xffffffffc1ef0000
	.set reg.ft0, 0xc05a440000000000
	.set reg.ft1, 0xe0ec32743028fbde
	.set reg.ft10, 0xffffffff5f000000
	.set reg.ft11, 0xffffffff7f800000
	.set reg.ft2, 0xa4e8e728f7d939f9
	.set reg.ft4, 0xffffffffc1ce0000
	.set reg.ft5, 0x9a039d191e5981c7
	.set reg.ft6, 0x41e0000000000000
	.set reg.ft7, 0x10000000000000
	.set reg.ft8, 0xc081948000000000
	.set reg.ft9, 0xffffffff425f8000
	.set reg.gp, 0x11496
	.set reg.ra, 0x2400b
	.set reg.s0, 0xd4fcc419
	.set reg.s1, L11070
	.set reg.s10, 0x21818
	.set reg.s11, 0x2
	.set reg.s2, 0x21800
	.set reg.s3, 0x21320
	.set reg.s4, 0xffffffda
	.set reg.s5, 0x20ff5
	.set reg.s6, L11064
	.set reg.s8, 0x21f28
	.set reg.s9, 0x21398
	.set reg.sp, 0x10054
	.set reg.t0, 0x833b798e
	.set reg.t1, 0x3f
	.set reg.t2, 0x2323e
	.set reg.t3, 0xa42fb108
	.set reg.t4, 0x30dd8
	.set reg.t5, 0xd
	.set reg.t6, 0x20f10
	.set reg.tp, 0x21010
	.skip 0xf0e
_start:
L10f0e:
	fclass.d s0,ft7
	fminm.h fa0,ft4,ft8
	c.ntl.s1
L10f18:
	bltu s4,t2,L10f28
	sra s3,a4,s10
	froundnx.d ft5,ft11,rmm
	beq s8,ra,L10f18
L10f28:
	xori t1,zero,1260
L10f2c:
	fnmadd.h ft11,ft4,fs7,fs4,rmm
	.byte 0x13, 0x03, 0xf3, 0xff	// addi t1,t1,-1
	.byte 0xe3, 0x4c, 0x60, 0xfe	// blt zero,t1,L10f2c
L10f38:
	blt s10,a1,L10f5c
	remu a1,s4,a1
	.byte 0x3b, 0x86, 0xe8, 0xef
	bltu s4,t2,L10f58
	fclass.d s6,fa3
	lw a1,-1(s10)
	fminm.s fs3,fa6,ft6
	fsgnjn.d ft1,fs2,fs9
L10f58:
	bltu t1,ra,L10f38
L10f5c:
	beq gp,a4,L10f68
	amoand.w.aqrl a3,s8,(s10)
	csrrc t1,fcsr,t3
L10f68:
	.byte 0x5d, 0xb7	// c.j L10f0e
end:
	.byte 0x3b, 0xe6, 0x6f, 0xfc
	c.addi s2,-16
	sw ra,0(s2)
	fround.s ft10,ft8,rmm
	flt.d t1,fs11,ft11
	lui s8,0x6c578
	mulh s1,zero,s8
	fmadd.h ft7,fa3,fs2,ft0,rtz
	amoadd.w.aqrl s3,s2,(s5)
	bgeu s4,gp,L10fa4
	fclass.s zero,fs9
	sext.h sp,a6
	prefetch.w 832(sp)
	amoswap.w.aq s6,gp,(t6)
	bclr a3,t0,t0
L10fa4:
	lw ra,0(s2)
	.byte 0x13, 0x09, 0x09, 0x01	// addi s2,s2,16
	c.jr ra
	c.addi s2,-16
	sw ra,0(s2)
	binv gp,a3,a5
	srli s0,gp,0x1f
	bclr s0,t0,t0
	cbo.flush (t6)
	fsgnj.h fa3,ft4,fs9
	amomaxu.w.aq s8,s6,(t6)
	fmul.s ft7,ft8,ft11
	flt.h gp,fa3,ft1
	lw ra,0(s2)
	.byte 0x13, 0x09, 0x09, 0x01	// addi s2,s2,16
	jalr zero,0(ra)
L10fe0:
	c.addi s2,-16
	sw ra,0(s2)
	c.addi t5,-1
	blt zero,t5,L10ff2
	ori t5,zero,330
	c.j L10ff4
L10ff2:
	c.jal L10fe0
L10ff4:
	amoor.w.rl s6,s3,(t6)
	fnmsub.h fs1,fa0,fs11,ft8,rtz
	c.fsd fa2,216(a5)
	fcvt.h.s fa7,fs2,rup
	auipc a6,0x0
L11006:
	fleq.s zero,fs1,fa1
	fmax.d fs1,fs9,ft6
	feq.d s0,fa6,ft2
	wrs.sto
	fmin.h fs1,fa2,fa4
	c.swsp a5,216(sp)
	amomax.w s9,s11,(t6)
	fmvh.x.d a1,fa1
	sb tp,1443(t6)
	min gp,s4,gp
	sh1add a2,sp,ra
	fdiv.s fa4,ft8,fa4
	c.sb a3,3(a1)
	fsub.d ft0,fs8,ft10,rne
	.byte 0xf3, 0xc4, 0xbe, 0x64
	sub s9,a4,zero
	maxu a4,s6,zero
	add s6,s1,zero
	srli s1,s9,0x0
	jalr zero,0(a4)
L11052:
	pause
	wrs.nto
	c.sh a4,0(a2)
	fadd.d ft0,fa3,ft6,rne
	jal zero,L11082
L11064:
	rol a1,t0,a1
	fsqrt.d fs8,ft5,rne
	jal zero,L11082
L11070:
	lh t4,-1342(s10)
	fsgnjx.h ft9,ft9,fa5
	c.or a0,a0
	fmadd.s ft7,fs9,ft5,fs9,rup
	jal zero,L11082
L11082:
	.byte 0x13, 0x08, 0xf8, 0xff	// addi a6,a6,-1
	.byte 0xe3, 0x40, 0x00, 0xf9	// blt zero,a6,L11006
	lw ra,0(s2)
	.byte 0x13, 0x09, 0x09, 0x01	// addi s2,s2,16
	c.jr ra
