// A program for rv32max, by orrery fuzz.
	.set contents, 0xb94e292bdf1ea535
	.set budget, 35341
	.set cut.0, 7323
	.set cut.1, 7372
	.set cut.2, 10725
	.set cut.3, 24866
	.set reg.a0, 0x2adf56ff
	.set reg.a1, 0x2400b
	.set reg.a2, 0x6e110214
	.set reg.a3, 0x30ea8
	.set reg.a4, 0xffffffca
	.set reg.a5, 0x11c0e
	.set reg.a6, 0x24005
	.set reg.a7, 0x3
	.set reg.fa0, 0xcb1b8d057fecd355
	.set reg.fa1, 0xffffffff7f800001
	.set reg.fa2, 0xffffffff00000000
	.set reg.fa3, 0x4081030000000000
	.set reg.fa4, 0xc062860000000000
	.set reg.fa5, 0xfc22043d2c8546a4
	.set reg.fa6, 0x41e0000000000000
	.set reg.fa7, 0xffffffff7f7fffff
	.set reg.fs0, 0xffffffff80000000
	.set reg.fs10, 0x4058100000000000
	.set reg.fs11, 0xffffffff7f800000
	.set reg.fs2, 0xc06a780000000000
	.set reg.fs4, 0xfffffffff2fa5403
	.set reg.fs8, 0xfffffffffffff
	.set reg.fs9, 0xb075f1f6f9e5d143
	.set reg.ft0, 0x83194a349a9a45cb
	.set reg.ft1, 0xffffffff007fffff
	.set reg.ft10, 0xffffffffc2058000
	.set reg.ft2, 0xffffffff42c60000
	.set reg.ft3, 0xc073180000000000
	.set reg.ft5, 0xff96b859955b243
	.set reg.ft6, 0xffffffff5f000000
	.set reg.ft7, 0xffffffffdfe70f19
	.set reg.ft8, 0xffffffff68a494da
	.set reg.ft9, 0xfffffffffffff
	.set reg.gp, 0xfffffffe
	.set reg.ra, 0x20ffc
	.set reg.s0, 0x21ffa
	.set reg.s1, 0x24800
	.set reg.s10, 0x20780
	.set reg.s11, L10072
	.set reg.s2, 0xffffffcb
	.set reg.s3, 0x20ff5
	.set reg.s4, 0x27bc7421
	.set reg.s5, 0x21ff6
	.set reg.s6, 0x21800
	.set reg.s7, 0x103ce
	.set reg.s8, 0x30800
	.set reg.s9, L10056
	.set reg.sp, L10068
	.set reg.t0, 0x21000
	.set reg.t1, 0x204a0
	.set reg.t2, 0x9ce787e6
	.set reg.t4, 0x36796800
	.set reg.t5, L10106
	.set reg.t6, 0x20ff1
	.set reg.tp, 0x30c18
	.skip 0x28
_start:
L10028:
	sh a7,-256(t0)
	sh1add gp,a5,s4
	divu t1,t5,t6
	fclass.s a4,fs10
	amoadd.w s7,s3,(t0)
	fmvh.x.d s4,ft1
	fsub.s ft8,fs11,ft5,rtz
	ori s0,s9,0
	.byte 0x93, 0x0c, 0x01, 0x00	// addi s9,sp,0
	maxu sp,s11,zero
	.byte 0x93, 0x0d, 0x04, 0x00	// addi s11,s0,0
	c.jr s9
L10056:
	lh a1,1(t0)
	fcvt.h.wu ft9,s8,rtz
	mul tp,s1,tp
	.byte 0x33, 0x00, 0x30, 0x00	// ntl.pall
	c.j L10084
L10068:
	orc.b s2,gp
	or t4,s4,a3
	c.j L10084
L10072:
	.byte 0x8f, 0x8c, 0x7a, 0x86	// fence or,orw
	csrrc s10,frm,s10
	clmulh t2,s1,a3
	c.ntl.p1
	jal zero,L10084
L10084:
	.byte 0xb7, 0x29, 0x00, 0x00	// lui s3,0x2
L10088:
	fnmsub.d fs0,ft5,fa0,ft7,rne
	addi s5,zero,154
L10090:
	andn zero,a0,s4
	prefetch.w 0(s2)
	fadd.s fa6,fa5,fs2,rne
	c.srai64 a3
	fsw ft2,4(t0)
	sb t0,-1(t0)
	froundnx.s fs10,fa2,rmm
	c.li zero,19
	amominu.w t4,t4,(s1)
	binvi a6,s4,0x0
	.byte 0x89, 0x28	// c.jal L10106
L100b6:
	bgeu s4,gp,L100c6
	flt.s gp,ft0,fs2
	sb t5,-512(t6)
	blt s8,tp,L100b6
L100c6:
	.byte 0x93, 0x8a, 0xfa, 0xff	// addi s5,s5,-1
	.byte 0xe3, 0x63, 0x50, 0xfd	// bltu zero,s5,L10090
	c.addi s3,-1
	.byte 0xe3, 0x4c, 0x30, 0xfb	// blt zero,s3,L10088
	binv s4,a5,s4
	fsub.h fa1,ft10,ft3,rup
	.byte 0x0f, 0x19, 0x1d, 0xac	// fence.i
	bseti s5,s9,0x10
	auipc s8,0x4
L100e8:
	c.xor a1,s0
	orn s10,s10,s9
	fminm.d fs11,ft0,ft6
	feq.h s7,fs9,fa0
	sext.h a1,tp
	c.addi s8,-1
	bne s8,zero,L100e8
	.byte 0x25, 0xb7	// c.j L10028
end:
	.byte 0x73, 0xc2, 0x67, 0x04
L10106:
	xori s6,s6,16
	sw ra,0(s6)
	fle.h a1,fa7,fs4
	c.and a0,a2
	fle.s s5,fa4,ft5
	fsub.s ft0,fa3,fs8,rne
	cbo.flush (t0)
	.byte 0x33, 0x00, 0x50, 0x00	// ntl.all
	lw ra,0(s6)
	c.addi s6,16
	c.jr ra
