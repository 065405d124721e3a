// A program for rv64max, by orrery fuzz.
	.set contents, 0xe0b141b47bf2a65e
	.set budget, 43043
	.set reg.a0, 0x2400b
	.set reg.a2, 0x7
	.set reg.a3, 0x21002
	.set reg.a4, 0xffffffffffffffff
	.set reg.a5, 0x20ff9
	.set reg.a6, 0x21800
	.set reg.a7, 0x27
	.set reg.fa0, 0x8000000000000000
	.set reg.fs6, 0x41a185f9f27b79d5
	.set reg.fs8, 0xc073910000000000
	.set reg.ft3, 0xffffffff5734aeb8
	.set reg.ra, 0x80000000
	.set reg.s1, 0x21002
	.set reg.s11, 0x201e0
	.set reg.s2, 0x21500
	.set reg.s3, 0x1071e
	.set reg.s4, 0x23ff2
	.set reg.s5, 0x20ff9
	.set reg.s6, 0x24800
	.set reg.s7, 0x20fff
	.set reg.s8, 0x23ff6
	.set reg.t0, 0x22002
	.set reg.t4, 0x210c0
	.set reg.t6, 0x15056967a1348cd9
	.skip 0x1c
_start:
L1001c:
	.byte 0xef, 0x00, 0x60, 0x03	// jal ra,L10052
	c.beqz a2,L10026
	slli s1,s4,0x22
L10026:
	.byte 0xb7, 0x29, 0x00, 0x00	// lui s3,0x2
L1002a:
	c.addw a4,a3
	rol gp,s7,s7
	bgeu s4,gp,L10042
	sw s11,-4(s6)
	fmul.h fs6,fa0,fs6,rup
	sw t0,-1784(t4)
	c.srli a3,0x10
L10042:
	.byte 0xef, 0x00, 0x00, 0x01	// jal ra,L10052
	.byte 0x93, 0x89, 0xf9, 0xff	// addi s3,s3,-1
	.byte 0xe3, 0x10, 0x30, 0xff	// bne zero,s3,L1002a
	.byte 0xf9, 0xb7	// c.j L1001c
end:
	.byte 0xf8, 0x9e
L10052:
	xori a6,a6,16
	sd ra,0(a6)
	.byte 0x33, 0x00, 0x40, 0x00	// ntl.s1
	fcvt.lu.h a3,fs8,rne
	fli.s ft3,1.5
	amoswap.d.aq a7,a0,(s7)
	ctzw s2,gp
	c.zext.w a5
	amomaxu.w.aq s8,t6,(t4)
	amomin.w.rl s5,gp,(s6)
	jal ra,L10086
	ld ra,0(a6)
	c.addi a6,16
	jalr zero,0(ra)
L10086:
	xori a6,a6,16
	sd ra,0(a6)
	.byte 0x9b, 0x88, 0xf8, 0xff	// addiw a7,a7,-1
	bne zero,a7,L1009c
	ori a7,zero,8
	c.j L100a0
L1009c:
	.byte 0xef, 0xf0, 0xbf, 0xfe	// jal ra,L10086
L100a0:
	c.mul a4,a3
	c.srai a2,0x2c
	ld ra,0(a6)
	c.addi a6,16
	c.jr ra
