// A program for rv64max, by orrery fuzz.
	.set contents, 0xc5e303ae833a28c6
	.set budget, 7088
	.set cut.0, 2803
	.set cut.1, 2866
	.set cut.2, 3856
	.set cut.3, 3912
	.set cut.4, 5119
	.set reg.a0, 0x21800
	.set reg.a1, 0x22
	.set reg.a2, 0x21090
	.set reg.a3, 0x20c10
	.set reg.a4, 0x20ffe
	.set reg.a5, 0x116fc
	.set reg.a6, 0x117cc
	.set reg.a7, 0x20b58
	.set reg.fa0, 0xffffffff429cc000
	.set reg.fa1, 0xffffffff3f800000
	.set reg.fa2, 0xffffffff004cbcd4
	.set reg.fa3, 0x757f0d7f60e1e789
	.set reg.fa4, 0xfffffffff12e932d
	.set reg.fa6, 0xffffffffa6092aff
	.set reg.fa7, 0xffffffff7f800000
	.set reg.frm, 0x3
	.set reg.fs0, 0xffffffffe3752cb7
	.set reg.fs10, 0xade88895c797d529
	.set reg.fs2, 0xffffffffc2710000
	.set reg.fs3, 0x7ff0000000000000
	.set reg.fs4, 0xffffffff4f000000
	.set reg.fs5, 0x43e0000000000000
	.set reg.fs9, 0xffffffff294184f5
	.set reg.ft10, 0xc01c800000000000
	.set reg.ft11, 0xffffffffd0a1b3ca
	.set reg.ft2, 0xf71500fb9dddb073
	.set reg.ft6, 0x841b0db95d4fd251
	.set reg.ft9, 0x958551ca48a4a063
	.set reg.ra, 0x16
	.set reg.s0, 0x20ffe
	.set reg.s1, 0x6156cd1a71cd6234
	.set reg.s10, 0x2200a
	.set reg.s2, 0x11614
	.set reg.s3, 0x215d0
	.set reg.s5, 0x22006
	.set reg.s6, 0x11f00
	.set reg.s7, 0x20af8
	.set reg.s8, 0x10ac4
	.set reg.s9, 0x26cd35fe2feb3540
	.set reg.sp, 0x24800
	.set reg.t0, 0x20b78
	.set reg.t3, 0x1763db84085eb83
	.set reg.tp, 0x23ffa
	.skip 0xfd8
_start:
L10fd8:
	c.zext.b a3
	fcvt.w.d a6,fa6
	.byte 0x7b, 0xe4, 0x55, 0x6f
	fsqrt.d fs4,fa1,rmm
	amomaxu.d tp,a5,(a2)
	fcvt.s.h fs3,ft11,rtz
	fcvt.d.w fs9,s3,rtz
	xnor s7,s10,s7
	feq.d a1,fs10,fs10
	fltq.s s0,ft10,ft10
	andi s8,s6,0
	fltq.h s7,fa7,fa1
	sb a6,-1542(sp)
	amomin.d.rl a6,s2,(a4)
	fcvt.wu.d a6,fa3,rne
	fmul.h fa6,ft10,fs0,rtz
	c.j L10fd8
end:
	.byte 0xa3, 0x57, 0xb3, 0x18
	c.addi a0,-16
	sd ra,0(a0)
	fmul.s fa4,ft2,ft6,rmm
	c.li s1,19
	c.lui tp,0x1e
L1102a:
	slt s7,s5,tp
	and t0,s6,a3
	sext.h a5,a2
	fround.s ft2,ft2,rne
	wrs.sto
	fcvt.h.s ft11,fa4,rdn
	fcvt.d.lu fs5,t3,rdn
	fmsub.d ft6,ft9,fa7,fs2,rmm
	subw a6,sp,a3
	rol t3,s9,a4
	.byte 0x13, 0x02, 0xf2, 0xff	// addi tp,tp,-1
	.byte 0xe3, 0x1a, 0x02, 0xfc	// bne tp,zero,L1102a
	ld ra,0(a0)
	c.addiw a0,16
	c.jr ra
	c.addi a0,-16
	sd ra,0(a0)
	remu a1,a1,t0
	fmsub.s fa1,fa0,fs2,fa2,rup
	c.subw a5,a4
	sll tp,a5,a1
	amominu.w.rl a7,s9,(a2)
	ld ra,0(a0)
	c.addiw a0,16
	jalr zero,0(ra)
