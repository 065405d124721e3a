// A program for rv64max, by orrery fuzz.
	.set contents, 0x2b168b58abb54fcd
	.set budget, 92154
	.set cut.0, 21313
	.set cut.1, 21326
	.set reg.a0, 0x21978
	.set reg.a1, 0x21009
	.set reg.a2, 0x30c50
	.set reg.a3, 0x11788
	.set reg.a4, 0x21ac8
	.set reg.a6, 0x10d7c
	.set reg.a7, L10ff4
	.set reg.fa2, 0xffffffffc2c20000
	.set reg.fa3, 0x43e0000000000000
	.set reg.fa4, 0xffffffffb2ffa19f
	.set reg.fa5, 0xffffffffcf000000
	.set reg.fa6, 0x4070ca0000000000
	.set reg.fflags, 0x3
	.set reg.frm, 0x2
	.set reg.fs0, 0x7ff0000000000000
	.set reg.fs2, 0x8d7b8b10349fd2a5
	.set reg.fs3, 0x7c2e29b8e293117
	.set reg.fs7, 0x380fffffffffffff
	.set reg.fs8, 0xffffffff93987ef0
	.set reg.fs9, 0x1
	.set reg.ft10, 0x38d68c64fa291f97
	.set reg.ft11, 0x1
	.set reg.ft2, 0xfff0000000000000
	.set reg.ft3, 0x528c8f99b944f1ce
	.set reg.ft5, 0x5dff0b9ec28535de
	.set reg.ft6, 0x3690000000000000
	.set reg.ft7, 0xffffffff417c0000
	.set reg.ft8, 0x9c5f1a3b0301435b
	.set reg.gp, 0x9f9dd43e2135f71
	.set reg.ra, 0x20338
	.set reg.s0, 0x23108
	.set reg.s1, 0x21978
	.set reg.s10, 0xee460e7b021976c8
	.set reg.s11, 0x41d0d19b
	.set reg.s2, 0x20ff4
	.set reg.s3, 0x20fd0
	.set reg.s4, 0x20aa0
	.set reg.s5, 0x8000
	.set reg.s9, 0x211e8
	.set reg.t2, 0x30248
	.set reg.t3, 0x20a28
	.set reg.tp, 0x21a097d3
	.skip 0xf8a
_start:
L10f8a:
	bge a2,gp,L10fa4
	fround.s fs8,fs8,rtz
	amomaxu.w.aqrl s5,a3,(s3)
	c.srai64 a1
	fleq.s a1,fa4,fa4
	srlw a4,a7,tp
	fmin.h ft6,ft5,ft2
L10fa4:
	fmax.h ft11,ft3,fa3
	fsgnj.d ft8,ft8,ft6
	srli s4,zero,0x3d
	slt t3,a1,s5
	c.fld fs0,24(a3)
	fli.s fa5,min
	c.srai a3,0x18
	fleq.d a0,fs2,ft3
	fminm.d fs0,fs7,ft10
	prefetch.r -992(gp)
	sh1add s0,s0,s9
	fle.s ra,fa2,ft11
	max s1,gp,ra
	sub s10,s11,zero
	rem s11,tp,zero
	.byte 0x13, 0x02, 0x0d, 0x00	// addi tp,s10,0
	sw s11,0(a7)
	.byte 0x0f, 0x98, 0x8b, 0xc0	// fence.i
	fclass.d s4,fa6
	.byte 0x0f, 0x0e, 0x38, 0x83	// fence.tso
	fleq.h t2,ft3,ft7
L10ff4:
	sraiw gp,ra,0x1d
	c.bnez a2,L11004
	rem a3,s2,a6
	froundnx.s fs9,fs3,rne
	c.ntl.pall
L11004:
	.byte 0x59, 0xb7	// c.j L10f8a
end:
	.byte 0x4b, 0xf7, 0x7b, 0x37
