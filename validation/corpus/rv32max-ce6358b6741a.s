// A program for rv32max, by orrery fuzz.
	.set contents, 0x19b4e6fd610c8b9e
	.set budget, 33030
	.set cut.0, 25796
	.set cut.1, 25832
	.set cut.2, 30781
	.set cut.3, 30796
	.set reg.a1, L10f68
	.set reg.a2, L10f72
	.set reg.a4, 0x77babea4
	.set reg.a5, 0x210e8
	.set reg.a6, 0x404500d3
	.set reg.fa0, 0xdfcf8ba29d95cf6f
	.set reg.fa1, 0xffffffff7f800000
	.set reg.fa2, 0xeb257f17298c8a2b
	.set reg.fa3, 0xffffffff00000000
	.set reg.fa4, 0xae5299e878ba008
	.set reg.fa6, 0x4080b50000000000
	.set reg.fa7, 0xffffffff423f8000
	.set reg.frm, 0x7
	.set reg.fs0, 0xc6c4d910bb37a442
	.set reg.fs1, 0x7ff0000000000001
	.set reg.fs10, 0x13255b186ce42301
	.set reg.fs11, 0x40818f8000000000
	.set reg.fs3, 0xffffffff7f800001
	.set reg.fs4, 0x4d544cf2bbacb402
	.set reg.fs5, 0xffffffffff800000
	.set reg.fs9, 0xc081098000000000
	.set reg.ft0, 0x43e0000000000000
	.set reg.ft1, 0xffffffff7fc00000
	.set reg.ft10, 0xffffffff4537ad77
	.set reg.ft11, 0x682766ae2d56ecdd
	.set reg.ft2, 0x5cbc00c6738f3789
	.set reg.ft5, 0xffffffff7f7fffff
	.set reg.ft6, 0x10000000000000
	.set reg.ft7, 0x587b8f18eeb642c9
	.set reg.ft9, 0xffffffff7f7fffff
	.set reg.gp, 0x11556
	.set reg.ra, 0xff
	.set reg.s0, 0x11498
	.set reg.s1, L10f58
	.set reg.s10, 0x11f36
	.set reg.s11, 0x8000
	.set reg.s2, 0x20ffd
	.set reg.s3, 0x1f
	.set reg.s4, 0x21f98
	.set reg.s5, 0xbb40964f
	.set reg.s7, 0x2f
	.set reg.s9, 0x24000
	.set reg.sp, 0x233d2
	.set reg.t0, 0x10e0a
	.set reg.t1, 0x21800
	.set reg.t3, 0x21440
	.set reg.t5, 0x20ffc
	.set reg.t6, L10fd6
	.set reg.tp, 0x20ff4
	.skip 0xf3e
_start:
L10f3e:
	blt s10,a1,L10f84
	fdiv.d ft9,ft9,fs11,rtz
	max t5,s1,zero
	srli s1,a1,0x0
	max a1,a2,zero
	max a2,zero,t5
	c.jr s1
L10f58:
	fmvh.x.d t6,ft10
	amomax.w s5,t5,(a5)
	cbo.zero (a5)
	jal zero,L10f84
L10f68:
	sext.b s9,tp
	flt.s a4,ft11,ft11
	c.j L10f84
L10f72:
	maxu s7,s4,a1
	c.fswsp fs0,100(sp)
	fleq.d s3,fs0,ft1
	c.sext.h s0
	amoadd.w.aq t2,s0,(tp)
	c.j L10f84
L10f84:
	.byte 0x63, 0xd1, 0xc7, 0x04	// bge a5,a2,L10fc6
	.byte 0x07, 0xa4, 0x47, 0x00	// flw fs0,4(a5)
	bltu t1,ra,L10fc6
	cbo.clean (tp)
	fround.h fs3,fs1,rtz
	max t2,a6,a4
	fltq.h a6,fs6,ft2
	fcvt.h.w fs11,zero,rup
	prefetch.i 768(gp)
	auipc s2,0x0
L10fac:
	fli.h fs4,0.125
	c.srli64 a4
	c.fswsp fs5,224(sp)
	fltq.h s11,ft11,ft7
	fld fa6,1927(t3)
	fmaxm.d ft7,fa3,fs3
	c.addi s2,-1
	bne s2,zero,L10fac
L10fc6:
	c.li sp,27
L10fc8:
	c.flwsp fs9,144(sp)
	sra gp,a6,zero
	add a6,s5,zero
	maxu s5,gp,gp
L10fd6:
	fround.s ft1,fa0,rne
	fsgnj.d fs10,fs5,fa1
	sw a6,0(t6)
	.byte 0x13, 0x01, 0xf1, 0xff	// addi sp,sp,-1
	.byte 0xe3, 0x61, 0x20, 0xfe	// bltu zero,sp,L10fc8
	xori a4,zero,2036
L10fee:
	froundnx.s fs9,fa7
	sext.b s2,s7
	amoor.w sp,tp,(a5)
	fcvt.w.s t0,ft6,rne
	fclass.h s2,fa0
	fmsub.h fs10,fs10,fa1,fa6
	c.flw fa0,0(a2)
	sh3add s7,t0,s7
	fmul.d ft0,fa4,fs5,rmm
	c.andi s0,-1
	amomin.w.rl zero,s11,(a5)
	c.addi a4,-1
	c.bnez a4,L10fee
	.byte 0x15, 0xb7	// c.j L10f3e
end:
	.byte 0x1c, 0x00
	.byte 0x13, 0x03, 0x03, 0xff	// addi t1,t1,-16
	sw ra,0(t1)
	c.sext.b a4
	c.ntl.p1
	c.flw fa2,56(a4)
	fmadd.h ft5,fs6,fa7,fs1,rtz
	c.slli zero,0x1d
	lw ra,0(t1)
	c.addi t1,16
	c.jr ra
