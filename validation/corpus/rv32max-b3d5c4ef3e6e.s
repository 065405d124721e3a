// A program for rv32max, by orrery fuzz.
	.set contents, 0xc04a0378d7fef71b
	.set budget, 36360
	.set reg.a0, 0x20390
	.set reg.a1, L1008e
	.set reg.a2, 0xffffffdf
	.set reg.a4, 0x22001
	.set reg.a5, 0x106dc
	.set reg.a6, 0x25d5e034
	.set reg.a7, 0x207d8
	.set reg.fa0, 0xc167a8b02fcb50cd
	.set reg.fa1, 0x114f0fb060531f6c
	.set reg.fa2, 0xffffffff42880000
	.set reg.fa3, 0x3fe2d55b1162f0bb
	.set reg.fa4, 0xffffffff00800000
	.set reg.fa5, 0x10000000000000
	.set reg.fa6, 0xffffffff80000000
	.set reg.fa7, 0xffffffffcf000000
	.set reg.fflags, 0x14
	.set reg.fs1, 0x3588412ce71e8bdf
	.set reg.fs2, 0xffffffff42838000
	.set reg.fs6, 0xffffffff7f800001
	.set reg.fs7, 0xffffffff686f01dc
	.set reg.fs8, 0xffffffff4c4c367f
	.set reg.ft0, 0xb1f09726636ddcd1
	.set reg.ft1, 0xd7b69195be7b9182
	.set reg.ft3, 0xfffffffffffff
	.set reg.ft4, 0xf290ee6906d366e5
	.set reg.ft7, 0xc081f80000000000
	.set reg.ft9, 0x8000000000000000
	.set reg.ra, 0x964c173d
	.set reg.s0, L10082
	.set reg.s1, 0xffffffc6
	.set reg.s10, 0x11cdc
	.set reg.s11, 0x7f
	.set reg.s2, 0x22007
	.set reg.s3, 0x1064c
	.set reg.s7, 0x20ff5
	.set reg.s8, 0xf53378e5
	.set reg.s9, 0xf49450d7
	.set reg.sp, 0xffffff18
	.set reg.t0, 0x20ffb
	.set reg.t1, L1009e
	.set reg.t2, 0x20278
	.set reg.t3, 0x38be934b
	.set reg.t4, 0x21800
	.set reg.t5, 0x20fc0
	.set reg.t6, 0xf75a7272
	.skip 0x2c
_start:
L1002c:
	xori s4,zero,128
L10030:
	fnmadd.d ft0,ft1,fs1,ft2,rtz
	bset a4,a4,s10
	fcvt.h.wu ft7,t2,rup
	.byte 0x93, 0x0f, 0x20, 0x01	// addi t6,zero,18
L10040:
	prefetch.w -864(a0)
	amomaxu.w.rl sp,a0,(s2)
	fmaxm.s fa2,fa1,fa3
	and t2,t5,t2
	zext.h a5,s4
	.byte 0x93, 0x8f, 0xff, 0xff	// addi t6,t6,-1
	.byte 0xe3, 0x14, 0xf0, 0xff	// bne zero,t6,L10040
	c.addi s4,-1
	.byte 0xe3, 0x19, 0x40, 0xfd	// bne zero,s4,L10030
	bne s7,s0,L100ac
	fli.s ft9,32768.0
	prefetch.i 0(s2)
	add a6,s0,zero
	add s0,a1,zero
	ori a1,t1,0
	maxu t1,a6,a6
	jalr zero,0(s0)
L10082:
	c.and a4,s0
	prefetch.i 32(t4)
	remu a4,s3,a4
	c.j L100ac
L1008e:
	min t2,s8,t2
	c.fswsp fs7,236(sp)
	.byte 0x8f, 0x90, 0x55, 0x07	// fence.i
	fmax.d fs8,ft7,ft3
	c.j L100ac
L1009e:
	fclass.s sp,fs8
	c.swsp s2,160(sp)
	fmv.w.x ft7,t3
	jal zero,L100ac
L100ac:
	.byte 0x41, 0xb7	// c.j L1002c
end:
	.byte 0x3c, 0x9f
	xori t4,t4,16
	sw ra,0(t4)
	srai s1,a4,0x1
	c.fld fa1,40(a0)
	cbo.zero (s2)
	amoor.w.aq s8,s8,(s2)
	lw ra,0(t4)
	.byte 0x93, 0x8e, 0x0e, 0x01	// addi t4,t4,16
	jalr zero,0(ra)
	xori t4,t4,16
	sw ra,0(t4)
	sll s4,s4,a1
	amomin.w.rl a2,a2,(t5)
	csrrc a2,fflags,s8
	fnmadd.d fa4,fa1,fs6,fa6,rne
	fmin.s fs7,ft4,fs2
	xor a5,t0,s9
	prefetch.w -1952(t3)
	fltq.s t2,fa3,fa0
	fsgnjn.s fa4,ft0,fs8
	bset t6,s4,s0
	sh a0,307(t5)
	sb a7,-1(t5)
	fmv.h.x fa4,t4
	ror s10,t4,s1
	c.slli a4,0x12
	cpop s11,s11
	fmv.x.h t6,fa7
	fmsub.s fa3,fa5,fa0,fa0,rdn
	lw ra,0(t4)
	.byte 0x93, 0x8e, 0x0e, 0x01	// addi t4,t4,16
	c.jr ra
