// A program for rv64max, by orrery fuzz.
	.set contents, 0x5fcd794be8eafa62
	.set budget, 30451
	.set cut.0, 3710
	.set cut.1, 3764
	.set cut.2, 13215
	.set cut.3, 22646
	.set cut.4, 22654
	.set reg.a0, 0xddfe22b73f1ae0e
	.set reg.a1, L11026
	.set reg.a2, 0xa120783b5e8ea824
	.set reg.a3, 0x21800
	.set reg.a7, 0x21002
	.set reg.fa1, 0x956b628d64709015
	.set reg.fa3, 0x4080e78000000000
	.set reg.fa4, 0xb4f0f655ea4ed13a
	.set reg.fa5, 0x405bd80000000000
	.set reg.fs1, 0x5761c0c25f5b13e7
	.set reg.fs10, 0xffffffff727c7d06
	.set reg.fs11, 0xffffffff42960000
	.set reg.fs2, 0xe3a48892d38fdf16
	.set reg.fs3, 0xffffffff5b406c29
	.set reg.fs4, 0xc070d10000000000
	.set reg.fs6, 0xc072df0000000000
	.set reg.fs7, 0x4081518000000000
	.set reg.ft0, 0xffffffffc2f34000
	.set reg.ft1, 0xffffffff007fffff
	.set reg.ft10, 0xb71e1c28ccda74c6
	.set reg.ft2, 0x407da90000000000
	.set reg.ft8, 0xffffffff00000001
	.set reg.ft9, 0xadd54ffed528dca2
	.set reg.gp, 0x21004
	.set reg.ra, 0x20178
	.set reg.s0, L11018
	.set reg.s1, 0x107ae
	.set reg.s10, 0x206a0
	.set reg.s11, 0xffffffffffffc0f4
	.set reg.s2, 0x40
	.set reg.s5, 0x21050
	.set reg.s6, 0x5
	.set reg.s7, 0x30cd8
	.set reg.s9, 0xc312f059cc6fe01c
	.set reg.sp, 0xae246aa01d74ac0a
	.set reg.t0, L1101c
	.set reg.t1, 0x20ff4
	.set reg.t2, 0x20ff8
	.set reg.t3, 0x213c0
	.set reg.t4, 0x21090
	.set reg.tp, 0x21990
	.skip 0xfec
_start:
L10fec:
	.byte 0x63, 0x5c, 0x36, 0x00	// bge a2,gp,L11004
	orn s1,a2,s11
	lhu zero,1(t3)
	csrrsi gp,0xb6a,27
	.byte 0x33, 0x00, 0x30, 0x00	// ntl.pall
	fsub.h fs6,fs10,fs6,rtz
L11004:
	sub tp,s0,zero
	srai s0,t0,0x0
	rol t0,a1,zero
	sub a1,tp,zero
	jalr zero,0(s0)
L11018:
	c.lh a0,2(a2)
	c.j L11036
L1101c:
	amomin.d.aqrl t2,zero,(t3)
	sh3add.uw t4,ra,ra
	c.j L11036
L11026:
	fminm.d ft1,fa4,fs1
	fnmadd.d fs4,ft0,fs11,ft2,rup
	c.sw s1,20(a2)
	fclass.d t1,ft8
	c.j L11036
L11036:
	jal ra,L11048
	c.lwsp a0,184(sp)
	csrrw sp,frm,sp
	c.not a2
	.byte 0x6f, 0xf0, 0xbf, 0xfa	// jal zero,L10fec
end:
	.byte 0xc8, 0x95
L11048:
	.byte 0x9b, 0x86, 0x06, 0xff	// addiw a3,a3,-16
	sd ra,0(a3)
	.byte 0x1b, 0x0b, 0xfb, 0xff	// addiw s6,s6,-1
	.byte 0x63, 0x16, 0x0b, 0x00	// bne s6,zero,L11060
	.byte 0x37, 0x4b, 0x00, 0x00	// lui s6,0x4
	jal zero,L11064
L11060:
	.byte 0xef, 0xf0, 0x9f, 0xfe	// jal ra,L11048
L11064:
	c.lh s1,2(a2)
	fsgnj.d ft1,ft10,ft10
	lh s7,-1(s5)
	max s9,gp,t2
	c.add t2,t2
	auipc gp,0x0
L11078:
	subw t2,s6,t0
	fnmadd.d fs2,fs6,fa3,fs3
	fmsub.h fs1,fa3,ft9,fa1
	fsgnjn.h fa5,ft9,ft8
	fcvt.w.s s2,fs3,rtz
	amocas.q zero,s10,(s5)
	andi zero,zero,-1400
	blt s10,a1,L110a0
	.byte 0x0f, 0x1d, 0xa3, 0x86	// fence.i
	fcvt.w.d a7,fs7,rne
L110a0:
	c.addi gp,-1
	bltu zero,gp,L11078
	ld ra,0(a3)
	.byte 0x9b, 0x86, 0x06, 0x01	// addiw a3,a3,16
	c.jr ra
