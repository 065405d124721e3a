// A program for rv64max, by orrery fuzz.
	.set contents, 0xe6f263a650ff16b1
	.set budget, 5514
	.set cut.0, 3926
	.set cut.1, 4292
	.set cut.2, 4335
	.set cut.3, 5115
	.set cut.4, 5175
	.set cut.5, 5343
	.set reg.a1, 0x1193e
	.set reg.a2, 0x20ffa
	.set reg.a3, 0x7fffffffffffffff
	.set reg.a4, 0x21000
	.set reg.a5, 0x11b52
	.set reg.fa2, 0xffffffffc2c50000
	.set reg.fa6, 0x94e7f6a494f65c80
	.set reg.fa7, 0xffffffff3f800000
	.set reg.fs11, 0x94b04d259aa3e6ee
	.set reg.fs3, 0xc02d800000000000
	.set reg.fs5, 0xffffffff007fffff
	.set reg.fs6, 0xf27e86153e609ca2
	.set reg.fs9, 0x7419d5ce2196c94b
	.set reg.ft3, 0x10000000000000
	.set reg.gp, 0x23ffb
	.set reg.s0, 0x20b30
	.set reg.s1, 0x3f6c511d489dea5a
	.set reg.s11, 0xffffffffffffffe5
	.set reg.s2, 0x8e57fc22166a08d8
	.set reg.s3, 0x211f8
	.set reg.s4, 0x23ff4
	.set reg.s8, 0x52ea736f0fe
	.set reg.s9, 0xfffffffffffffdb1
	.set reg.sp, 0xfd191624d47c7d7b
	.set reg.t0, 0x10f8c
	.set reg.t1, 0xffffffffffffffd1
	.set reg.t2, 0x1f
	.set reg.t3, 0x21290
	.set reg.t4, 0x20ff5
	.set reg.t5, 0x4fe6166
	.set reg.tp, 0x20ff8
	.skip 0xf96
_start:
L10f96:
	bne t2,s3,L10fae
	divw s9,t3,a4
	fdiv.s fa6,fs6,fa7,rtz
	c.xor a3,a4
	fleq.h s1,fs11,fs9
	c.sext.h a3
	fminm.s ft3,ft3,fs5
L10fae:
	clz t1,zero
L10fb2:
	xnor s8,s9,s8
L10fb6:
	.byte 0x63, 0xd9, 0xc7, 0x04	// bge a5,a2,L11008
	fsh fa2,0(tp)
	lh t4,0(tp)
	.byte 0x33, 0x00, 0x50, 0x00	// ntl.all
	div t5,a1,s2
	c.li a2,5
L10fcc:
	prefetch.i -1408(s8)
	rorw a3,a1,t0
	sraiw s0,s0,0x1f
	amomaxu.w.rl s4,t4,(tp)
	fcvt.wu.s s11,fa7,rmm
	.byte 0x9b, 0x6d, 0xf3, 0xc4
	c.ldsp s3,0(sp)
	fcvt.h.wu ft3,gp,rdn
	div t0,s11,s8
	max t5,s9,a1
	lh s3,1128(tp)
	fclass.d s11,fs3
	mul a5,t3,a5
	.byte 0x13, 0x06, 0xf6, 0xff	// addi a2,a2,-1
	.byte 0xe3, 0x15, 0x06, 0xfc	// bne a2,zero,L10fcc
	.byte 0x45, 0xda	// c.beqz a2,L10fb6
L11008:
	.byte 0x1b, 0x03, 0xf3, 0xff	// addiw t1,t1,-1
	.byte 0xe3, 0x13, 0x60, 0xfa	// bne zero,t1,L10fb2
	beq gp,a4,L1101e
	amomaxu.w s3,a2,(tp)
	fcvt.h.wu fa2,s0,rne
	c.srai64 a5
L1101e:
	.byte 0xa5, 0xbf	// c.j L10f96
end:
	.byte 0x02, 0x60
