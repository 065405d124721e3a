// A program for rv64max, by orrery fuzz.
	.set contents, 0xdb4a869bb0530cce
	.set budget, 8194
	.set cut.0, 4755
	.set cut.1, 6341
	.set cut.2, 6386
	.set cut.3, 6723
	.set cut.4, 7711
	.set cut.5, 7750
	.set reg.a0, 0x1011c
	.set reg.a1, 0xbcd412d67896dedb
	.set reg.a2, 0x24000
	.set reg.a3, 0x913839b
	.set reg.a4, 0x22007
	.set reg.a5, 0x21688
	.set reg.a6, 0x217b0
	.set reg.a7, 0x20c20
	.set reg.fa1, 0xbcf8083968f0e179
	.set reg.fa3, 0x6a78415a12c8bd6a
	.set reg.fa6, 0xffffffff7f7fffff
	.set reg.fa7, 0xffffffff00000001
	.set reg.fs0, 0xffffffff9f39d0e3
	.set reg.fs1, 0x101eb7491c2dd1ab
	.set reg.fs10, 0xffffffff7f800000
	.set reg.fs11, 0x486812328cbeca3d
	.set reg.fs2, 0x3aea1bda35672879
	.set reg.fs3, 0xecc2345e5a369c19
	.set reg.fs4, 0x7ff0000000000000
	.set reg.fs5, 0xc0757a0000000000
	.set reg.fs6, 0xffffffff5f000000
	.set reg.fs7, 0x3690000000000000
	.set reg.fs8, 0x1
	.set reg.ft10, 0x380fffffffffffff
	.set reg.ft11, 0x65851ef91b8bfb9f
	.set reg.ft2, 0x28e8907190239202
	.set reg.ft3, 0x43e0000000000000
	.set reg.ft4, 0x3bf8a1bce4fdbfd5
	.set reg.ft5, 0x56b5b80bf81577d0
	.set reg.ft6, 0x3ce32eda1b4c933c
	.set reg.ft7, 0xffffffff7f800000
	.set reg.ft8, 0x1
	.set reg.ft9, 0xf5bb7d1bdf47c337
	.set reg.gp, 0x21
	.set reg.ra, 0x20fe8
	.set reg.s0, 0xf55845cb
	.set reg.s1, 0x674d8e49a21ab822
	.set reg.s10, 0xffff
	.set reg.s11, 0x21003
	.set reg.s2, 0x22003
	.set reg.s3, 0x23b01
	.set reg.s4, 0x21ffc
	.set reg.s5, 0xacd75
	.set reg.s6, 0xb80e7cda70
	.set reg.s7, 0x3f
	.set reg.s8, 0x3c
	.set reg.s9, 0x20
	.set reg.sp, 0x115b4
	.set reg.t0, 0x21070
	.set reg.t1, 0x20ffc
	.set reg.t2, 0x696a6aa74089ff43
	.set reg.t3, 0x24800
	.set reg.t5, L110f4
	.set reg.t6, 0x20ff6
	.set reg.tp, 0x206a8
	.skip 0xfe4
_start:
L10fe4:
	auipc tp,0x0
L10fe8:
	mulhu s9,s9,s11
	c.addi t0,-30
	fsgnjn.d fs6,ft9,fs8
	fmaxm.d ft3,fs8,ft7
	fmv.h.x ft2,zero
	fadd.h fs4,ft6,ft6
	fmv.w.x fa6,a0
	lh t2,611(ra)
	csrrci s1,hpmcounter12,9
	clmulr a1,a1,a6
	binv a6,a5,s5
	prefetch.r 1696(sp)
	fminm.s ft10,ft2,fa7
	andn gp,s3,ra
	amomaxu.d.aq t1,s8,(t6)
	fcvt.s.w fs1,gp,rne
	c.lh s0,0(a3)
	prefetch.i 1920(s2)
	.byte 0x1d, 0xee	// c.bnez a2,L1106a
	fcvt.h.d fs6,ft3,rmm
	remuw t0,a0,a0
	pause
	sh1add.uw t4,a6,t3
	auipc s2,0x0
L11042:
	fcvt.l.d t0,ft11,rup
	fround.s ft7,fs7
	bltu s4,t2,L11062
	fcvt.h.d fa1,fs10,rmm
	amomaxu.d.aq a2,zero,(ra)
	mulhsu t5,s1,zero
	bseti s0,s0,0x2
	fmv.w.x fs1,s0
L11062:
	.byte 0x13, 0x09, 0xf9, 0xff	// addi s2,s2,-1
	.byte 0xe3, 0x4e, 0x20, 0xfd	// blt zero,s2,L11042
L1106a:
	.byte 0x13, 0x02, 0xf2, 0xff	// addi tp,tp,-1
	.byte 0xe3, 0x6d, 0x40, 0xf6	// bltu zero,tp,L10fe8
	addiw s1,zero,100
L11076:
	c.lui a2,0x1f
	fsw fa6,-283(t6)
	amominu.w.rl s11,tp,(t3)
	sc.w.rl s4,s1,(ra)
	remu t2,a4,a3
	mulhsu s9,s4,t5
	mulhu s6,a4,s10
	.byte 0x8f, 0x1a, 0x0c, 0xd8	// fence.i
	sd s11,538(t3)
	c.lui s8,0x2
L1109a:
	bext s9,s4,s0
	froundnx.d fa7,ft4,rup
	mulh tp,tp,s8
	.byte 0x13, 0x0c, 0xfc, 0xff	// addi s8,s8,-1
	.byte 0xe3, 0x68, 0x80, 0xff	// bltu zero,s8,L1109a
	.byte 0xdb, 0xc6, 0xec, 0x62
	xori s7,zero,24
L110b6:
	ror s8,s8,t5
	c.lw a2,112(a1)
	fleq.h a5,fs0,ft9
	fcvt.h.d fa7,fa3
	sltiu a0,a4,4
	sh2add s10,a6,t0
	and a5,a5,a6
	fmv.x.w a2,fs3
	fround.h ft8,ft4,rtz
	orc.b s11,s11
	rem a7,s0,zero
	xori s0,a3,0
	bseti a3,a7,0x0
	sw s0,0(t5)
	.byte 0x0f, 0x98, 0x8b, 0xc0	// fence.i
	slli.uw a5,s3,0x3f
L110f4:
	fnmsub.h fa1,fa6,fs5,ft10,rmm
	fnmsub.d ft10,fs11,ft5,fs2,rne
	prefetch.r 0(s3)
	c.srli a1,0xa
	sh2add.uw s6,a6,a1
	amoxor.w.rl sp,a6,(ra)
	.byte 0x0f, 0x1d, 0x1f, 0x83	// fence.i
	.byte 0x9b, 0x8b, 0xfb, 0xff	// addiw s7,s7,-1
	.byte 0xe3, 0x42, 0x70, 0xfb	// blt zero,s7,L110b6
	.byte 0x93, 0x84, 0xf4, 0xff	// addi s1,s1,-1
	.byte 0xe3, 0x6e, 0x90, 0xf4	// bltu zero,s1,L11076
	.byte 0xd9, 0xb5	// c.j L10fe4
end:
	.byte 0x7b, 0xdd, 0x84, 0xcc
