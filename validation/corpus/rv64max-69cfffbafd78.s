// A program for rv64max, by orrery fuzz.
	.set contents, 0x817bfd7e7b7ed99d
	.set budget, 14452
	.set cut.0, 6577
	.set reg.a0, 0xac4c22bd84d7836e
	.set reg.a1, 0x202c8
	.set reg.a2, 0xdf958998
	.set reg.a3, 0x2
	.set reg.a4, 0xfd56ecbc04eb6fbc
	.set reg.a5, 0xe05edef52869355d
	.set reg.fa3, 0xffffffffc2dfc000
	.set reg.fs10, 0x725e0d053a4e4e95
	.set reg.fs11, 0xffffffff4f000000
	.set reg.ft3, 0x3690000000000000
	.set reg.gp, 0x21004
	.set reg.ra, 0x23240
	.set reg.s0, 0x107e2
	.set reg.s1, 0x21070
	.set reg.s10, 0x23cea
	.set reg.s4, 0x21db8
	.set reg.s5, 0x3f
	.set reg.s8, 0x21800
	.set reg.s9, 0x20ffd
	.set reg.sp, 0x21f80
	.set reg.t0, 0x21428
	.set reg.t1, 0x80
	.set reg.t3, 0x20618
	.set reg.t4, 0x23508
	.set reg.t5, 0xffffffffff88a05a
	.skip 0xf5a
_start:
L10f5a:
	jal ra,L10f78
	bge a2,gp,L10f74
	fsh fs11,-210(s1)
	c.srai a2,0x20
	wrs.sto
	binvi t0,a2,0x1
	fcvt.d.wu ft3,t5,rdn
L10f74:
	c.j L10f5a
end:
	.byte 0xa0, 0x99
L10f78:
	.byte 0x13, 0x0c, 0x0c, 0xff	// addi s8,s8,-16
	sd ra,0(s8)
	remu t4,s0,t3
	amominu.d a5,s5,(s1)
	ctz s10,zero
L10f8c:
	fmv.w.x fa3,a0
	c.ldsp t5,280(sp)
	c.lui zero,0x18
	.byte 0x33, 0x00, 0x40, 0x00	// ntl.s1
	c.beqz a5,L10fa8
	fli.d fs10,-1.0
	c.xor a1,a4
	c.li t4,0
	c.add t1,s9
	clmulh a3,s10,s4
L10fa8:
	.byte 0x13, 0x0d, 0xfd, 0xff	// addi s10,s10,-1
	.byte 0xe3, 0x60, 0xa0, 0xff	// bltu zero,s10,L10f8c
	ld ra,0(s8)
	c.addi s8,16
	c.jr ra
