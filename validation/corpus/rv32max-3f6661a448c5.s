// A program for rv32max, by orrery fuzz.
	.set contents, 0xe9c5062a6aade9c0
	.set budget, 11546
	.set cut.0, 11198
	.set reg.a0, 0x194bda7b
	.set reg.a1, 0xffffffd2
	.set reg.a2, 0x20fff
	.set reg.a4, 0x213d8
	.set reg.a5, 0xd43bcbe3
	.set reg.a6, 0x116c2
	.set reg.fa0, 0xffffffffbf800000
	.set reg.fa3, 0xffffffff41d10000
	.set reg.fa4, 0xd9511394349925a1
	.set reg.fa5, 0xc0697a0000000000
	.set reg.fa6, 0x47ff4efcdb907b6a
	.set reg.fs1, 0xffffffff00000000
	.set reg.fs11, 0xffffffff42cfc000
	.set reg.fs2, 0x380fffffffffffff
	.set reg.fs3, 0x21ce52e8fb21b22d
	.set reg.fs4, 0xffffffff2136d1fe
	.set reg.fs5, 0x9d23d4aecf87191a
	.set reg.fs6, 0xffffffff80000000
	.set reg.fs7, 0xffffffffe71f49e2
	.set reg.fs9, 0x5049949984397456
	.set reg.ft0, 0x44849855cc2a37a3
	.set reg.ft10, 0xc07ce80000000000
	.set reg.ft11, 0xffffffffb35c9d47
	.set reg.ft2, 0xc05de40000000000
	.set reg.ft3, 0xffffffff7fc00000
	.set reg.ft4, 0x5d3ac83c3cf587c5
	.set reg.ft5, 0xffffffff7f7fffff
	.set reg.ft6, 0x4083210000000000
	.set reg.ft7, 0xffffffff7d7f7129
	.set reg.ft9, 0x41e0000000000000
	.set reg.gp, 0xaa791883
	.set reg.ra, 0x1ccd1ada
	.set reg.s0, 0x22005
	.set reg.s1, 0x2100b
	.set reg.s10, 0x119fe
	.set reg.s11, 0x21fff
	.set reg.s3, 0x21030
	.set reg.s4, 0x101c6
	.set reg.s5, 0x5ce40462
	.set reg.s6, 0xadf8ba4c
	.set reg.s7, 0x20f40
	.set reg.s8, 0x30ff0
	.set reg.s9, 0x20
	.set reg.sp, 0xe4566ac7
	.set reg.t0, 0xce7cbe
	.set reg.t1, 0x95881a9
	.set reg.t2, 0x21800
	.set reg.t3, 0x7c2c9959
	.set reg.t4, 0x3e
	.set reg.t5, 0x24002
	.set reg.t6, 0xa
	.set reg.tp, 0xad8992a3
	.skip 0x2a
_start:
L1002a:
	sh2add a5,a4,tp
	fminm.s fa6,ft0,ft7
	c.fsd fa3,152(s0)
	c.sh a2,0(s0)
	amoadd.w.rl s0,s4,(s3)
	fld fs2,-1(s3)
	fmin.s fa4,ft4,ft6
	fnmsub.d ft0,fs11,ft0,ft5
	fround.s ft6,ft5,rtz
	amominu.w.aq s7,s3,(a2)
	cbo.zero (s3)
	fdiv.h fs3,fs5,fs5,rtz
	froundnx.d fs4,fa0,rdn
	fcvt.s.wu fs11,t6,rup
	cbo.inval (a2)
	sb a0,1(s3)
	.byte 0x37, 0x8c, 0x00, 0x00	// lui s8,0x8
L1006a:
	.byte 0x33, 0x00, 0x50, 0x00	// ntl.all
	maxu zero,t4,s5
	amoadd.w.rl s6,a0,(a2)
	auipc a1,0x70b61
	fli.h fs5,1.25
	fle.d t6,fa5,fa5
	fcvt.h.s fa0,ft4,rtz
	.byte 0x0f, 0x9d, 0xd8, 0x6e	// fence.i
	fltq.s s1,fs1,ft2
	srl s11,gp,t0
	slt a0,t1,sp
	flw ft5,-940(a6)
	sw s4,1441(s3)
	bext gp,a4,s4
	fmul.s ft11,fs9,fs6,rtz
	fle.d a4,fs6,ft0
	c.addi s8,-1
	.byte 0xe3, 0x6f, 0x80, 0xfb	// bltu zero,s8,L1006a
	.byte 0xad, 0xbf	// c.j L1002a
end:
	.byte 0x57, 0x0f, 0x55, 0x9f
	c.addi t2,-16
	sw ra,0(t2)
	c.lui t3,0xffff0
	lw t5,64(s3)
	.byte 0x0f, 0x80, 0x1f, 0x57	// fence orw,w
	c.srli64 a4
	wrs.nto
	fsw ft6,0(s3)
	wrs.sto
	fcvt.w.h t6,ft10
	.byte 0xef, 0x00, 0xe0, 0x00	// jal ra,L100e6
	lw ra,0(t2)
	.byte 0x93, 0x83, 0x03, 0x01	// addi t2,t2,16
	c.jr ra
L100e6:
	c.addi t2,-16
	sw ra,0(t2)
	.byte 0x93, 0x8c, 0xfc, 0xff	// addi s9,s9,-1
	.byte 0x63, 0x46, 0x90, 0x01	// blt zero,s9,L100fc
	.byte 0xb7, 0x4c, 0x00, 0x00	// lui s9,0x4
	jal zero,L100fe
L100fc:
	.byte 0xed, 0x37	// c.jal L100e6
L100fe:
	fcvt.wu.s s10,ft9,rmm
	bne t2,s3,L10110
	fdiv.h ft9,fa5,ft2
	fsgnj.s ft0,fs7,ft3
	c.addi16sp sp,-384
L10110:
	lw ra,0(t2)
	.byte 0x93, 0x83, 0x03, 0x01	// addi t2,t2,16
	jalr zero,0(ra)
