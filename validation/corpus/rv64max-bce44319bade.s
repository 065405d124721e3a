// A program for rv64max, by orrery fuzz.
	.set contents, 0x9b647c807683fe5a
	.set budget, 44679
	.set cut.0, 11707
	.set cut.1, 11720
	.set cut.2, 13852
	.set cut.3, 30454
	.set cut.4, 30475
	.set reg.a0, 0x6b8b5d93
	.set reg.a1, 0x30170
	.set reg.a2, 0x80
	.set reg.a3, 0xfffffe1c11e3150a
	.set reg.a4, 0x21004
	.set reg.a5, 0x759fba41d17a
	.set reg.a6, 0x1a
	.set reg.a7, 0x40
	.set reg.fa0, 0x12d4d20a8a23c882
	.set reg.fa3, 0x4077e60000000000
	.set reg.fa4, 0xffffffffb66159ac
	.set reg.fa5, 0xa7ab39e1036973d6
	.set reg.fa7, 0xc081418000000000
	.set reg.fs2, 0xc081818000000000
	.set reg.fs3, 0xc080128000000000
	.set reg.fs4, 0xffffffff00000000
	.set reg.fs5, 0xd0f5655d47e1f369
	.set reg.fs6, 0x406b180000000000
	.set reg.fs8, 0xffffffffbf800000
	.set reg.ft0, 0xffffffff7f800001
	.set reg.ft1, 0xf005de83e0849e49
	.set reg.ft11, 0xfffffffffb20196f
	.set reg.ft2, 0x8723df8706775c81
	.set reg.ft3, 0x2e8d0352731f3b57
	.set reg.ft4, 0xffffffff00800000
	.set reg.ft5, 0xffffffff3f800000
	.set reg.ft6, 0x16aed3071ffb3fcb
	.set reg.ft7, 0x7ff0000000000000
	.set reg.ft8, 0xc3e0000000000000
	.set reg.ft9, 0xb7d57c67e604dca4
	.set reg.gp, 0x11178
	.set reg.ra, 0x23ff9
	.set reg.s0, 0x20ff8
	.set reg.s1, 0x21090
	.set reg.s10, 0x9748d3b
	.set reg.s2, 0x24007
	.set reg.s4, 0x6d77886845cfa38a
	.set reg.s5, 0xffffffffffffffc5
	.set reg.s6, 0x20ff2
	.set reg.s7, L100be
	.set reg.s8, 0x20e78
	.set reg.s9, L1015e
	.set reg.sp, 0x23ffc
	.set reg.t0, 0x20478
	.set reg.t1, 0x20ac8
	.set reg.t2, L10194
	.set reg.t3, 0x21800
	.set reg.t4, 0x3
	.set reg.t5, 0x20ffd
	.set reg.t6, L1009c
	.set reg.tp, L100aa
	.skip 0x66
_start:
L10066:
	clz a5,zero
L1006a:
	fcvt.d.l ft6,t3,rne
	fcvt.d.lu ft6,t1,rne
	maxu t0,s10,t4
	zext.h s4,s9
	cbo.clean (s8)
	.byte 0x9b, 0x87, 0xf7, 0xff	// addiw a5,a5,-1
	.byte 0xe5, 0xf7	// c.bnez a5,L1006a
	.byte 0xef, 0x3b, 0x3a, 0x1e	// jal s7,0xb3a66
	ror s5,t6,zero
	rem t6,tp,zero
	sub tp,s7,zero
	.byte 0x93, 0x8b, 0x0a, 0x00	// addi s7,s5,0
	jalr zero,0(t6)
L1009c:
	c.sh s0,2(a1)
	srlw zero,t0,s6
	c.lbu a3,1(a3)
	fdiv.h ft9,ft1,fa5,rtz
	c.j L100d2
L100aa:
	fcvt.s.wu fs2,t1,rmm
	csrrci a3,0x4db,20
	srl a4,s10,ra
	amomax.d.aq t0,s5,(s1)
	c.addi t2,6
	c.j L100d2
L100be:
	c.addw a2,s0
	addi a6,ra,1
	amocas.w a1,a1,(s1)
	fnmsub.d ft0,fs8,fa4,fa4
	fmul.d fs4,fa7,fs4,rmm
	c.j L100d2
L100d2:
	c.sext.h s0
	.byte 0x49, 0xbf	// c.j L10066
end:
	.byte 0x10, 0x00
	c.addi t3,-16
	sd ra,0(t3)
	mulw t4,s4,s1
	czero.eqz t2,t6,a3
	fcvt.d.l ft5,t2
	fsgnjx.s fa5,fa3,ft9
	addiw a2,zero,8
L100f2:
	srlw gp,s5,a7
	froundnx.d fs6,fs8,rne
	add s0,a3,s6
	fmadd.h ft3,ft1,ft2,ft8,rmm
	c.sw s0,0(s1)
	fcvt.wu.h a0,ft2,rup
	fcvt.d.s ft11,fs3,rtz
	cpop a7,zero
	csrrwi t2,fcsr,19
	lh gp,2028(s1)
	fcvt.h.s fs6,fa5
	c.addi a2,-1
	blt zero,a2,L100f2
	ld ra,0(t3)
	c.addi t3,16
	jalr zero,0(ra)
	c.addi t3,-16
	sd ra,0(t3)
	xor sp,s7,t4
	c.fsd fa0,144(s1)
	mulhu s10,s5,s10
	fld ft7,415(s1)
	fcvt.l.s sp,ft5,rup
	amoand.w.rl s2,s0,(s1)
	bltu s4,t2,L10154
	fle.s t4,ft5,ft9
	ld t5,1388(s1)
L10154:
	ld ra,0(t3)
	c.addi t3,16
	jalr zero,0(ra)
L1015e:
	c.addi t3,-16
	sd ra,0(t3)
	fcvt.d.l fs8,sp,rdn
	bext a6,t1,a5
	fsgnjx.d ft4,ft8,fa0
	mulw gp,t0,a2
	bseti t1,s10,0x0
	ror s10,a0,zero
	ror a0,t1,zero
	sw s10,0(t2)
	subw sp,a7,sp
	roriw sp,a4,0x1
	fcvt.d.h ft6,ft5,dyn
	fcvt.d.h fa3,fs5
L10194:
	add.uw s10,s1,s7
	ld ra,0(t3)
	c.addi t3,16
	c.jr ra
