// A program for rv64max, by orrery fuzz.
	.set contents, 0x493fbe31ad8c8ef6
	.set budget, 6515
	.set cut.0, 2017
	.set cut.1, 4336
	.set cut.2, 4367
	.set cut.3, 6082
	.set reg.a0, 0x2b457cc87a4ffe0
	.set reg.a1, 0x20350
	.set reg.a2, L1005a
	.set reg.a3, 0x20ff6
	.set reg.a4, 0x11d7a
	.set reg.a5, 0x21ffd
	.set reg.a6, 0xb690ffc610c22e03
	.set reg.fa0, 0x4043800000000000
	.set reg.fa1, 0x8e48515aacde8d61
	.set reg.fa2, 0xfff0000000000000
	.set reg.fa3, 0xc082ba0000000000
	.set reg.fa4, 0x2258f92412f4cc73
	.set reg.fa5, 0x380fffffffffffff
	.set reg.fa6, 0xe9e81139cafce32b
	.set reg.fa7, 0xffffffff00800000
	.set reg.fs0, 0xc0531c0000000000
	.set reg.fs1, 0xffffffffc2a18000
	.set reg.fs11, 0x6c00f5be9f935637
	.set reg.fs3, 0x4073c60000000000
	.set reg.fs4, 0xc23fd81bf8950058
	.set reg.fs5, 0xffffffff77321175
	.set reg.fs6, 0x7fefffffffffffff
	.set reg.fs7, 0xffffffffc2e84000
	.set reg.fs8, 0xc5fca8fc1e0bc6c1
	.set reg.fs9, 0x8ac3c98c0bc2a0a5
	.set reg.ft0, 0x406b6a0000000000
	.set reg.ft11, 0xc9babe13c456ece7
	.set reg.ft2, 0xffffffff6f4bc553
	.set reg.ft3, 0x1372a79da30b9315
	.set reg.ft4, 0xaff0305491da1fa0
	.set reg.ft5, 0x41e0000000000000
	.set reg.ft6, 0xffffffff4f000000
	.set reg.ft7, 0x4b0c2ffba351d636
	.set reg.ft9, 0xfff0000000000000
	.set reg.gp, 0x20418
	.set reg.ra, 0x20c60
	.set reg.s0, L1004a
	.set reg.s1, 0x11c2c
	.set reg.s10, 0xffffffffffffffd3
	.set reg.s11, 0x7fff
	.set reg.s2, 0x21cb0
	.set reg.s4, 0x10416
	.set reg.s5, 0x30dc0
	.set reg.s6, 0x24800
	.set reg.s7, 0xc48dce0bcd6ac8cc
	.set reg.s8, 0x209f8
	.set reg.sp, L1006e
	.set reg.t0, 0x210d8
	.set reg.t1, 0xffffffffffffffff
	.set reg.t3, 0x3d
	.set reg.t4, L10100
	.set reg.t5, 0x21c80
	.set reg.t6, 0x21800
	.set reg.tp, 0x117f8
	.skip 0x0
_start:
L10000:
	bgeu a4,s5,L10036
	amoxor.w.rl ra,a6,(s6)
	amomax.w.aq a1,t1,(t0)
	fmax.h fs5,ft5,fs1
	fleq.h sp,ft6,ft6
	csrrci sp,fflags,25
	divw t3,a5,s8
	fmv.x.h tp,fa1
	fcvt.w.d a3,fa6,rdn
	fcvt.d.s fs0,fa2,rup
	fdiv.d ft7,fs9,ft4,rtz
	.byte 0x8f, 0x10, 0xfb, 0x72	// fence.i
	c.sh a5,2(a5)
	fnmsub.s ft5,fs0,ft2,fa0,rne
L10036:
	xori s10,s0,0
	srai s0,a2,0x0
	xori a2,sp,0
	rem sp,s10,zero
	jalr zero,0(s0)
L1004a:
	fcvt.s.h fa6,fa3
	c.fsd fa4,224(a5)
	prefetch.r 896(s4)
	sw s11,-1361(t0)
	c.j L10076
L1005a:
	froundnx.h ft0,fs7,rne
	slt s8,s7,tp
	lhu s5,-1(s6)
	c.ldsp s4,128(sp)
	rol t3,tp,t6
	c.j L10076
L1006e:
	fsgnjx.h fs3,fs6,fs9
	c.sub a3,a3
	c.j L10076
L10076:
	andi t5,t5,7
L1007a:
	fcvt.h.l fa2,a3,rdn
	sd s2,-512(t0)
	sh1add.uw t6,zero,s7
	fmaxm.h fs4,ft3,fa6
	froundnx.h fa2,fa2,rup
	lh s7,698(a3)
	.byte 0xbb, 0x0d, 0x0e, 0xd3
	amoand.d.aq gp,ra,(t0)
	sw s2,-1(s6)
	fdiv.s fs4,fa0,fa0,rtz
	fclass.h a3,fa2
	fmul.h ft3,fa4,fs1,rtz
	fdiv.d fa5,fa7,ft9,rtz
	c.zext.w a2
	fcvt.d.s fa3,fs7,rdn
	fnmsub.h ft7,ft11,fs9,fa1,rtz
	xori tp,zero,16
L100bc:
	mulhu s0,t5,a1
	clz s8,a3
	remuw s6,a1,s10
	cbo.zero (s6)
	fsub.s fs3,fa1,fs3,rdn
	bexti ra,s1,0x3f
	csrrwi a4,fflags,13
	c.addi tp,-1
	bne zero,tp,L100bc
	c.addi t5,-1
	blt zero,t5,L1007a
	c.j L10000
end:
	.byte 0x78, 0x9e
	c.addi t6,-16
	sd ra,0(t6)
	rem a0,a0,a4
	jal ra,L10100
	ld ra,0(t6)
	c.addi t6,16
	jalr zero,0(ra)
L10100:
	c.addi t6,-16
	sd ra,0(t6)
	fadd.h fs8,fs9,fs6
	xori t4,s1,0
	lb a1,562(s6)
	fcvt.h.w ft2,t0
	feq.s a0,fa1,fs11
	fli.d fs9,0.875
	flh fs0,-1024(t0)
	ld ra,0(t6)
	c.addi t6,16
	c.jr ra
