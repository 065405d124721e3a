// A program for rv64max, by orrery fuzz.
	.set contents, 0xf362dc0bbf19b0cf
	.set budget, 11824
	.set cut.0, 3565
	.set cut.1, 4956
	.set cut.2, 10167
	.set cut.3, 10231
	.set cut.4, 10674
	.set cut.5, 10740
	.set reg.a0, 0x7fff
	.set reg.a1, 0xffffffff80000000
	.set reg.a2, 0x20020
	.set reg.a3, L100c2
	.set reg.a4, 0x24800
	.set reg.a5, 0x208c8
	.set reg.a6, 0xb53
	.set reg.a7, 0x415c784179d642c1
	.set reg.fa1, 0x914bff1415079b5d
	.set reg.fa2, 0xffffffffc2cf0000
	.set reg.fa3, 0x7ff0000000000001
	.set reg.fa4, 0x9664e6aff8349ef5
	.set reg.fa5, 0xc05c080000000000
	.set reg.fa6, 0x41e0000000000000
	.set reg.fa7, 0xffffffff80000000
	.set reg.fs0, 0xffffffff4f5736a3
	.set reg.fs11, 0xc035b00000000000
	.set reg.fs2, 0xcdbdd90e80e6057d
	.set reg.fs3, 0xfffffffffffff
	.set reg.fs4, 0x7ff8000000000000
	.set reg.fs5, 0x4058900000000000
	.set reg.fs6, 0xffffffffa9ccd8e2
	.set reg.fs7, 0xc074d60000000000
	.set reg.fs8, 0xffffffffc1ea0000
	.set reg.fs9, 0x276c140ea1dc3834
	.set reg.ft0, 0xffffffffcf000000
	.set reg.ft1, 0xd00f3ae09cbe1123
	.set reg.ft11, 0xffffffff42300000
	.set reg.ft2, 0x3ff0000000000000
	.set reg.ft3, 0x7ff8000000000000
	.set reg.ft4, 0x3690000000000000
	.set reg.ft6, 0x787b8f9268efcfa5
	.set reg.ft7, 0xffffffffa8cb6697
	.set reg.ft8, 0x65150968d93cdbdb
	.set reg.gp, 0x80
	.set reg.ra, 0x65
	.set reg.s0, 0x39e28baf7ecdbcf1
	.set reg.s1, 0x20f58
	.set reg.s10, L100cc
	.set reg.s11, 0x750
	.set reg.s2, 0x20f10
	.set reg.s3, 0x23ffa
	.set reg.s4, 0x20ff6
	.set reg.s5, 0x20250
	.set reg.s6, 0x10030
	.set reg.s7, 0x20390
	.set reg.s9, 0x21ed8
	.set reg.sp, 0x2200a
	.set reg.t0, 0x21270
	.set reg.t1, 0x21800
	.set reg.t2, L100da
	.set reg.t3, 0x219c0
	.set reg.t4, 0x219d0
	.set reg.t5, 0x20fd0
	.set reg.t6, 0x110be
	.set reg.tp, 0x10822
	.skip 0x38
_start:
L10038:
	.byte 0x1b, 0x6d, 0x4b, 0xa4
	.byte 0xef, 0x00, 0x80, 0x1c	// jal ra,L10204
	c.li s5,27
L10042:
	fnmadd.d ft2,fa6,fs3,fa4,rtz
	auipc t6,0x0
L1004a:
	.byte 0xb3, 0x89, 0x31, 0x01	// add s3,gp,s3
	rem a0,t4,t4
	sltiu t3,a4,928
	sltiu s2,a0,-626
	fsh ft3,-32(s1)
	lh a5,-1(s1)
	fmaxm.d fs11,fs11,ft0
	c.addi16sp sp,400
	c.not s0
	c.sw a4,56(a3)
	amoxor.d.aq tp,tp,(s1)
	slli a3,s9,0x25
	slli.uw sp,t2,0x20
	fcvt.w.h s11,fs2
	fcvt.lu.d a3,ft9
	amocas.w.rl a7,a7,(s1)
	addi t4,gp,-971
	amoand.d.aq s3,a4,(a4)
	amoand.d.aqrl a7,a3,(a4)
	c.not a5
	fsh fa1,-1(a4)
	lhu a6,1736(s1)
	sc.w.aqrl s7,t2,(s1)
	clmulh a5,s9,a5
	cbo.zero (s1)
	amominu.d.aqrl s10,s6,(t3)
	c.addi t6,-1
	.byte 0xe3, 0x4f, 0xf0, 0xf9	// blt zero,t6,L1004a
	bseti a2,a3,0x0
	sub a3,s10,zero
	.byte 0x13, 0x8d, 0x03, 0x00	// addi s10,t2,0
	rem t2,a2,zero
	c.jr a3
L100c2:
	addiw a6,zero,-16
	fcvt.s.h fs7,ft11,rtz
	c.j L100e8
L100cc:
	cbo.flush (s1)
	fsqrt.h fa3,ft7,rne
	c.zext.h a1
	c.fsd fa5,216(a5)
	c.j L100e8
L100da:
	fsgnjn.s ft0,fa1,ft0
	fsub.d ft8,fs4,fs8,rup
	sext.b a5,tp
	c.j L100e8
L100e8:
	c.addi s5,-1
	.byte 0xe3, 0x4c, 0x50, 0xf5	// blt zero,s5,L10042
	fcvt.l.h sp,fs4,rtz
	c.sd a1,200(a1)
	fdiv.d ft6,ft4,fs9,rmm
	mulhsu s9,t5,s4
	froundnx.s fs5,fs3
	slliw s6,t2,0x4
	amoxor.d s0,s0,(a4)
	fcvtmod.w.d s7,fs5,rtz
	andi sp,sp,1024
L10110:
	max t4,a6,a7
	c.fsdsp fs8,32(sp)
	c.srli64 a1
	c.lh a5,0(a3)
	c.zext.b a0
	fsqrt.d fs3,fa1,rdn
	orn s5,s2,a0
	fli.h ft6,0.125
	fsqrt.s fa7,fs0,rtz
	auipc s9,0x0
L10130:
	srlw a5,a3,a2
	fcvt.w.d s11,fs11,rup
	c.lw a5,16(a5)
	rolw t0,a7,s5
	cpop gp,s10
	wrs.sto
	prefetch.w -640(s11)
	fmv.d.x fs7,a7
	sll t5,a3,a7
	bset s5,t3,gp
	andn t6,s6,gp
	amominu.w.aqrl a6,t2,(s1)
	.byte 0x0f, 0x13, 0xb3, 0x23	// fence.i
	froundnx.h ft0,ft0,rtz
	mul s0,a6,a6
	.byte 0x9b, 0x8c, 0xfc, 0xff	// addiw s9,s9,-1
	.byte 0xe3, 0x11, 0x90, 0xfd	// bne zero,s9,L10130
	bltu t1,ra,L1017e
	fsqrt.s ft0,fa2,rtz
	fmadd.s ft8,fa6,ft1,fs9,rtz
L1017e:
	.byte 0x1b, 0x01, 0xf1, 0xff	// addiw sp,sp,-1
	.byte 0xe3, 0x47, 0x20, 0xf8	// blt zero,sp,L10110
	.byte 0x6f, 0xf0, 0x3f, 0xeb	// jal zero,L10038
end:
	.byte 0x18, 0x00
	c.addi t1,-16
	sd ra,0(t1)
	amominu.d.rl s5,s3,(s1)
	subw s2,t0,a6
	fcvt.l.h t3,ft0,rtz
	fcvt.d.h fs2,fa4,rtz
	rev8 gp,s2
	add s5,a3,a7
	bset t0,a6,gp
	fmv.x.d s11,fa7
	ld ra,0(t1)
	c.addiw t1,16
	c.jr ra
	c.addi t1,-16
	sd ra,0(t1)
	slt s6,tp,s7
	amomaxu.w.aqrl tp,a4,(s1)
	sh2add t6,s2,s2
	c.ldsp a1,168(sp)
	amoadd.d.aq t4,s5,(a4)
	sh sp,16(s4)
	.byte 0x63, 0x63, 0x7a, 0x02	// bltu s4,t2,L101fc
	fsgnj.h ft0,ft1,ft4
	.byte 0x19, 0xee	// c.bnez a2,L101fc
	c.mul a1,s1
	c.sdsp sp,344(sp)
	addw s3,tp,s10
	ori a6,zero,141
L101ec:
	sraw gp,a3,gp
	amomin.d s11,t5,(a6)
	.byte 0x1b, 0x08, 0xf8, 0xff	// addiw a6,a6,-1
	.byte 0xe3, 0x6a, 0x00, 0xff	// bltu zero,a6,L101ec
L101fc:
	ld ra,0(t1)
	c.addiw t1,16
	c.jr ra
L10204:
	c.addi t1,-16
	sd ra,0(t1)
	fdiv.d fa6,fs8,fs6,rtz
	c.subw s0,a1
	fcvt.s.d ft6,ft11,rtz
	clz a0,s3
	fsqrt.d fs6,ft7,rne
	ori s2,zero,1123
L10220:
	rori s11,s9,0x39
	fsgnjn.s ft9,ft7,fs2
	c.lh a5,0(a4)
	.byte 0x1b, 0x09, 0xf9, 0xff	// addiw s2,s2,-1
	.byte 0xe3, 0x19, 0x20, 0xff	// bne zero,s2,L10220
	ld ra,0(t1)
	c.addiw t1,16
	jalr zero,0(ra)
