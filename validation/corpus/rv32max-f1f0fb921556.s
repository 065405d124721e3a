// A program for rv32max, by orrery fuzz.
	.set contents, 0xb8fe0284976a9a41
	.set budget, 45356
	.set cut.0, 604
	.set cut.1, 7759
	.set cut.2, 30249
	.set cut.3, 30312
	.set reg.a0, 0x2
	.set reg.a2, 0x20760
	.set reg.a4, 0x21028
	.set reg.a5, 0x24009
	.set reg.a7, 0x23100
	.set reg.fa0, 0x761b096073c17eb6
	.set reg.fa3, 0xffffffff7fc00000
	.set reg.fa5, 0xcbcddf05a5c821fd
	.set reg.fa6, 0xffffffff42248000
	.set reg.frm, 0x5
	.set reg.fs0, 0xffffffffcf000000
	.set reg.fs11, 0xffffffff007fffff
	.set reg.fs2, 0x2c6da4e30b69c6fa
	.set reg.fs3, 0xd63142c6179a0acb
	.set reg.fs4, 0xdf2a71b58ef44095
	.set reg.fs5, 0xffffffff5f000000
	.set reg.fs6, 0xffffffffc2a64000
	.set reg.fs7, 0x10000000000000
	.set reg.fs9, 0xffffffffa9d863dc
	.set reg.ft1, 0xffffffff00000001
	.set reg.ft11, 0x7ff8000000000000
	.set reg.ft5, 0xffffffff26eec994
	.set reg.ft7, 0xffffffff42f34000
	.set reg.gp, 0xffffffc1
	.set reg.ra, L10f74
	.set reg.s0, 0x35532a9e
	.set reg.s1, 0x4b738425
	.set reg.s10, 0x21e78
	.set reg.s11, L10f64
	.set reg.s2, 0x21ca0
	.set reg.s4, 0x21970
	.set reg.s5, L10f82
	.set reg.s6, 0x10c6c
	.set reg.s8, 0xefc6c05f
	.set reg.s9, 0x21ffe
	.set reg.sp, 0x20f30
	.set reg.t1, 0x20ff4
	.set reg.t2, 0x11dd8
	.set reg.t4, 0x20e18
	.set reg.t5, 0x117a8
	.set reg.t6, 0x24800
	.set reg.tp, 0x23142
	.skip 0xf20
_start:
L10f20:
	.byte 0x57, 0x01, 0x77, 0x93
	c.li sp,27
L10f26:
	amominu.w.aqrl s4,t4,(a4)
	cbo.flush (t6)
	csrrs a0,fcsr,a0
	fmax.h fs7,fa6,fa6
	c.fldsp fs0,504(sp)
	auipc a7,0x0
L10f3c:
	sh1add t2,tp,t2
	fclass.h s6,fa6
	fmadd.d ft1,ft10,fs5,ft1,rtz
	div s4,s4,s0
	amoswap.w.rl t4,t4,(a4)
	ori t5,s11,0
	ori s11,ra,0
	ori ra,s5,0
	.byte 0xb3, 0x0a, 0xe0, 0x01	// add s5,zero,t5
	jalr zero,0(s11)
L10f64:
	fnmadd.s fs11,ft1,ft5,fa3,rtz
	.byte 0x0f, 0x0a, 0x38, 0x83	// fence.tso
	lbu s4,1(a4)
	jal zero,L10f98
L10f74:
	c.flw fa0,8(a0)
	c.lui s1,0xffff2
	csrrsi s4,0xaac,1
	fround.h fs2,ft5,rne
	c.j L10f98
L10f82:
	sltu t2,t1,a4
	fminm.s fs4,fa6,fs4
	fmvh.x.d a5,fs9
	fmax.h fa5,fa0,fs3
	fadd.d fa0,fa0,fs6,rmm
	c.j L10f98
L10f98:
	.byte 0x93, 0x88, 0xf8, 0xff	// addi a7,a7,-1
	.byte 0xe3, 0x90, 0x08, 0xfa	// bne a7,zero,L10f3c
	c.addi sp,-1
	.byte 0xe3, 0x12, 0x20, 0xf8	// bne zero,sp,L10f26
L10fa6:
	blt s8,tp,L10fbe
	fsgnj.s fa6,fa3,fs3
	fsub.s ft5,fs2,ft1,rmm
	fcvt.d.wu ft1,gp,rdn
	rol s9,zero,ra
	bge a5,a2,L10fa6
L10fbe:
	clz s10,zero
L10fc2:
	c.mv s2,s2
	sub s0,t2,a2
	fsgnjn.d fs5,fs9,fs5
	amocas.d.aqrl s0,s10,(a4)
	fsh fs6,1(t1)
	fsub.s ft11,fs11,ft7,rtz
	ori s9,a4,0
	bext s6,zero,tp
	c.addi s10,-1
	bne s10,zero,L10fc2
	.byte 0x2d, 0xbf	// c.j L10f20
end:
	.byte 0x33, 0x0a, 0x55, 0x16
