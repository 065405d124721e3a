// A program for rv32max, by orrery fuzz.
	.set contents, 0x5b8b383ff3492d56
	.set budget, 50662
	.set reg.a2, 0x23e34
	.set reg.a6, 0x21678
	.set reg.fa0, 0xfffffffffffff
	.set reg.fa1, 0x41e0000000000000
	.set reg.fa2, 0x7fefffffffffffff
	.set reg.frm, 0x2
	.set reg.fs4, 0x10000000000000
	.set reg.ft10, 0xc0665e0000000000
	.set reg.ft9, 0xffffffffc2668000
	.set reg.gp, 0x106b6
	.set reg.s10, L1009c
	.set reg.s2, 0x20ffc
	.set reg.s3, 0x20f30
	.set reg.s5, 0x21ee8
	.set reg.s7, L100a2
	.set reg.s8, L10096
	.set reg.sp, 0x36e122a6
	.set reg.t0, 0xffffffc7
	.set reg.t1, 0xae831e9d
	.set reg.t2, 0x5ae46d63
	.set reg.tp, 0xa76de72f
	.skip 0x7e
_start:
L1007e:
	fmaxm.h fa2,fs4,ft10
	srli t2,s8,0x0
	add s8,s10,zero
	ori s10,s7,0
	sub s7,t2,zero
	jalr zero,0(s8)
L10096:
	auipc a6,0xc17ca
	c.j L100b2
L1009c:
	amocas.d.rl sp,tp,(s3)
	c.j L100b2
L100a2:
	amomin.w.aqrl a2,s5,(s3)
	fsub.h fa1,fa0,ft9,rtz
	amominu.w.aq t1,a2,(s2)
	jal zero,L100b2
L100b2:
	jal zero,L1007e
end:
	.byte 0x8b, 0xbd, 0x4d, 0x04
