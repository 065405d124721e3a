// A program for rv32max, by orrery fuzz.
	.set contents, 0x444c1c958170c22c
	.set budget, 8998
	.set cut.0, 694
	.set cut.1, 703
	.set cut.2, 3075
	.set cut.3, 3103
	.set reg.a0, 0x200a8
	.set reg.a1, 0x21038
	.set reg.a3, 0x17
	.set reg.a5, 0x2a5d255c
	.set reg.fa0, 0xc056680000000000
	.set reg.fa1, 0x940ab7dec30399a3
	.set reg.fa2, 0xffffffff00000000
	.set reg.fflags, 0x4
	.set reg.frm, 0x2
	.set reg.fs2, 0xb90e69f271395a07
	.set reg.fs9, 0x3690000000000000
	.set reg.ft4, 0xffffffffcf000000
	.set reg.ft5, 0xffffffff7f7fffff
	.set reg.ft9, 0x40611c0000000000
	.set reg.gp, 0x21e98
	.set reg.ra, 0x21be0
	.set reg.s0, 0x6c189bdf
	.set reg.s1, 0x24800
	.set reg.s10, 0x20ffc
	.set reg.s11, 0x21f80
	.set reg.s3, 0x21800
	.set reg.s4, 0x22009
	.set reg.s7, 0x33e59364
	.set reg.s8, 0xe78ddb3
	.set reg.sp, 0xc1a4abaf
	.set reg.t2, L100a2
	.set reg.tp, 0x364695ff
	.skip 0x6a
_start:
	.byte 0xef, 0x00, 0xc0, 0x04	// jal ra,L100b6
	.byte 0x9d, 0xe3	// c.bnez a5,L10094
	add s4,a0,a1
	lbu tp,-1(s1)
	fcvt.s.h fa2,fs9,dyn
	orc.b gp,zero
	.byte 0x33, 0x00, 0x30, 0x00	// ntl.pall
	fcvt.wu.s s4,fa0,rne
	fsqrt.d ft9,fa0,rtz
	fcvt.s.h fs2,fs9
	fcvt.d.w ft5,s10,rmm
L10094:
	.byte 0x2d, 0xd8	// c.beqz s0,0x10006
	.byte 0x13, 0x02, 0x01, 0x00	// addi tp,sp,0
	maxu sp,s8,s8
	srli s8,tp,0x0
L100a2:
	amominu.w s7,s10,(s1)
	froundnx.h fa1,fa1,rtz
	sw sp,0(t2)
	.byte 0x8f, 0x9f, 0x85, 0xea	// fence.i
end:
	.byte 0x3b, 0xbd, 0xeb, 0x92
L100b6:
	.byte 0x93, 0x89, 0x09, 0xff	// addi s3,s3,-16
	sw ra,0(s3)
	c.addi a3,-1
	bne zero,a3,L100ca
	auipc a3,0x0
	c.j L100ce
L100ca:
	.byte 0xef, 0xf0, 0xdf, 0xfe	// jal ra,L100b6
L100ce:
	fmvp.d.x ft4,s7,s11
	lw ra,0(s3)
	c.addi s3,16
	jalr zero,0(ra)
