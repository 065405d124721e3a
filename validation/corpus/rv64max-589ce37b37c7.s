// A program for rv64max, by orrery fuzz.
	.set contents, 0x5dc293f0c24d94f5
	.set budget, 21143
	.set cut.0, 21068
	.set reg.a0, 0x21500
	.set reg.a1, L10068
	.set reg.a4, 0xaada3ea5e24a872f
	.set reg.a5, 0x217f8
	.set reg.a7, L1004e
	.set reg.fa0, 0x628fbd5dd757242e
	.set reg.fa1, 0x3690000000000000
	.set reg.fa3, 0x1
	.set reg.fa5, 0xffffffffff0c133e
	.set reg.fa6, 0xc075350000000000
	.set reg.fa7, 0xffffffff42c68000
	.set reg.fflags, 0xe
	.set reg.frm, 0x3
	.set reg.fs0, 0xffffffff00000001
	.set reg.fs1, 0xffffffffcf000000
	.set reg.fs11, 0xffffffffbf800000
	.set reg.fs3, 0xffffffff3f800000
	.set reg.fs6, 0xffffffff41760000
	.set reg.ft0, 0xffffffff427d0000
	.set reg.ft10, 0x10000000000000
	.set reg.ft11, 0x41e0000000000000
	.set reg.ft3, 0xffffffff00800000
	.set reg.ft4, 0xfff0000000000000
	.set reg.ft6, 0x9cfe2c31e27c5a29
	.set reg.ft9, 0xffffffff1b4c9577
	.set reg.ra, 0x20848
	.set reg.s0, 0x30b50
	.set reg.s1, 0x10950
	.set reg.s11, 0x11
	.set reg.s2, L1005e
	.set reg.s3, 0x20610
	.set reg.s4, 0xfffffbd8715ff772
	.set reg.s5, 0x218f8
	.set reg.s9, 0x20ffd
	.set reg.sp, 0x24800
	.set reg.t1, 0x30350
	.set reg.t6, 0x20ff3
	.skip 0x3a
_start:
L1003a:
	.byte 0x13, 0x83, 0x08, 0x00	// addi t1,a7,0
	sub a7,s2,zero
	bseti s2,a1,0x0
	rol a1,t1,zero
	jalr zero,0(a7)
L1004e:
	amominu.w.aqrl a0,ra,(sp)
	ror a1,zero,sp
	fleq.h s1,ft3,fs1
	jal zero,L1007e
L1005e:
	c.not s0
	feq.d s3,fs6,ft0
	jal zero,L1007e
L10068:
	fltq.s a7,fa3,ft3
	fsqrt.h ft10,ft10,rne
	fmul.d fa6,fs1,fa6,rmm
	fmsub.h fa7,fs0,fs3,fs3,rdn
	flt.s zero,fs3,ft3
	c.j L1007e
L1007e:
	c.beqz a5,L10088
	fmul.h fa0,ft6,fa0
	fcvt.d.l ft4,a0
L10088:
	csrrs a4,fcsr,zero
	remuw s5,s4,s9
	fcvt.s.wu fs11,s11,rne
	sh1add.uw t6,a0,t6
	fround.d fa7,ft9,rtz
	fmsub.h fa5,ft11,ft11,fa1,rne
	.byte 0x6f, 0xf0, 0xbf, 0xf9	// jal zero,L1003a
end:
	.byte 0x36, 0x70
