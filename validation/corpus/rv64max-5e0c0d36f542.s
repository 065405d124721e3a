// A program for rv64max, by orrery fuzz.
	.set contents, 0x759d147f0612e420
	.set budget, 48473
	.set cut.0, 13201
	.set cut.1, 13250
	.set cut.2, 25822
	.set cut.3, 37179
	.set reg.a0, 0x23e0b
	.set reg.a1, 0x2b6f5d3
	.set reg.a2, L10154
	.set reg.a3, 0x1d09a1c7
	.set reg.a4, L10090
	.set reg.a5, 0x1d
	.set reg.a6, 0x7e97e1bf4e292ea9
	.set reg.a7, 0x23ff9
	.set reg.fa0, 0xffffffffbf800000
	.set reg.fa1, 0xffffffffcf000000
	.set reg.fa2, 0xffffffff4f000000
	.set reg.fa3, 0xffffffff7f7fffff
	.set reg.fa4, 0xfff0000000000000
	.set reg.frm, 0x5
	.set reg.fs1, 0xffffffff412a0000
	.set reg.fs11, 0x40808a8000000000
	.set reg.fs2, 0xb34de7dec5f1a3bf
	.set reg.fs3, 0x380fffffffffffff
	.set reg.fs9, 0xffffffff42b60000
	.set reg.ft0, 0x711f9c2b72f3cced
	.set reg.ft1, 0x923a83fcc8cc59c0
	.set reg.ft10, 0x4070e30000000000
	.set reg.ft11, 0x1
	.set reg.ft2, 0x40733e0000000000
	.set reg.ft3, 0xffffffff0c085f04
	.set reg.ft4, 0xffffffff7370a937
	.set reg.ft6, 0xffffffff3f800000
	.set reg.ft7, 0x41e0000000000000
	.set reg.ft8, 0x52d182bf9de41d47
	.set reg.gp, L10142
	.set reg.ra, 0x21005
	.set reg.s0, 0x218f8
	.set reg.s1, 0x20ef8
	.set reg.s10, 0xefedb5a13b17ab9
	.set reg.s11, 0x21800
	.set reg.s2, L1016c
	.set reg.s3, 0x30ed8
	.set reg.s4, 0x206e8
	.set reg.s5, L1013a
	.set reg.s6, 0x23613
	.set reg.s7, 0x30ec8
	.set reg.s8, 0x21010
	.set reg.s9, 0x30568
	.set reg.sp, 0x21eb8
	.set reg.t0, 0x2
	.set reg.t1, 0x1c1d9f7680b
	.set reg.t2, 0x20528
	.set reg.t3, 0x10bb4
	.set reg.t4, 0x80000000
	.set reg.t5, 0x20408
	.set reg.t6, 0x44
	.set reg.tp, 0x20fff
	.skip 0x60
_start:
L10060:
	auipc s4,0x0
L10064:
	divu t5,s2,a7
	bexti a1,s6,0x20
	fmv.h.x ft1,tp
	c.srai64 s1
	c.addiw gp,6
	sh1add.uw zero,s6,zero
	xori s9,a1,0
	bseti a1,a3,0x0
	.byte 0x93, 0x86, 0x0c, 0x00	// addi a3,s9,0
	.byte 0x23, 0x20, 0xb7, 0x00	// sw a1,0(a4)
	prefetch.w -224(t1)
	orc.b s3,t2
L10090:
	fadd.d fa1,fa3,fa1
	sh1add.uw t4,a6,t4
	fsgnjn.h fs11,fs11,fs1
	amominu.w gp,a1,(s8)
	c.mul a5,a2
	fadd.s fa4,ft4,fs9,rdn
	fcvt.s.w fa4,s5,rtz
	fnmadd.d ft8,ft6,fa3,ft10
	sub s7,s11,s7
	c.addi4spn a0,sp,676
	fcvt.w.s s10,ft10,rup
	amocas.q.aqrl s6,s10,(s8)
	fcvt.h.lu fs1,a6
	c.sub s1,s1
	froundnx.d fs3,fs3,rne
	c.addi s4,-1
	.byte 0xe3, 0x1e, 0x0a, 0xf8	// bne s4,zero,L10064
	bge a2,gp,L100e4
	fminm.s fs2,ft7,fa0
	fclass.s sp,ft7
	div sp,s1,s6
	auipc a0,0x176ff
	amoswap.d.aqrl sp,s0,(s8)
L100e4:
	jal ra,L100f2
	.byte 0xef, 0x00, 0x00, 0x02	// jal ra,L10108
	.byte 0x95, 0xbf	// c.j L10060
end:
	.byte 0xa7, 0xec, 0x6c, 0x89
L100f2:
	c.addiw s11,-16
	sd ra,0(s11)
	cpop t3,t1
	ld ra,0(s11)
	.byte 0x93, 0x8d, 0x0d, 0x01	// addi s11,s11,16
	jalr zero,0(ra)
L10108:
	c.addiw s11,-16
	sd ra,0(s11)
	slli.uw a2,tp,0x3f
	c.srai64 s1
	divuw t0,t6,t6
	lw s3,-1(t2)
	slli s0,s5,0x1c
	divu a0,a1,a6
	c.swsp s4,104(sp)
	rol t6,s5,zero
	rem s5,gp,zero
	rol gp,a2,zero
	bseti a2,t6,0x0
	jalr zero,0(s5)
L1013a:
	remw a6,a6,t3
	c.and s0,a1
	c.j L10162
L10142:
	fmv.h.x ft8,t3
	fcvt.w.h t0,ft11,rne
	fcvtmod.w.d sp,ft11,rtz
	clmul t0,a4,s9
	c.j L10162
L10154:
	amomaxu.w.aqrl s3,ra,(s8)
	lw a7,-1024(s8)
	slt s0,a1,a7
	c.j L10162
L10162:
	ld ra,0(s11)
	.byte 0x93, 0x8d, 0x0d, 0x01	// addi s11,s11,16
	c.jr ra
L1016c:
	c.addiw s11,-16
	sd ra,0(s11)
	c.addi a5,-1
	bltu zero,a5,L1017e
	auipc a5,0x0
	c.j L10182
L1017e:
	jal ra,L1016c
L10182:
	fdiv.h fa3,ft10,fa2,rdn
	fmv.w.x ft2,zero
	cpopw sp,sp
	wrs.sto
	sub t0,s8,s11
	flt.d zero,ft0,ft3
	fmv.d.x fs3,gp
	amocas.q.aq a6,tp,(s8)
	c.swsp a2,252(sp)
	ld ra,0(s11)
	.byte 0x93, 0x8d, 0x0d, 0x01	// addi s11,s11,16
	jalr zero,0(ra)
