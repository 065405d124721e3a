// A program for rv64max, by orrery fuzz.
	.set contents, 0x71b338a00764a683
	.set budget, 6519
	.set reg.a0, L10fbc
	.set reg.a1, 0x1f
	.set reg.a2, 0x7539eecc0a3b7d9
	.set reg.a3, 0x23a01
	.set reg.a4, 0x23476
	.set reg.a5, 0x2100b
	.set reg.a6, 0x21098
	.set reg.a7, 0x20ff8
	.set reg.fa0, 0xffffffff7f800001
	.set reg.fa1, 0xffffffffc2060000
	.set reg.fa2, 0xffffffffe2932e32
	.set reg.fa3, 0x43e0000000000000
	.set reg.fa4, 0xffffffff007fffff
	.set reg.fa5, 0x16300a013a2f5cca
	.set reg.fa6, 0x8b22c4b4ce014114
	.set reg.fa7, 0x3ced88249b26ccea
	.set reg.fs0, 0x10000000000000
	.set reg.fs1, 0x4071b80000000000
	.set reg.fs10, 0xffffffff007fffff
	.set reg.fs11, 0x4040f00000000000
	.set reg.fs2, 0xc071720000000000
	.set reg.fs3, 0x40fe2f1c85a8a132
	.set reg.fs4, 0x380fffffffffffff
	.set reg.fs8, 0xc04e880000000000
	.set reg.fs9, 0xffffffff7fc00000
	.set reg.ft0, 0x68350638eef61635
	.set reg.ft1, 0x4081bb8000000000
	.set reg.ft10, 0xc3e0000000000000
	.set reg.ft11, 0xffffffffc1970000
	.set reg.ft3, 0x82a95cae57838f5f
	.set reg.ft5, 0x507f98669999a0ce
	.set reg.ft6, 0x380fffffffffffff
	.set reg.ft7, 0x8000000000000000
	.set reg.ft8, 0x7fefffffffffffff
	.set reg.ft9, 0x4036800000000000
	.set reg.gp, 0x234c2
	.set reg.ra, 0x219a8
	.set reg.s0, 0x20f20
	.set reg.s1, 0x20598
	.set reg.s10, 0x957cc273ee0637a1
	.set reg.s11, 0xf5ce34b5ffb411fb
	.set reg.s2, 0x24800
	.set reg.s3, 0x1130e
	.set reg.s4, L1102e
	.set reg.s5, 0xffffffffffffffdd
	.set reg.s6, 0x11ec0
	.set reg.s8, 0xc9876d0801eb3fc8
	.set reg.s9, 0x20f50
	.set reg.sp, 0x4
	.set reg.t0, 0xffffffffffffffbd
	.set reg.t1, 0x1152a
	.set reg.t2, 0x20cd8
	.set reg.t3, 0x21ff5
	.set reg.t4, 0x21800
	.set reg.t5, 0x7fff
	.set reg.t6, 0x10758
	.set reg.tp, 0x16
	.skip 0xf20
_start:
L10f20:
	sll t2,ra,ra
	remuw a4,s11,t0
	amomin.d s9,t4,(a6)
	roriw s5,gp,0x1f
	ror s5,t6,a5
	wrs.nto
	srlw zero,s1,ra
	c.ldsp sp,416(sp)
	c.fsd fs1,96(s1)
	or gp,a1,t4
	rev8 s0,s9
	fminm.h ft10,fa5,fs2
	fsgnj.d fa7,fs3,fa0
	c.lui a0,0x3
L10f52:
	rev8 s10,s8
	zext.h tp,t0
	auipc s10,0xfffff
	c.xor a3,a5
	amominu.w.rl s9,t6,(a6)
	rolw s0,t4,s3
	.byte 0x33, 0x00, 0x50, 0x00	// ntl.all
	ctzw s5,a6
	mulh a2,gp,s8
	or a1,s3,zero
	pause
	fsub.d fs10,ft9,fs10,rne
	.byte 0xef, 0x00, 0xe0, 0x0a	// jal ra,L1102e
	auipc s7,0xfffff
L10f88:
	fminm.s fa7,fa5,fa7
	amomin.d a5,a2,(a6)
	wrs.sto
	fmin.s ft4,fs2,ft5
	.byte 0x33, 0x00, 0x50, 0x00	// ntl.all
	flw fa6,-2(a6)
	sext.h t6,s2
	cbo.clean (a6)
	amoswap.w.rl t5,t4,(a6)
	fcvt.w.h s6,ft1
	c.addi s7,-1
	.byte 0xe3, 0x6b, 0x70, 0xfd	// bltu zero,s7,L10f88
	.byte 0x1b, 0x05, 0xf5, 0xff	// addiw a0,a0,-1
	.byte 0x41, 0xfd	// c.bnez a0,L10f52
L10fbc:
	c.beqz a2,L10fc8
	fcvtmod.w.d a3,fa3,rtz
	c.srli64 s0
	amoadd.w s8,t5,(s2)
L10fc8:
	addiw a5,zero,2021
L10fcc:
	fcvt.lu.d a4,ft11,rtz
	c.lbu s0,0(s1)
	fcvt.lu.d tp,ft4,rmm
	roriw s11,a1,0x0
	fminm.h fa2,fs11,ft0
	slli.uw s0,s0,0x4
	sc.w.rl t5,t6,(a6)
	bltu s4,t2,L10ff2
	lbu s1,534(s2)
	sc.d.rl a3,s3,(a6)
L10ff2:
	bne t2,s3,L11024
	wrs.nto
	rolw a0,gp,s7
	amoxor.d.aqrl t0,t3,(a6)
	prefetch.r -1632(t1)
	lh s10,0(a6)
	.byte 0x0f, 0x82, 0x14, 0x51	// fence w,w
	feq.d t5,ft9,ft7
	sw a7,-2014(a6)
	ld gp,0(a6)
	flt.s tp,fa1,ft4
	c.mv s1,a3
	fmax.s fa0,fs0,fs4
L11024:
	.byte 0x9b, 0x87, 0xf7, 0xff	// addiw a5,a5,-1
	.byte 0xd5, 0xf3	// c.bnez a5,L10fcc
	.byte 0xdd, 0xbd	// c.j L10f20
end:
	.byte 0x02, 0x80
L1102e:
	.byte 0x93, 0x8e, 0x0e, 0xff	// addi t4,t4,-16
	sd ra,0(t4)
	minu tp,a5,tp
	fcvt.d.l fs8,ra,rne
	fdiv.d fa4,fs9,fa4,rmm
	fdiv.d fa2,ft6,fs10,rtz
	ori s11,t3,0
	.byte 0x1c, 0x00
	auipc s0,0x0
L11050:
	remu s6,s10,s7
	lhu t0,128(a7)
	fcvt.l.s s7,ft6,rup
	fli.d ft10,0.125
	zext.h s10,a0
	c.addi4spn a5,sp,8
	amoxor.d.rl s3,s3,(a6)
	fcvt.s.w fs2,a0
	fsgnjx.s fs2,fs9,fa3
	fnmadd.s ft3,fa3,ft8,ft8,rtz
	fleq.s sp,fs0,ft10
	c.ntl.p1
	fleq.s a0,fa0,fs1
	sub t5,t3,a5
	prefetch.i 0(s8)
	amomaxu.w.rl t2,a7,(a6)
	subw a2,t0,tp
	c.addi s0,-1
	c.bnez s0,L11050
	ld ra,0(t4)
	c.addi t4,16
	c.jr ra
