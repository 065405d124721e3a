// A program for rv64max, by orrery fuzz.
	.set contents, 0x67bb7f7b8b6cdbcf
	.set budget, 98352
	.set cut.0, 688
	.set cut.1, 740
	.set cut.2, 16454
	.set cut.3, 16485
	.set cut.4, 89209
	.set cut.5, 95507
	.set cut.6, 95567
	.set reg.a0, L10080
	.set reg.a1, 0x20fff
	.set reg.a2, 0x21f18
	.set reg.a3, 0x21fa8
	.set reg.a4, 0x7fff
	.set reg.a5, 0x2100a
	.set reg.a6, 0x22003
	.set reg.a7, 0x3f
	.set reg.fa0, 0x41e0000000000000
	.set reg.fa3, 0xa7957c1f1f3cdccb
	.set reg.fa4, 0x4067860000000000
	.set reg.fa7, 0x4081ae8000000000
	.set reg.fs11, 0x4071e90000000000
	.set reg.fs2, 0x855793dc4df53c51
	.set reg.fs4, 0xffffffff00800000
	.set reg.fs5, 0xffffffff00800000
	.set reg.ft1, 0x406ab80000000000
	.set reg.ft11, 0xffffffff64249163
	.set reg.ft4, 0xffffffff007fffff
	.set reg.ft5, 0x931ab0ba44ed572b
	.set reg.ft7, 0xfffffffffce1b135
	.set reg.ft8, 0x3ff0000000000000
	.set reg.ft9, 0x8a34218c50e30cf1
	.set reg.gp, 0x20f10
	.set reg.ra, 0x10cfc
	.set reg.s0, 0x21ef8
	.set reg.s1, 0x24800
	.set reg.s10, 0x10012
	.set reg.s11, 0x20100
	.set reg.s2, 0xdd8d539685e5a7c9
	.set reg.s3, 0x21005
	.set reg.s4, 0x21c50
	.set reg.s5, 0x205c8
	.set reg.s7, 0x21ffb
	.set reg.s8, L100be
	.set reg.s9, 0xffffffffffffffd6
	.set reg.sp, 0x21bc8
	.set reg.t1, L100d4
	.set reg.t2, 0xb05c860b767f873d
	.set reg.t4, 0x80
	.set reg.t5, 0x20a40
	.set reg.t6, L100ae
	.set reg.tp, 0x2364e
	.skip 0x20
_start:
	xori a7,zero,512
L10024:
	c.srli64 a5
	amoadd.d.rl s5,s5,(a1)
	fcvt.s.wu ft4,a2
	csrrci t1,hpmcounter12,28
	fcvt.d.wu fs5,s11,rup
	lh sp,-432(gp)
	remw s7,t5,s10
	amoor.d.rl a6,t4,(gp)
	fsd ft8,0(gp)
	feq.d t1,ft9,fa3
	.byte 0x93, 0x88, 0xf8, 0xff	// addi a7,a7,-1
	.byte 0xe3, 0x9b, 0x08, 0xfc	// bne a7,zero,L10024
	c.bnez a5,L1005e
	c.sext.b a4
	prefetch.r 384(a2)
	fround.h fa0,fa0,rtz
L1005e:
	c.bnez a2,L1008a
	fround.h fs11,fa7
	fcvt.h.wu fa4,s1,rmm
	maxu s5,a1,s4
	amoadd.d.rl a2,s2,(s1)
	amominu.d.aq zero,s2,(s7)
	ctz t5,a3
	c.beqz a5,L10088
	c.lw a5,48(a0)
	fcvt.d.l ft11,t6,rmm
L10080:
	slti t2,s11,-1960
	czero.eqz a4,s3,s3
L10088:
	c.bnez a5,L1005e
L1008a:
	clzw s10,zero
L1008e:
	amominu.d.aq s9,a6,(a1)
	lh ra,798(gp)
	c.fsdsp fs4,88(sp)
	fnmsub.d ft1,ft1,ft1,fa3
	rem tp,t6,zero
	bseti t6,s8,0x0
	bseti s8,t1,0x0
	bseti t1,tp,0x0
	c.jr t6
L100ae:
	c.lhu a2,0(a5)
	c.andi a0,12
	fcvt.d.s ft7,ft7,rup
	fnmsub.d fs5,ft8,fs2,ft5,rne
	jal zero,L100dc
L100be:
	.byte 0x8f, 0x09, 0x18, 0x21	// fence w,w
	amoxor.d.aq sp,sp,(a1)
	subw s7,t3,t5
	slliw s0,s0,0xa
	ctzw s11,s5
	c.j L100dc
L100d4:
	c.xor a4,a4
	sltu s3,a0,t1
	c.j L100dc
L100dc:
	.byte 0x13, 0x0d, 0xfd, 0xff	// addi s10,s10,-1
	.byte 0xe3, 0x47, 0xa0, 0xfb	// blt zero,s10,L1008e
end:
	.byte 0xdf, 0x98, 0xd8, 0x8b
