// A program for rv64max, by orrery fuzz.
	.set contents, 0x6f4b1682a2b229da
	.set budget, 20630
	.set cut.0, 4273
	.set cut.1, 10567
	.set cut.2, 10624
	.set cut.3, 10821
	.set cut.4, 20032
	.set reg.a0, 0x30
	.set reg.a1, 0x4cf4d2512cfe84f5
	.set reg.a2, 0x10864
	.set reg.a3, 0x205f8
	.set reg.a4, 0x22002
	.set reg.a7, 0x10748
	.set reg.fa0, 0x3845dbaea7537061
	.set reg.fa3, 0xa20ed39db9152ded
	.set reg.fa5, 0xffffffff007fffff
	.set reg.fs10, 0x4060600000000000
	.set reg.fs11, 0xc0630e0000000000
	.set reg.fs3, 0x43e0000000000000
	.set reg.fs6, 0x4074060000000000
	.set reg.fs7, 0x380fffffffffffff
	.set reg.fs9, 0x1
	.set reg.ft0, 0x380fffffffffffff
	.set reg.ft2, 0x40810e0000000000
	.set reg.ft5, 0x95925e9e37866714
	.set reg.ft6, 0x9a5936271af1c383
	.set reg.ft8, 0x8e15f82e5e503176
	.set reg.ft9, 0x380fffffffffffff
	.set reg.gp, 0x8000000000000000
	.set reg.ra, 0x8000000000000000
	.set reg.s0, 0x4386aa88f8a603be
	.set reg.s1, 0x21878
	.set reg.s10, 0x1a
	.set reg.s11, 0x20ffd
	.set reg.s2, 0x21018
	.set reg.s3, 0x2762dbee6826148a
	.set reg.s4, 0x30ab8
	.set reg.s5, 0x24006
	.set reg.s6, 0x27b9a89ccef85d
	.set reg.s9, 0x562d21135685662e
	.set reg.sp, L10fa4
	.set reg.t0, 0xfffffffb512b5973
	.set reg.t2, 0x21370
	.set reg.t4, 0xffffc0598fcb67fd
	.set reg.t5, 0x21800
	.skip 0xf1e
_start:
L10f1e:
	.byte 0xef, 0x00, 0xa0, 0x04	// jal ra,L10f68
	addiw a2,zero,16
L10f26:
	slliw a7,gp,0x15
	c.lhu a0,0(a3)
	binvi s4,s9,0x4
	c.addw s1,s1
	fsqrt.s ft6,fa0
	czero.eqz s9,s11,a1
	c.addi4spn s1,sp,464
	fcvt.h.s fa3,ft0,rtz
	c.lui s4,0x16
L10f42:
	amocas.q.rl a0,a0,(s6)
	.byte 0x13, 0x0a, 0xfa, 0xff	// addi s4,s4,-1
	.byte 0xe3, 0x1c, 0x40, 0xff	// bne zero,s4,L10f42
	c.li t4,27
L10f50:
	binvi s4,s2,0x7
	c.addi t4,-1
	bne t4,zero,L10f50
	c.addi a2,-1
	.byte 0xe3, 0x65, 0xc0, 0xfc	// bltu zero,a2,L10f26
	.byte 0xef, 0x00, 0x40, 0x04	// jal ra,L10fa4
	.byte 0x6d, 0xbf	// c.j L10f1e
end:
	.byte 0xe0, 0x8c
L10f68:
	c.addiw t5,-16
	sd ra,0(t5)
	sc.d.rl a1,s11,(s2)
	froundnx.s fs6,fs6,rne
	amoor.d a1,a4,(s2)
	fminm.s fs6,fs10,fs9
	srliw t0,s0,0x1
	fsgnj.h fa5,fa3,fa5
	fcvt.d.lu fs11,s11
	fle.h s3,ft8,fs7
	fleq.h s10,ft2,ft2
	cbo.clean (s2)
	orn s3,t5,s1
	ld ra,0(t5)
	.byte 0x1b, 0x0f, 0x0f, 0x01	// addiw t5,t5,16
	c.jr ra
L10fa4:
	c.addiw t5,-16
	sd ra,0(t5)
	c.xor s1,a2
	fcvt.s.l fs3,t4,rne
	.byte 0x8f, 0x8b, 0x0a, 0x17	// fence orw,unknown
	fcvt.l.d s5,ft5,rtz
	fsub.h fs11,ft9,ft8,rtz
	orn a0,s4,ra
	divu s5,a3,s2
	fcvt.d.l ft0,t2
	clzw s4,s4
	ld ra,0(t5)
	.byte 0x1b, 0x0f, 0x0f, 0x01	// addiw t5,t5,16
	c.jr ra
