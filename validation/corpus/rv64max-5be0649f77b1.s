// A program for rv64max, by orrery fuzz.
	.set contents, 0x6abf75b9ced01023
	.set budget, 22613
	.set cut.0, 3022
	.set cut.1, 18583
	.set cut.2, 21705
	.set cut.3, 22358
	.set reg.a0, L1009c
	.set reg.a1, 0x30468
	.set reg.a3, 0xe
	.set reg.a4, 0x20ff6
	.set reg.a5, 0x40
	.set reg.a6, 0x11b98
	.set reg.a7, 0x22000
	.set reg.fa0, 0xc0774e0000000000
	.set reg.fa1, 0x4c670ab207c4684b
	.set reg.fa3, 0x7ff0000000000001
	.set reg.fa5, 0xffffffff42208000
	.set reg.fflags, 0x13
	.set reg.fs0, 0xea71a4b2b8925038
	.set reg.fs1, 0x8000000000000000
	.set reg.fs2, 0x62019f8a10698a6d
	.set reg.fs5, 0x88f38affb2301b66
	.set reg.fs6, 0xffffffff80000000
	.set reg.fs7, 0xffffffff585e6f12
	.set reg.fs8, 0xffffffff00000000
	.set reg.fs9, 0x67eced5a0b1c8df2
	.set reg.ft11, 0xffffffff809ed1d8
	.set reg.ft4, 0xc03ad00000000000
	.set reg.ft6, 0x10000000000000
	.set reg.ft7, 0x7ff8000000000000
	.set reg.ft9, 0xe112d997c855437e
	.set reg.gp, 0x2fe90cc5215a7e6f
	.set reg.ra, 0x768f22534659a78b
	.set reg.s0, L100c2
	.set reg.s1, 0x21008
	.set reg.s10, 0x24007
	.set reg.s11, 0xfa762928ef6169f7
	.set reg.s2, 0x116da
	.set reg.s3, 0x20ff6
	.set reg.s4, 0x21888
	.set reg.s7, 0x11318
	.set reg.s8, 0x80000000
	.set reg.sp, L100b0
	.set reg.t0, 0x20088
	.set reg.t1, 0x145bdafa9a78f98b
	.set reg.t2, 0xffffffffffffffbc
	.set reg.t3, 0xffffffffffffffd6
	.set reg.t4, 0x20a20
	.set reg.t5, 0xe0fb955660c55803
	.set reg.t6, 0x21760
	.skip 0x54
_start:
L10054:
	.byte 0xc1, 0xe7	// c.bnez a5,L100dc
	rev8 t1,a3
	c.and a3,a3
	fcvt.h.w fa3,a0
	c.lui a4,0x10
L10062:
	.byte 0x33, 0x00, 0x40, 0x00	// ntl.s1
	lhu a6,714(s1)
	rol s8,s7,a7
	fltq.s t6,fa0,ft9
	fnmsub.d fs8,fs1,fs5,fa1,rne
	amoor.d sp,t6,(s1)
	.byte 0x33, 0x00, 0x40, 0x00	// ntl.s1
	auipc sp,0x0
	clzw a3,a3
	fnmsub.s ft4,ft11,fs6,fs7
	srai t2,a0,0x0
	rem a0,sp,zero
	rol sp,s0,zero
	rol s0,t2,zero
	c.jr a0
L1009c:
	c.slli64 s10
	subw s4,s1,a5
	prefetch.r -512(ra)
	orn ra,ra,s3
	slli.uw s11,gp,0x4
	c.j L100d4
L100b0:
	bseti t0,t0,0x1c
	c.slli a7,0x7
	fcvt.lu.h s8,ft6
	flw fa5,1884(s7)
	jal zero,L100d4
L100c2:
	and t4,a4,sp
	lh a1,512(s1)
	subw a5,a5,s2
	amocas.q t5,s2,(s7)
	c.j L100d4
L100d4:
	.byte 0x13, 0x07, 0xf7, 0xff	// addi a4,a4,-1
	.byte 0xe3, 0x15, 0xe0, 0xf8	// bne zero,a4,L10062
L100dc:
	fsgnjn.s fs0,ft6,fs2
	lr.w.aq a4,(s1)
	fmul.h ft7,fs9,fs9,rne
	bexti t3,t5,0x19
	.byte 0x6f, 0xf0, 0x9f, 0xf6	// jal zero,L10054
end:
	.byte 0x06, 0x50
