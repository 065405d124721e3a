// A program for rv64max, by orrery fuzz.
	.set contents, 0xaefc31f3d7f35aba
	.set budget, 68127
	.set cut.0, 28739
	.set cut.1, 28740
	.set reg.a0, 0x20f18
	.set reg.a1, 0x20518
	.set reg.a2, 0xb257d4971
	.set reg.a3, 0x30a00
	.set reg.a4, 0x20de0
	.set reg.fa4, 0xffffffff5f000000
	.set reg.fs11, 0xc1146ad770985644
	.set reg.fs3, 0x8000000000000000
	.set reg.fs5, 0xe22370c03ed460e
	.set reg.fs9, 0xffffffff00000001
	.set reg.ft7, 0x7ff8000000000000
	.set reg.gp, 0x59e72f3a0e240c62
	.set reg.s1, 0x209a0
	.set reg.s10, 0x2
	.set reg.s11, L100ae
	.set reg.s2, 0xffffffffffffffff
	.set reg.s4, L1009c
	.set reg.s7, L100c2
	.set reg.s9, 0x1186e
	.set reg.sp, 0x21001
	.set reg.t0, 0xffffffff80000000
	.set reg.t1, 0x24800
	.set reg.t2, 0x102c4
	.set reg.tp, 0xffffffffffffffe5
	.skip 0x76
_start:
L10076:
	xori tp,zero,1024
L1007a:
	fsgnjn.h fs9,fa4,fa4
	c.lui s10,0x1f
	c.sdsp s9,64(sp)
	.byte 0x1b, 0x02, 0xf2, 0xff	// addiw tp,tp,-1
	.byte 0xe3, 0x4a, 0x40, 0xfe	// blt zero,tp,L1007a
	sub s2,s4,zero
	bseti s4,s11,0x0
	srai s11,s7,0x0
	xori s7,s2,0
	c.jr s4
L1009c:
	c.sd a1,232(s1)
	srai gp,s10,0x0
	fli.h fs5,0.0625
	c.zext.b a2
	fdiv.h fs11,fs3,fs11,rtz
	c.j L100ca
L100ae:
	roriw t0,a4,0x1b
	fmax.d fa6,fa6,fa6
	fcvt.l.d t2,ft7,rup
	rev8 t0,t1
	jal zero,L100ca
L100c2:
	c.li tp,8
	orn s10,a0,a3
	c.j L100ca
L100ca:
	.byte 0x75, 0xb7	// c.j L10076
end:
	.byte 0x1c, 0x00
