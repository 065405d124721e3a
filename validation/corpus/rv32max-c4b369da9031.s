// A program for rv32max, by orrery fuzz.
	.set contents, 0x8190e48fde46c70d
	.set budget, 15657
	.set cut.0, 1286
	.set cut.1, 3860
	.set cut.2, 13590
	.set cut.3, 13595
	.set reg.a0, 0x20ffd
	.set reg.a1, 0x30d48
	.set reg.a2, 0x21800
	.set reg.a3, 0x30
	.set reg.a5, 0x22003
	.set reg.a7, 0xf55f9b
	.set reg.fa1, 0x5927500a42f51a53
	.set reg.fa2, 0xc34a37821d030af5
	.set reg.fa3, 0xffffffff7f7fffff
	.set reg.fa4, 0xffffffffc2750000
	.set reg.fa7, 0x7ff0000000000000
	.set reg.fflags, 0x8
	.set reg.fs0, 0x9a2e878f66c67261
	.set reg.fs1, 0xffffffff4f000000
	.set reg.fs11, 0x3f47c58992e02c3f
	.set reg.fs2, 0xd62b4c984da566c3
	.set reg.fs3, 0xc0794d0000000000
	.set reg.fs4, 0xc0835d8000000000
	.set reg.fs6, 0x7ff0000000000001
	.set reg.fs7, 0x74aad30175662162
	.set reg.fs8, 0x43e0000000000000
	.set reg.ft0, 0x8b9aad02a69c9819
	.set reg.ft1, 0xba4a35736fdc7d76
	.set reg.ft3, 0xffffffff1a14e8ae
	.set reg.ft4, 0x1
	.set reg.ft6, 0xffffffff033998bd
	.set reg.ft7, 0xe9fa920d76e357e5
	.set reg.ft9, 0x380fffffffffffff
	.set reg.gp, 0x43
	.set reg.ra, 0x2312a
	.set reg.s0, 0x21f30
	.set reg.s1, 0x20858
	.set reg.s10, 0x233d2
	.set reg.s11, 0x21ff5
	.set reg.s5, 0x30b48
	.set reg.s6, 0x23561
	.set reg.s8, 0x20f78
	.set reg.sp, 0xa4b6fcc7
	.set reg.t0, 0x23ffe
	.set reg.t1, 0x30d90
	.set reg.t2, 0x11fe2
	.set reg.t3, 0x230ad
	.set reg.t5, 0x23944
	.set reg.t6, 0x21
	.set reg.tp, 0x20478
	.skip 0xf3e
_start:
L10f3e:
	fmin.h fs3,fs8,fs7
	fmax.s ft7,fs7,ft4
	lh a1,1118(s8)
	c.mul s0,s0
	czero.nez t4,t0,t4
	sb sp,1(s8)
	sb a0,1(s8)
	fsgnjx.d fa3,fa7,ft6
	clz a5,zero
L10f60:
	feq.s a1,ft7,ft9
	maxu t1,ra,tp
	amoswap.w.rl t6,a5,(s8)
	rem s5,t4,s5
	fsh fs0,-1(s8)
	div s5,a3,s6
	c.srli64 s0
	czero.eqz t0,s1,t4
	fcvt.d.h fa7,fs11,dyn
	fnmadd.h ft6,fs8,ft0,fa1,rup
	c.beqz a2,L10f92
	fmaxm.s ft1,fa3,fa4
	fmul.s fa3,fs11,fs6,rmm
	c.fldsp fs3,240(sp)
L10f92:
	c.addi a5,-1
	bltu zero,a5,L10f60
	fmax.h fs4,fs4,fs4
	mulhu a4,a4,s11
	fmin.d fs11,fa3,ft3
	csrrs t3,fcsr,tp
	fsub.d fa7,fs7,fs2,rtz
	fround.h fs1,fs1
	csrrc a7,0xa5f,a3
	sltiu a1,s10,1
	c.fsd fa2,72(a2)
	.byte 0x33, 0x00, 0x20, 0x00	// ntl.p1
	c.beqz a2,L10fd2
	remu t2,a5,s1
	rem t0,tp,a1
	lbu a7,1(s8)
	fcvt.d.wu ft7,t5,rdn
	c.sw a3,40(a3)
L10fd2:
	.byte 0x6f, 0xf0, 0xdf, 0xf6	// jal zero,L10f3e
end:
	.byte 0xab, 0x71, 0x2b, 0x72
L10fda:
	c.addi a2,-16
	sw ra,0(a2)
	.byte 0x93, 0x8f, 0xff, 0xff	// addi t6,t6,-1
	.byte 0x63, 0x45, 0xf0, 0x01	// blt zero,t6,L10fee
	.byte 0xb7, 0x2f, 0x00, 0x00	// lui t6,0x2
	c.j L10ff2
L10fee:
	.byte 0xef, 0xf0, 0xdf, 0xfe	// jal ra,L10fda
L10ff2:
	fround.d ft9,fa3,rup
	fmaxm.d fs11,fa2,fs11
	srai sp,gp,0xd
L10ffe:
	c.bnez a2,L11004
	c.flwsp ft1,20(sp)
	c.beqz a2,L10ffe
L11004:
	lw ra,0(a2)
	.byte 0x13, 0x06, 0x06, 0x01	// addi a2,a2,16
	jalr zero,0(ra)
