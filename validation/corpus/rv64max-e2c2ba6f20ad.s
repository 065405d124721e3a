// A program for rv64max, by orrery fuzz.
	.set contents, 0x359fdf5bdd51f930
	.set budget, 35521
	.set cut.0, 3241
	.set cut.1, 11711
	.set reg.a0, 0xfffffffffffffffe
	.set reg.a1, 0x7fffffff
	.set reg.a2, 0xdd56e34019cc9136
	.set reg.a4, 0x302b8
	.set reg.a5, 0x30
	.set reg.a6, 0x2316e
	.set reg.a7, 0x24800
	.set reg.fa0, 0x3ff0000000000000
	.set reg.fa4, 0x7fefffffffffffff
	.set reg.fa5, 0xb0284b524851293c
	.set reg.fa7, 0x633784cf248ba44c
	.set reg.fs0, 0xffffffffff800000
	.set reg.fs1, 0x4043a80000000000
	.set reg.fs10, 0xffffffff0934a670
	.set reg.fs11, 0xa0c782e8c4188fdd
	.set reg.fs2, 0xffffffff42a68000
	.set reg.fs3, 0xffffffff8fef9a4a
	.set reg.fs4, 0xffffffff49208cd1
	.set reg.fs5, 0x405e900000000000
	.set reg.fs6, 0xffffffffc2c04000
	.set reg.fs7, 0xfff0000000000000
	.set reg.fs8, 0x7ff0000000000001
	.set reg.ft0, 0xffffffff3f800000
	.set reg.ft1, 0xfff0000000000000
	.set reg.ft10, 0xffffffff5f000000
	.set reg.ft11, 0xc081af0000000000
	.set reg.ft2, 0xffffffff86ff920f
	.set reg.ft3, 0x40752f0000000000
	.set reg.ft4, 0xffffffff216f84c4
	.set reg.ft5, 0x405c940000000000
	.set reg.ft6, 0xd3000cf467ba5b3f
	.set reg.ft7, 0x111b5e1a9a47e2e6
	.set reg.ft8, 0xffffffff80000000
	.set reg.ra, 0x30720
	.set reg.s0, 0x21260
	.set reg.s1, 0x21800
	.set reg.s10, 0x24005
	.set reg.s11, 0x23ffe
	.set reg.s2, 0x1e
	.set reg.s3, 0x4de20eff58f1da93
	.set reg.s5, L110da
	.set reg.s6, 0x21088
	.set reg.s7, 0x20ff8
	.set reg.s8, 0xff
	.set reg.s9, 0xbf9a24d1d7630f93
	.set reg.sp, 0x20458
	.set reg.t0, 0xf76625d1475dfb59
	.set reg.t1, 0x23ff8
	.set reg.t2, 0x23b54
	.set reg.t3, 0x23ffe
	.set reg.t6, 0x20ff6
	.set reg.tp, 0x11204
	.skip 0xfea
_start:
L10fea:
	clz s0,zero
L10fee:
	fcvt.s.wu fs4,t2,rne
	sh3add.uw t3,ra,s9
	addw s2,t1,a7
	.byte 0x0f, 0x9e, 0xd2, 0xa5	// fence.i
	czero.eqz a0,a7,a2
	sh3add.uw sp,sp,s11
	fsgnj.d ft0,ft10,fa5
	fcvt.wu.s s8,ft3,rtz
	fcvt.w.s t3,fs1
	.byte 0x33, 0x00, 0x20, 0x00	// ntl.p1
	bne t2,s3,L1101e
	fcvt.wu.h s5,fs10,rtz
L1101e:
	c.bnez a2,L1102e
	fnmadd.d fa4,ft7,fs11,ft4,rup
	fsgnjx.h fs5,ft6,fs6
	fmaxm.d ft6,fs8,fa5
	c.beqz a5,L1101e
L1102e:
	.byte 0x13, 0x04, 0xf4, 0xff	// addi s0,s0,-1
	.byte 0x55, 0xfc	// c.bnez s0,L10fee
L11034:
	.byte 0x63, 0x79, 0x57, 0x01	// bgeu a4,s5,L11046
	fnmadd.d ft3,ft3,fs7,ft8,rtz
	fmin.d fs2,fs2,fs8
	.byte 0x33, 0x00, 0x30, 0x00	// ntl.pall
	.byte 0x65, 0xfa	// c.bnez a2,L11034
L11046:
	c.beqz a5,L11068
	c.sw s0,60(a4)
	ori s7,zero,1908
L1104e:
	fmaxm.h fs8,ft4,ft4
	fmul.h ft5,fa5,ft5,rtz
	flt.d s10,fs3,fs10
	fmsub.s ft4,ft4,fa0,fs6,rne
	fcvt.h.lu ft8,t3,rdn
	c.addi s7,-1
	bne zero,s7,L1104e
L11068:
	fcvt.d.s ft4,ft2
	fcvt.s.l fs10,t6,rtz
	lr.d.rl s10,(s6)
	csrrs t0,frm,a4
	fcvt.d.wu ft1,a1,dyn
	c.slli64 t3
	cpopw s11,s7
	xor t1,s1,s9
	fadd.d fs8,fa5,ft6,rtz
	.byte 0x6f, 0xf0, 0x1f, 0xf6	// jal zero,L10fea
end:
	.byte 0xdb, 0xd0, 0xe5, 0xe2
	xori s1,s1,16
	sd ra,0(s1)
	fcvt.lu.s t1,fs5,rne
	fnmadd.d fa7,fs3,fs0,ft3,rne
	auipc t3,0x0
L110a6:
	fmax.h fa5,fs6,fs8
	remw s7,s6,t2
	sltu t2,a4,t2
	sllw a6,t2,s6
	fsgnj.d ft3,ft11,ft3
	c.ldsp tp,40(sp)
	amomaxu.w.aq t6,zero,(a7)
	sh2add.uw s10,t0,s2
	c.zext.b a4
	flt.s s7,fa0,fs10
	c.addi t3,-1
	bne zero,t3,L110a6
	ld ra,0(s1)
	c.addi s1,16
	jalr zero,0(ra)
L110da:
	xori s1,s1,16
	sd ra,0(s1)
	.byte 0x1b, 0x09, 0xf9, 0xff	// addiw s2,s2,-1
	bltu zero,s2,L110f2
	auipc s2,0x0
	jal zero,L110f6
L110f2:
	.byte 0xef, 0xf0, 0x9f, 0xfe	// jal ra,L110da
L110f6:
	fcvt.wu.d ra,fs6
	ld ra,0(s1)
	c.addi s1,16
	c.jr ra
