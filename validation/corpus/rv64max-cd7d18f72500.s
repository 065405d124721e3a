// A program for rv64max, by orrery fuzz.
	.set contents, 0x38ab1aef1e3d8ddc
	.set budget, 81170
	.set reg.a0, 0x307d0
	.set reg.fflags, 0xa
	.set reg.frm, 0x1
	.set reg.fs7, 0xdf56bd4917cec7b2
	.set reg.s1, 0x20cf8
	.set reg.s4, 0xa1a191db90f873e
	.set reg.s8, L10036
	.set reg.t2, 0x4834e013
	.set reg.t5, 0x60101e93
	.skip 0x22
_start:
L10022:
	sub a0,t2,zero
	xori t2,t5,0
	rol t5,a0,zero
	sw t2,0(s8)
	fcvt.h.lu fs7,s4,rne
L10036:
	prefetch.w 1152(s1)
	jal zero,L10022
end:
	.byte 0xff, 0xc2, 0xd3, 0xdd
