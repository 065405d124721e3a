// A program for rv64max, by orrery fuzz.
	.set contents, 0x51cd064e9d30a402
	.set budget, 32319
	.set reg.a0, 0xfffffffffffffffe
	.set reg.a1, 0x24001
	.set reg.a2, 0x21488
	.set reg.a3, 0x4b5f9827
	.set reg.a4, 0x30bf0
	.set reg.a5, 0x23ffc
	.set reg.a6, 0x21335469ea2145c5
	.set reg.a7, 0x20240
	.set reg.fa0, 0x37182072cd100a23
	.set reg.fa1, 0xffffffff7fc00000
	.set reg.fa4, 0x4049080000000000
	.set reg.fa6, 0x905c6a8608d53e98
	.set reg.fa7, 0xcd996a9cb6f891e
	.set reg.fs1, 0x4073df0000000000
	.set reg.fs2, 0x40677e0000000000
	.set reg.fs3, 0xd00c4ee04a1aa2bc
	.set reg.fs5, 0xffffffff00000001
	.set reg.fs6, 0xc05dfc0000000000
	.set reg.fs7, 0xffffffff7fc00000
	.set reg.fs9, 0xffffffff7f800000
	.set reg.ft0, 0xffffffff7fc00000
	.set reg.ft1, 0xffffffff5156af5b
	.set reg.ft3, 0x4073090000000000
	.set reg.ft5, 0x790dcefcb59cf434
	.set reg.ft8, 0xf55aa123f1b97337
	.set reg.ft9, 0xffffffffaebd02a1
	.set reg.ra, 0xae7e8a368e4dab02
	.set reg.s0, 0x21003
	.set reg.s1, 0x120fa9af
	.set reg.s10, 0xfffffffffffffffb
	.set reg.s11, 0x465036b36cf2cf74
	.set reg.s2, 0x7fff
	.set reg.s3, 0x7f
	.set reg.s4, 0x22006
	.set reg.s5, 0x21ffd
	.set reg.s6, 0x20868
	.set reg.s7, 0x22004
	.set reg.s9, 0x24800
	.set reg.sp, 0x101ae
	.set reg.t0, 0xad2e71baa1c7e094
	.set reg.t1, 0xffffffff
	.set reg.t2, 0x21e90
	.set reg.t3, 0xcfebdd000f28b709
	.set reg.t4, 0x20fff
	.set reg.t5, L100c4
	.set reg.t6, 0x20f18
	.set reg.tp, 0x207e0
	.skip 0x22
_start:
L10022:
	xori t0,zero,2
L10026:
	fcvt.d.h fa6,ft9,rtz
	fnmsub.s fa4,ft5,fa4,fa4
	csrrs s10,hpmcounter17,t0
	.byte 0x9b, 0x82, 0xf2, 0xff	// addiw t0,t0,-1
	.byte 0xe3, 0x48, 0x50, 0xfe	// blt zero,t0,L10026
	c.lui a4,0x6
L1003c:
	lb zero,-8(t4)
	fmul.h fs9,fs1,ft9
	fcvt.s.wu ft8,t1,rtz
	srli s5,a5,0x1
	amocas.d a2,s6,(t6)
	clmulh s5,t1,t5
	mul tp,s0,a0
	fdiv.d fa4,fs2,fa6,rtz
	binv t3,s7,t0
	addiw a7,zero,38
L10064:
	fcvt.d.wu fa1,zero,rtz
	csrrsi s4,frm,5
	fcvt.s.w fs9,s9,rup
	sh2add.uw s3,a6,t0
	remu t3,t3,a7
	amoadd.d.rl s2,s1,(t4)
	fmax.s fa0,fa7,fs5
	fcvt.s.w ft3,s0,rup
	sext.b ra,t0
	fadd.d ft1,fs6,ft0,rne
	c.ntl.all
	c.addiw t0,0
	cbo.flush (t6)
	fmul.s ft5,ft5,ft1
	sraiw s11,a1,0x17
	c.ntl.s1
	c.sd a1,0(a0)
	fsw fa4,817(t6)
	srai a1,s1,0x0
	srai s1,a3,0x0
	srai a3,a1,0x0
	sw s1,0(t5)
	.byte 0x0f, 0x98, 0x8b, 0xc0	// fence.i
	orn t2,a4,s4
	srlw sp,a4,sp
	addiw tp,s3,-1453
L100c4:
	lr.w.rl s3,(t6)
	c.addi a7,-1
	blt zero,a7,L10064
	.byte 0x1b, 0x07, 0xf7, 0xff	// addiw a4,a4,-1
	.byte 0xe3, 0x15, 0xe0, 0xf6	// bne zero,a4,L1003c
	addiw a2,zero,16
L100da:
	fle.s sp,fs3,fa0
	fsub.h fs1,ft5,fa1,rtz
	feq.h t3,fs7,fs7
	.byte 0x13, 0x06, 0xf6, 0xff	// addi a2,a2,-1
	.byte 0x65, 0xfa	// c.bnez a2,L100da
	.byte 0x1d, 0xbf	// c.j L10022
end:
	.byte 0xd3, 0xd2, 0xef, 0x3f
