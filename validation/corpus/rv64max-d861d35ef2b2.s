// A program for rv64max, by orrery fuzz.
	.set contents, 0x2456a8de6f596141
	.set budget, 96888
	.set cut.0, 10846
	.set cut.1, 16695
	.set cut.2, 84992
	.set reg.a0, 0x30110
	.set reg.a1, 0xffffffff80000000
	.set reg.a2, 0x21000
	.set reg.a3, 0x20e58
	.set reg.a4, 0xadface9
	.set reg.a5, 0x10314
	.set reg.a6, 0x2400a
	.set reg.a7, 0x24800
	.set reg.fa1, 0xffffffffff800000
	.set reg.fa2, 0xc052980000000000
	.set reg.fa3, 0xffffffffc2748000
	.set reg.fa4, 0x1
	.set reg.fa5, 0xffffffff7fc00000
	.set reg.fa6, 0xffffffffbf800000
	.set reg.fa7, 0xffffffff5b3db7f5
	.set reg.frm, 0x3
	.set reg.fs0, 0xffffffff5f000000
	.set reg.fs1, 0xca73b4e39da6e24d
	.set reg.fs10, 0xa287926c7e2765a0
	.set reg.fs11, 0xfffffffffffff
	.set reg.fs2, 0x3ff0000000000000
	.set reg.fs3, 0xffffffff7fc00000
	.set reg.fs4, 0xffffffffc28dc000
	.set reg.fs5, 0x3ff0000000000000
	.set reg.fs6, 0x7ff0000000000000
	.set reg.fs8, 0xffffffff00000001
	.set reg.fs9, 0x3ff0000000000000
	.set reg.ft10, 0xffffffffc2798000
	.set reg.ft11, 0x7fefffffffffffff
	.set reg.ft3, 0xc3d975498e88529
	.set reg.ft4, 0xffffffffc2ce8000
	.set reg.ft6, 0x3179a979172ee097
	.set reg.ft7, 0x40741f0000000000
	.set reg.gp, 0x20ffa
	.set reg.ra, 0x24006
	.set reg.s0, 0x21940
	.set reg.s1, 0x239f9
	.set reg.s10, 0x21800
	.set reg.s11, 0x232b5
	.set reg.s2, 0x20c10
	.set reg.s3, 0xffffffff
	.set reg.s4, 0x21004
	.set reg.s5, 0xefe46639b8b1c8d9
	.set reg.s6, 0xd5cbf271d672782c
	.set reg.s7, 0x21e30
	.set reg.s9, 0x20f78
	.set reg.sp, 0x23fa3
	.set reg.t1, 0x235bd
	.set reg.t2, 0x23ff7
	.set reg.t3, 0x20ff5
	.set reg.t4, 0x100000000
	.set reg.t5, 0x22008
	.set reg.t6, 0x21010
	.set reg.tp, 0x20f10
	.skip 0x3a
_start:
L1003a:
	c.bnez a5,L1004e
	fcvt.w.h s6,fs6
	sh2add s6,zero,t4
	c.or a0,a4
	cbo.zero (a7)
	fcvt.d.h fs6,fa1,dyn
L1004e:
	.byte 0xb7, 0x0b, 0x01, 0x00	// lui s7,0x10
L10052:
	c.fsdsp ft10,400(sp)
	xori s9,s9,1
	rem s9,gp,ra
	lr.w.rl sp,(t3)
	c.srai s0,0xf
	fmul.d fs3,fs4,ft10,rup
	c.addiw s3,0
	amomin.w.rl a6,gp,(t6)
	wrs.nto
	addi t5,zero,347
L10074:
	fclass.d s2,fs2
	or s5,t2,t2
	fdiv.h fs7,ft4,ft3,rdn
	prefetch.i -1184(s10)
	c.ntl.pall
	sh s1,-969(t6)
	amoor.d s1,s7,(a7)
	amoxor.d.aq t1,t3,(t6)
	sh a3,0(t3)
	c.sd a0,240(a2)
	addiw a4,s3,1032
	.byte 0x02, 0x80
	.byte 0xef, 0x00, 0xa0, 0x0e	// jal ra,L10188
	xor a5,s4,a0
	binvi t2,a6,0x2a
	c.sext.b a2
	slliw s3,s2,0xa
	fround.s ft2,fs1,rtz
	fround.s fs4,fa2,rup
	fcvt.wu.d t2,fa7,rtz
	fltq.s s9,fs9,ft3
	c.addi t5,-1
	blt zero,t5,L10074
	.byte 0x9b, 0x8b, 0xfb, 0xff	// addiw s7,s7,-1
	.byte 0xe3, 0x44, 0x70, 0xf9	// blt zero,s7,L10052
	c.fldsp fa7,384(sp)
	fnmsub.s fa5,ft11,ft4,fa1,rdn
	fmsub.d fs9,fs8,fs11,fa7,rne
	c.sb a1,1(s0)
	clz t1,a1
	amocas.w.rl t5,s4,(a7)
	fmax.h ft10,fa2,ft3
	bexti s0,s1,0x1
	rorw s1,s11,s11
	sltu s3,t4,a2
	amoand.w.rl s3,a0,(a7)
	ctz a5,t2
	c.sdsp a0,504(sp)
	bgeu a4,s5,L1010c
	lb t1,64(t6)
	csrrc t5,fcsr,t2
	fmv.x.d s7,fs9
L1010c:
	.byte 0xef, 0x00, 0xc0, 0x07	// jal ra,L10188
	.byte 0x2d, 0xb7	// c.j L1003a
end:
	.byte 0x3b, 0x5d, 0x49, 0xda
	c.addi s10,-16
	sd ra,0(s10)
	czero.nez a6,a6,s0
	ld ra,0(s10)
	.byte 0x1b, 0x0d, 0x0d, 0x01	// addiw s10,s10,16
	c.jr ra
	c.addi s10,-16
	sd ra,0(s10)
	fnmsub.h fs0,ft11,fs10,ft2,rtz
	fsgnjx.h fs0,fs6,fa7
	fsgnj.s fa3,fa5,ft6
	sext.h a3,tp
	c.ld a2,104(a0)
	fle.d s2,fa7,fs3
	and t4,sp,s5
	c.lui s0,0x9
L1014c:
	sc.d.rl s11,sp,(a7)
	csrrc a3,frm,a2
	slliw tp,s7,0x0
	fsqrt.h fa2,fa7,rne
	fmaxm.s fs0,ft7,ft7
	fli.h fs8,-1.0
	fmadd.s fs5,fa4,ft2,fs8
	bltu s4,t2,L10176
	add.uw a5,t3,s9
	c.srai a5,0x3b
	.byte 0xef, 0x00, 0x60, 0x01	// jal ra,L10188
L10176:
	c.addi s0,-1
	bltu zero,s0,L1014c
	ld ra,0(s10)
	.byte 0x1b, 0x0d, 0x0d, 0x01	// addiw s10,s10,16
	jalr zero,0(ra)
L10188:
	c.addi s10,-16
	sd ra,0(s10)
	ori a3,s4,409
	ld tp,-1758(a7)
	fround.d ft11,fs5
	c.bnez a5,L101a6
	ctzw t1,s11
	froundnx.h fs8,fa6,rtz
	c.ntl.p1
L101a6:
	ld ra,0(s10)
	.byte 0x1b, 0x0d, 0x0d, 0x01	// addiw s10,s10,16
	c.jr ra
