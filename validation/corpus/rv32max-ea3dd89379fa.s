// A program for rv32max, by orrery fuzz.
	.set contents, 0x4d6e5244a856c1fd
	.set budget, 8505
	.set cut.0, 1168
	.set cut.1, 5320
	.set cut.2, 5357
	.set reg.a0, 0x21f00
	.set reg.a1, 0xcce57c0e
	.set reg.a2, 0x230b5
	.set reg.a3, 0x21800
	.set reg.a4, 0x104da
	.set reg.a5, 0x5f3e0bd2
	.set reg.a6, 0x20f48
	.set reg.a7, 0xffffffff
	.set reg.fa0, 0xffffffff8de8aec2
	.set reg.fa1, 0x406bf20000000000
	.set reg.fa2, 0xffffffff4f000000
	.set reg.fa3, 0xffffffff4f000000
	.set reg.fa4, 0xc048280000000000
	.set reg.fa5, 0x1
	.set reg.fs0, 0x901d2ace47c8a9db
	.set reg.fs3, 0xffffffff7f7fffff
	.set reg.fs4, 0x10000000000000
	.set reg.fs7, 0xffffffff41ba0316
	.set reg.fs8, 0xa3b7ab389831f00c
	.set reg.ft1, 0xffffffff80000000
	.set reg.ft10, 0xa132dc2aaa645650
	.set reg.ft11, 0xffffffff1c558e43
	.set reg.ft4, 0x8a8b872f08b1950
	.set reg.ft5, 0xffffffffcbc6f13d
	.set reg.ft6, 0xffffffff7fc00000
	.set reg.ft7, 0xfffffffffffff
	.set reg.ft8, 0x98bb1725690dc9dd
	.set reg.gp, 0x30c28
	.set reg.ra, 0x87183427
	.set reg.s1, 0x21640
	.set reg.s10, 0x302a8
	.set reg.s11, 0xfffffff3
	.set reg.s3, 0x30190
	.set reg.s5, 0x80
	.set reg.s7, 0x23d19
	.set reg.s8, 0x23af8
	.set reg.s9, 0x21006
	.set reg.sp, 0x21930
	.set reg.t0, 0x4a6ef870
	.set reg.t2, 0x21ff6
	.set reg.t3, 0x21bc0
	.set reg.t6, 0x21e90
	.set reg.tp, 0x21cb0
	.skip 0xf38
_start:
L10f38:
	auipc t6,0x0
L10f3c:
	fsgnjn.h fs7,fs7,ft10
	c.mul a0,a1
	min tp,s7,s9
	auipc sp,0x1403c
	auipc t2,0x2
L10f4e:
	or a4,a6,a6
	sltu s11,gp,a7
	c.not a1
	fround.h ft7,fa2,rmm
L10f5c:
	bge a2,gp,L10f84
	max gp,gp,a0
	sc.w a1,t0,(a6)
	bset a1,a1,a7
	bexti a4,s8,0x14
	fsh ft11,1(a6)
	addi a0,a0,740
	fsgnjx.d ft1,ft7,fa0
	fli.s fa3,-1.0
	blt s10,a1,L10f5c
L10f84:
	c.addi t0,5
	c.ntl.p1
	c.swsp t6,92(sp)
	amocas.w.rl a4,s8,(a6)
	fnmadd.s ft8,fa1,fs0,fa4,rmm
	fmadd.s ft4,fa0,ft1,ft1,rtz
	c.addi t2,-1
	bne t2,zero,L10f4e
	.byte 0x93, 0x8f, 0xff, 0xff	// addi t6,t6,-1
	.byte 0xe3, 0x4e, 0xf0, 0xf9	// blt zero,t6,L10f3c
	.byte 0xf3, 0x45, 0x67, 0xb1
L10fa8:
	.byte 0x63, 0x98, 0x33, 0x01	// bne t2,s3,L10fb8
	feq.s zero,fs0,ft1
	.byte 0x33, 0x00, 0x30, 0x00	// ntl.pall
	.byte 0xe3, 0x4a, 0xbd, 0xfe	// blt s10,a1,L10fa8
L10fb8:
	jal ra,L10fe0
	c.li s3,31
L10fbe:
	c.swsp a2,0(sp)
	c.addi4spn a1,sp,492
	fcvt.h.d fs8,fa5,rtz
	fclass.h s9,fa2
	fsh fs4,279(a6)
	c.addi s3,-1
	bltu zero,s3,L10fbe
	c.srai64 s1
	mulhu s5,gp,s9
	c.lw a1,48(a5)
	.byte 0xb1, 0xbf	// c.j L10f38
end:
	.byte 0x01, 0x68
L10fe0:
	xori a3,a3,16
	sw ra,0(a3)
	fround.h fs8,ft5
	c.or a4,a4
	fmadd.d ft8,fa5,fa1,fa5,rdn
	.byte 0x8f, 0x0b, 0x34, 0x83	// fence.tso
	sw a5,855(gp)
	amomax.w.rl a7,t3,(a6)
	max t3,t0,t0
	fnmsub.s ft3,fa1,fs8,fs3,rup
	c.addi16sp sp,-272
	c.sb s1,1(a5)
	clz t0,t6
	fmv.w.x fs3,a3
	c.fswsp ft6,84(sp)
	fcvt.wu.d s1,ft11
	lw ra,0(a3)
	c.addi a3,16
	jalr zero,0(ra)
