// A program for rv32max, by orrery fuzz.
	.set contents, 0xa97e76060247a7a7
	.set budget, 6063
	.set cut.0, 941
	.set cut.1, 1010
	.set cut.2, 1948
	.set cut.3, 2112
	.set cut.4, 4487
	.set cut.5, 4531
	.set reg.a0, L110ee
	.set reg.a1, 0xb5943699
	.set reg.a2, 0x23ffc
	.set reg.a3, 0x201f0
	.set reg.a4, 0x10d9c
	.set reg.a5, 0x326434a7
	.set reg.a6, 0x2bc747e3
	.set reg.fa0, 0x1
	.set reg.fa1, 0xffffffff7f7fffff
	.set reg.fa2, 0xffffffff00000000
	.set reg.fa3, 0xef46ea2f8fddcec0
	.set reg.fa4, 0xffffffff7f800000
	.set reg.fa5, 0xa7e19a0280b1281f
	.set reg.fa6, 0xffffffff7f7fffff
	.set reg.fa7, 0xc05f9c0000000000
	.set reg.fflags, 0x5
	.set reg.fs0, 0xc3e0000000000000
	.set reg.fs1, 0xffffffff7f800001
	.set reg.fs10, 0xf4c96dd4c9259dba
	.set reg.fs11, 0xffffffffcf000000
	.set reg.fs2, 0xffffffffc294c000
	.set reg.fs3, 0x5cbd4922d02ec74d
	.set reg.fs4, 0x7ff8000000000000
	.set reg.fs5, 0x7673770db201f6e8
	.set reg.fs6, 0xffffffff7f800001
	.set reg.fs8, 0xffffffffc925b4f0
	.set reg.fs9, 0xe5fef710711bd3ce
	.set reg.ft0, 0xffffffff42bc4000
	.set reg.ft1, 0xffffffff7fc00000
	.set reg.ft10, 0xc05d600000000000
	.set reg.ft11, 0xc073be0000000000
	.set reg.ft2, 0xffffffff80000000
	.set reg.ft3, 0x50e8cb9bf89d6695
	.set reg.ft4, 0xffffffffedaab008
	.set reg.ft5, 0x9df017b298eaafbc
	.set reg.ft6, 0x4bb92075b466cee4
	.set reg.ft7, 0x3ff0000000000000
	.set reg.ft8, 0x5b42fb5d632da83e
	.set reg.ft9, 0xb8afed31c2bb41c3
	.set reg.gp, L110fe
	.set reg.ra, 0xffffffeb
	.set reg.s0, 0x2721f400
	.set reg.s1, 0x24800
	.set reg.s10, 0x23ffd
	.set reg.s11, 0xe68cbaf5
	.set reg.s2, 0x215c8
	.set reg.s3, 0x20b70
	.set reg.s4, 0x21378
	.set reg.s5, 0x21000
	.set reg.s6, 0x11454
	.set reg.s7, 0x20ab8
	.set reg.s8, 0x1172a
	.set reg.s9, 0x210d8
	.set reg.sp, 0x20ff8
	.set reg.t0, 0x75326214
	.set reg.t1, 0x4cbec941
	.set reg.t2, 0x785a9771
	.set reg.t3, 0x21010
	.set reg.t4, 0x20ffe
	.set reg.t5, L11112
	.set reg.t6, 0x21004
	.set reg.tp, 0xffffffff
	.skip 0xfb6
_start:
L10fb6:
	fcvt.wu.d t4,ft6,rdn
	c.addi gp,19
	c.srai a3,0x11
	rem tp,a6,t3
	fmv.w.x ft6,t5
	bseti s10,s0,0x1
	.byte 0x63, 0x4a, 0x4c, 0x02	// blt s8,tp,L10ffe
	cbo.flush (t3)
	c.mul s0,a1
	c.li t4,27
L10fd6:
	rev8 s11,a3
	fmadd.h ft10,ft1,ft2,fs5,rmm
	auipc s4,0xf2426
	fsqrt.d fa3,ft0,rtz
	sra gp,s10,t0
	.byte 0x33, 0x00, 0x30, 0x00	// ntl.pall
	sra t2,s4,t1
	c.sw a4,112(a2)
	fmul.d ft6,ft10,ft11,rne
	c.addi t4,-1
	.byte 0xe3, 0x1e, 0xd0, 0xfd	// bne zero,t4,L10fd6
L10ffe:
	ori a2,zero,4
L11002:
	fsqrt.d fs7,ft3,rmm
	fsgnjn.s fa5,fa3,ft6
	sh1add s11,s0,tp
	mulh s7,t1,s3
	cpop s0,gp
	xori a6,s2,-1
	sll tp,a0,a4
	or gp,zero,ra
	orc.b a4,a5
	sh1add a0,a6,a5
	c.addi a2,-1
	bne zero,a2,L11002
	.byte 0x3e, 0x50
	c.lui a5,0x5
L11034:
	ror s9,s9,gp
	c.srli a2,0x1f
	fsgnjx.h ft3,fa0,ft7
	amoand.w.aqrl s3,s10,(t3)
	sh3add s8,t4,t0
	fld fs4,567(t3)
	c.li a6,3
L1104c:
	csrrw t1,fflags,s11
	fmadd.h ft2,fa6,ft7,fs6,rtz
	fcvt.h.wu fs10,a1,rtz
L11058:
	bgeu a4,s5,L11064
	fmaxm.s fa6,fs9,ft9
	bgeu a4,s5,L11058
L11064:
	c.swsp s6,60(sp)
	fclass.h s4,ft4
	fmv.x.h s3,ft5
	fsgnjx.h fa3,ft5,ft5
	c.addi a6,-1
	bne a6,zero,L1104c
L11078:
	bge a2,gp,L11166
	fadd.h fs8,fa0,fa6,rtz
	fdiv.s ft11,fs7,ft6,rtz
	c.fsw fs1,124(s0)
	fmv.w.x fa1,s8
	flt.d t1,ft1,fa1
	beq gp,a4,L11162
	cbo.inval (t3)
	amoswap.w.aqrl tp,tp,(t3)
	fsgnjn.d fa7,fs11,fa0
	c.slli t4,0x10
	addi s9,zero,1045
L110a4:
	fcvt.wu.d tp,fs6,rtz
	fsh ft8,64(t3)
	fsgnjx.s fs5,fa6,fs3
	fmul.d ft4,ft3,ft10,rup
	c.lhu a1,2(a2)
	c.fldsp fa6,16(sp)
	fmsub.h fa2,fs1,fs8,fs1,rne
	csrrc a4,fflags,t6
	pause
	fsh ft0,1333(t3)
	flt.d s11,fs11,fs0
	bltu t1,ra,L1111e
	bclri a4,a5,0xc
	c.sub a4,a4
	amomin.w t6,s7,(s1)
	c.fswsp fa3,0(sp)
	sub s10,a0,zero
	add a0,gp,zero
	add gp,t5,zero
	sra t5,s10,zero
	c.jr a0
L110ee:
	fmul.s ft8,ft8,fs11,rmm
	bclr a4,t6,t6
	c.andi s0,-1
	orc.b t4,s7
	c.j L1111e
L110fe:
	flt.d t2,ft11,ft11
	amomin.w.rl s8,a6,(s1)
	slli a4,s8,0x1f
	fmul.d fs2,fs10,fs1,rdn
	c.slli a3,0x4
	c.j L1111e
L11112:
	fcvt.wu.s s0,ft9
	fdiv.h ft5,fs2,ft5,rup
	jal zero,L1111e
L1111e:
	.byte 0x0f, 0x0d, 0x7e, 0x15	// fence ow,orw
	fmadd.h fs1,fs4,ft7,fa7,rmm
	fsd ft11,1(t3)
	c.srai s0,0x4
	fminm.s fs7,fs7,fa4
	mulh tp,sp,s10
	csrrwi t1,fflags,17
	flh fa0,780(a5)
	lhu t1,442(t3)
	srl s3,a2,t1
	lui a6,0x42f21
	fnmadd.s fa5,fs4,fa2,ft7,rdn
	fclass.s s11,fs9
	fsgnj.s ft5,fs9,ft9
	fsqrt.s fa2,fs1,rmm
	fmaxm.d ft8,fs1,fs9
	c.addi s9,-1
	bne s9,zero,L110a4
L11162:
	bgeu a4,s5,L11078
L11166:
	c.addi a5,-1
	bltu zero,a5,L11034
	.byte 0xa9, 0xb5	// c.j L10fb6
end:
	.byte 0xb3, 0xc5, 0x91, 0x78
