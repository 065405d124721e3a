// A program for rv32max, by orrery fuzz.
	.set contents, 0xa9c400250b94d0f
	.set budget, 5362
	.set cut.0, 2173
	.set cut.1, 3502
	.set cut.2, 3517
	.set reg.a0, 0x7f
	.set reg.a1, 0x23b4c
	.set reg.a2, 0x21b18
	.set reg.a3, 0xffffffba
	.set reg.a4, 0x23ffa
	.set reg.a5, 0x21578
	.set reg.a6, 0x1698c643
	.set reg.a7, 0x238fc
	.set reg.fa1, 0x3690000000000000
	.set reg.fa2, 0xffffffff9df4bdf7
	.set reg.fa5, 0xffffffffa298de03
	.set reg.fa6, 0x41e0000000000000
	.set reg.fs0, 0xc069020000000000
	.set reg.fs1, 0x4d301b822c0369a0
	.set reg.fs10, 0xffffffffb89be034
	.set reg.fs11, 0x380fffffffffffff
	.set reg.fs2, 0xc047300000000000
	.set reg.fs3, 0xc046080000000000
	.set reg.fs4, 0x380fffffffffffff
	.set reg.fs6, 0xfffffffff880f395
	.set reg.fs7, 0x28b92c805554b6a8
	.set reg.fs8, 0x4065700000000000
	.set reg.ft0, 0xffffffffc2908000
	.set reg.ft1, 0xffffffff5f000000
	.set reg.ft10, 0xffffffff7f7fffff
	.set reg.ft11, 0xffffffffc29ec000
	.set reg.ft2, 0xfffffffff7b122d1
	.set reg.ft3, 0xffffffff4f000000
	.set reg.ft4, 0xffffffff42928000
	.set reg.ft5, 0xffffffff7fc00000
	.set reg.ft6, 0x7ff0000000000001
	.set reg.ft7, 0x1b1b072ca6cadd57
	.set reg.ft8, 0x407a190000000000
	.set reg.ft9, 0xe897fb853de51aad
	.set reg.gp, 0x207b0
	.set reg.ra, 0x32d86068
	.set reg.s0, 0x2328c
	.set reg.s1, 0x21800
	.set reg.s10, L1100e
	.set reg.s11, 0x20
	.set reg.s4, L10ff0
	.set reg.s5, L10ffa
	.set reg.s8, 0x30918
	.set reg.sp, 0x21090
	.set reg.t0, 0x11072
	.set reg.t1, 0x20ff6
	.set reg.t2, L11050
	.set reg.t4, 0x21ffa
	.set reg.t5, 0xf0e96f1
	.set reg.tp, 0x20
	.skip 0xfa8
_start:
L10fa8:
	ori t4,zero,202
L10fac:
	sub s11,s11,t0
	c.addi s8,-1
	fsgnjn.h fa2,fs3,fs6
	fsqrt.h fs11,ft11
	ctz a3,a3
	fnmadd.h fs4,fs10,ft2,ft0,rtz
	.byte 0x79, 0x20	// c.jal L11050
	fadd.d ft8,ft1,ft6,rne
	maxu s5,s1,a2
	fle.d t1,ft10,ft1
	rem s10,s10,a6
	.byte 0x93, 0x8e, 0xfe, 0xff	// addi t4,t4,-1
	.byte 0xe3, 0x1a, 0xd0, 0xfd	// bne zero,t4,L10fac
	srli a6,s4,0x0
	.byte 0x33, 0x0a, 0x50, 0x01	// add s4,zero,s5
	.byte 0x93, 0x0a, 0x0d, 0x00	// addi s5,s10,0
	sra s10,a6,zero
	jalr zero,0(s4)
L10ff0:
	fnmsub.h fs1,fs6,fs6,ft5,rdn
	fcvtmod.w.d t5,ft7,rtz
	c.j L11020
L10ffa:
	cbo.clean (sp)
	amomax.w s8,s8,(gp)
	fsgnjn.d fs2,fs2,fs11
	fmul.d fs7,fs7,fs0
	jal zero,L11020
L1100e:
	fltq.h s11,ft4,ft10
	fcvt.wu.h a1,fa5,rup
	c.srli a1,0x1a
	amocas.w s0,t0,(sp)
	c.lhu a4,2(a4)
	c.j L11020
L11020:
	add t0,s1,zero
	fsub.d ft3,fs7,fs7,rtz
	.byte 0x6f, 0xf0, 0x1f, 0xf8	// jal zero,L10fa8
end:
	.byte 0xc8, 0x9c
	.byte 0x93, 0x84, 0x04, 0xff	// addi s1,s1,-16
	sw ra,0(s1)
	c.ntl.p1
	auipc s8,0x90f6
	flh fa1,64(sp)
	fnmadd.d fa6,fs2,fs0,fa6
	fmv.x.w a0,fs11
	lw ra,0(s1)
	c.addi s1,16
	c.jr ra
L11050:
	.byte 0x93, 0x84, 0x04, 0xff	// addi s1,s1,-16
	sw ra,0(s1)
	c.addi tp,-1
	bne zero,tp,L11064
	c.lui tp,0x1e
	jal zero,L11068
L11064:
	.byte 0xef, 0xf0, 0xdf, 0xfe	// jal ra,L11050
L11068:
	fmin.s ft9,ft9,fs7
	fcvt.h.wu ft11,t5,rmm
	.byte 0x8f, 0x9c, 0xde, 0xf5	// fence.i
	fminm.h fa5,ft2,fs2
	c.ntl.p1
	c.zext.h a3
L1107c:
	bltu s4,t2,L110b2
	remu zero,s0,zero
	fround.h fs0,ft11,rdn
	orn s8,t0,s8
	fcvt.wu.d t5,ft10,rup
	fmadd.d ft0,fs8,ft1,ft0,rmm
	mul a4,a3,s5
	bgeu s4,gp,L110ae
	xor s8,t2,a5
	fmul.h ft8,fa5,fs11,rtz
	c.ntl.all
	fcvt.h.wu fs8,a7,rne
	fmin.d fa2,fs10,ft10
L110ae:
	bge a2,gp,L1107c
L110b2:
	lw ra,0(s1)
	c.addi s1,16
	jalr zero,0(ra)
