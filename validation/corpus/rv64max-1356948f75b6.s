// A program for rv64max, by orrery fuzz.
	.set contents, 0xfc78bf61fcd43a3f
	.set budget, 95941
	.set cut.0, 57389
	.set cut.1, 88804
	.set reg.a1, 0xffff
	.set reg.a2, 0x21800
	.set reg.a5, 0x113f2
	.set reg.a6, 0xd1837a6d356e588d
	.set reg.a7, 0xc1ce66a9bdd002e
	.set reg.fs4, 0xffffffffff800000
	.set reg.fs8, 0x7ff8000000000000
	.set reg.ft0, 0x13bff022a3a44d1b
	.set reg.ft2, 0x40691e0000000000
	.set reg.ft8, 0x407cf20000000000
	.set reg.ft9, 0xdd50ecbe8910bc2f
	.set reg.ra, 0xfffffffffffffe15
	.set reg.s1, 0x21ffe
	.set reg.s10, 0x20ffd
	.set reg.s3, 0xfffffffffffff692
	.set reg.s4, 0x7f
	.set reg.s6, 0x10218
	.set reg.s8, 0x22003
	.set reg.s9, 0x21040
	.set reg.sp, 0x20da0
	.set reg.t0, 0x24800
	.set reg.t1, 0x210c8
	.set reg.t2, 0x21048
	.set reg.t3, 0x80
	.set reg.t4, 0x21ff7
	.set reg.t5, 0x20
	.set reg.t6, 0x8000
	.skip 0x50
_start:
L10050:
	c.bnez a2,L1005e
	lbu zero,0(s10)
	fleq.s t3,fs8,ft8
	sll sp,a6,a7
L1005e:
	jal zero,L10050
end:
	.byte 0x77, 0x0e, 0x42, 0x51
	c.addi a2,-16
	sd ra,0(a2)
	srl t2,s6,ra
	sllw s3,s8,s3
	fclass.h t0,fs8
	.byte 0xef, 0x00, 0x00, 0x01	// jal ra,L10088
	ld ra,0(a2)
	.byte 0x1b, 0x06, 0x06, 0x01	// addiw a2,a2,16
	jalr zero,0(ra)
L10088:
	c.addi a2,-16
	sd ra,0(a2)
	ctz s4,a7
	wrs.nto
	clmulh s8,zero,s1
	cbo.flush (s9)
	fcvt.d.w ft9,t4,rtz
	fsgnjn.h fs8,ft2,ft2
	ld ra,0(a2)
	.byte 0x1b, 0x06, 0x06, 0x01	// addiw a2,a2,16
	jalr zero,0(ra)
	c.addi a2,-16
	sd ra,0(a2)
	amoadd.d.aqrl t5,t0,(s9)
	prefetch.i 1024(t6)
	fle.s zero,ft0,fs4
	slliw a1,zero,0x10
	slt s9,s8,s8
	clmulr t4,s10,s4
	c.beqz a2,L100da
	maxu t5,t1,a5
	c.zext.w a3
	c.and a5,a2
L100da:
	ld ra,0(a2)
	.byte 0x1b, 0x06, 0x06, 0x01	// addiw a2,a2,16
	jalr zero,0(ra)
