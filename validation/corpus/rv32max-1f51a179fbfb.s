// A program for rv32max, by orrery fuzz.
	.set contents, 0xfac8a2247dfea445
	.set budget, 24373
	.set cut.0, 17038
	.set reg.a0, 0x30658
	.set reg.a1, 0x23f11
	.set reg.a2, 0xffffffe3
	.set reg.a3, 0x210c0
	.set reg.a4, 0x6b986325
	.set reg.a5, 0x11b08
	.set reg.a7, 0xeb46627
	.set reg.fa0, 0xcfdb6aa8eb49392c
	.set reg.fa1, 0xffffffff00000000
	.set reg.fa2, 0x4039300000000000
	.set reg.fa3, 0xa6eddbb672537887
	.set reg.fa4, 0x4051280000000000
	.set reg.fa5, 0xffffffff00000000
	.set reg.fa7, 0xffffffff7fc00000
	.set reg.fflags, 0x4
	.set reg.fs0, 0xa1aec9b515d2d509
	.set reg.fs1, 0xffffffff00000000
	.set reg.fs10, 0xffffffff00000001
	.set reg.fs11, 0xffffffff80000000
	.set reg.fs3, 0xffffffffc21e0000
	.set reg.fs4, 0x7ff0000000000000
	.set reg.fs6, 0x7ff0000000000000
	.set reg.fs9, 0xffffffff7f800001
	.set reg.ft0, 0xffffffff00000001
	.set reg.ft1, 0x5ab2280dffb6f4ec
	.set reg.ft10, 0xc04bb00000000000
	.set reg.ft3, 0xc059cc0000000000
	.set reg.ft5, 0xffffffff42c50000
	.set reg.ft6, 0xbf577581178b7b7e
	.set reg.ft8, 0xffffffffc26b8000
	.set reg.ft9, 0xffffffff80000000
	.set reg.gp, 0x40
	.set reg.ra, 0x30b98
	.set reg.s0, 0x5f18394c
	.set reg.s1, 0x5b5b99da
	.set reg.s10, 0x21800
	.set reg.s11, 0x213a0
	.set reg.s4, 0x219d8
	.set reg.s5, 0x217d8
	.set reg.s6, 0x21c70
	.set reg.s7, 0x30708
	.set reg.s8, 0x1058c
	.set reg.sp, 0x21400
	.set reg.t0, 0x20a10
	.set reg.t1, 0xffffffcc
	.set reg.t4, L10f9a
	.set reg.t5, 0x24800
	.set reg.t6, 0x23ff5
	.set reg.tp, 0x2b
	.skip 0xf16
_start:
L10f16:
	bgeu a4,s5,L10f42
	fli.h fs11,-1.0
	.byte 0x8f, 0x96, 0x5f, 0x4b	// fence.i
	fcvt.s.d fa4,ft8
	.byte 0x8f, 0x04, 0x3e, 0x83	// fence.tso
	fmaxm.s ft5,ft0,fs11
	.byte 0x8f, 0x09, 0x34, 0x83	// fence.tso
	froundnx.s ft6,fs1,rup
	fmul.d ft0,ft0,ft1,rtz
	fsub.s fs9,fa4,fa4,rdn
	bne s7,s0,L10f16
L10f42:
	sh s5,-1869(a3)
	binvi s4,a7,0x1e
	fnmsub.h ft3,ft10,fs11,ft8
	c.lhu s0,0(s0)
	ctz s7,a3
	c.sub a2,a4
	c.lui s8,0x1b
	c.ntl.p1
	c.j L10f16
end:
	.byte 0xd3, 0x3a, 0xdc, 0x9b
	c.addi s10,-16
	sw ra,0(s10)
	c.fsdsp fa7,504(sp)
	lw ra,0(s10)
	c.addi s10,16
	jalr zero,0(ra)
	c.addi s10,-16
	sw ra,0(s10)
	srai s7,s11,0x1
	fmsub.s fs11,fa5,fa2,ft10,rdn
	c.srai a1,0x4
	fcvt.w.d s11,fs6,rmm
	fclass.d t1,fa5
	sh3add gp,s8,s0
	cbo.clean (a3)
	lw ra,0(s10)
	c.addi s10,16
	c.jr ra
L10f9a:
	c.addi s10,-16
	sw ra,0(s10)
	c.fswsp ft5,144(sp)
	prefetch.r -32(gp)
	lr.w s1,(t5)
	lhu a2,-512(a3)
	binvi t0,t6,0xf
	or a2,a2,s4
	lbu a4,388(a3)
	clz a5,zero
L10fbe:
	fcvt.s.h fa0,fs4,rtz
	flh fs0,1(a3)
	fcvt.s.w fa1,t4,rne
	fld fs10,94(a3)
	lui a2,0xdb571
	c.srai64 a1
	c.mv a0,a3
	froundnx.h ft5,ft10,rup
	prefetch.i 704(t0)
	orn t6,s6,t6
	sh3add a7,a7,tp
	fsgnjx.s fa3,fs3,ft9
	c.addi a5,-1
	.byte 0xe3, 0x99, 0x07, 0xfc	// bne a5,zero,L10fbe
	lw ra,0(s10)
	c.addi s10,16
	c.jr ra
