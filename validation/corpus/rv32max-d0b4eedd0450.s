// A program for rv32max, by orrery fuzz.
	.set contents, 0x85f7a3306527784b
	.set budget, 11012
	.set cut.0, 478
	.set cut.1, 536
	.set cut.2, 4635
	.set cut.3, 4691
	.set cut.4, 7700
	.set cut.5, 9034
	.set reg.a0, 0x21c00
	.set reg.a1, 0x21800
	.set reg.a4, 0x743cb803
	.set reg.a5, 0x20db0
	.set reg.a6, 0xffffffff
	.set reg.fa1, 0xaf5426e3b0cc400d
	.set reg.fa2, 0xc049600000000000
	.set reg.fa3, 0xffffffff7f800001
	.set reg.fa4, 0x4070ed0000000000
	.set reg.fa6, 0xfff0000000000000
	.set reg.frm, 0x5
	.set reg.fs3, 0xffffffff92cc5355
	.set reg.gp, 0x306f8
	.set reg.ra, 0x4d8bacaa
	.set reg.s1, 0x24800
	.set reg.s11, 0x21ff8
	.set reg.s3, 0x21008
	.set reg.s5, 0x20658
	.set reg.s6, 0x20858
	.set reg.s8, 0x21828
	.set reg.sp, 0x101a6
	.skip 0x36
_start:
L10036:
	c.fswsp fa6,252(sp)
	sub s8,gp,a4
	c.j L10036
end:
	.byte 0x0f, 0x32, 0x48, 0x21
	xori a1,a1,16
	sw ra,0(a1)
	c.slli s5,0x16
	cbo.clean (s3)
	lw ra,0(a1)
	c.addi a1,16
	jalr zero,0(ra)
	xori a1,a1,16
	sw ra,0(a1)
	fcvt.s.w fa3,sp,rtz
	c.sw a4,120(s1)
	c.zext.b a0
	ctz s11,s3
	fround.h fa3,fa1,rmm
	fnmadd.d fa4,fa4,fa2,fs3,rne
	jal ra,L10082
	lw ra,0(a1)
	c.addi a1,16
	c.jr ra
L10082:
	xori a1,a1,16
	sw ra,0(a1)
	rem a6,s6,a5
	lw ra,0(a1)
	c.addi a1,16
	jalr zero,0(ra)
