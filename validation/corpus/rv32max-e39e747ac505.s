// A program for rv32max, by orrery fuzz.
	.set contents, 0xb8b376417678b927
	.set budget, 49787
	.set reg.a0, 0x12138371
	.set reg.a1, L11052
	.set reg.a2, 0x20ff8
	.set reg.a3, 0x20e10
	.set reg.a4, 0x21168
	.set reg.a5, 0x30750
	.set reg.a7, 0xd18878e5
	.set reg.fa1, 0x3ea6739cabf9be96
	.set reg.fa2, 0x40802b8000000000
	.set reg.fa4, 0xc073440000000000
	.set reg.fa7, 0xffffffffa97273b7
	.set reg.fs0, 0x7152eb3391ca7690
	.set reg.fs1, 0x4081a90000000000
	.set reg.fs10, 0xb101e6e750f44a9f
	.set reg.fs11, 0xffffffffc2410000
	.set reg.fs4, 0xffffffff7f800000
	.set reg.fs9, 0x63488f0be7b8a3d8
	.set reg.ft0, 0x4076260000000000
	.set reg.ft4, 0xffffffffb975e166
	.set reg.ft9, 0x407f8b0000000000
	.set reg.gp, 0x21c10
	.set reg.ra, 0xca7da356
	.set reg.s0, 0x10006
	.set reg.s1, L11068
	.set reg.s10, 0x9302a5c6
	.set reg.s6, 0xbd1785fb
	.set reg.s7, 0x23ffd
	.set reg.s8, 0x21ff9
	.set reg.s9, L1105a
	.set reg.sp, 0x21438
	.set reg.t0, 0xaddb06d7
	.set reg.t1, 0x22
	.set reg.t2, 0xdeb5a876
	.set reg.t3, 0x4709aaad
	.set reg.t4, 0x24003
	.set reg.t6, 0x12d7
	.set reg.tp, 0x20ff4
	.skip 0xfbe
_start:
	.byte 0x63, 0x8f, 0xe1, 0x06	// beq gp,a4,L1103c
	sext.b s10,s10
	csrrwi s0,fflags,3
	fmvh.x.d a0,ft0
	clz gp,zero
L10fd2:
	c.swsp s6,16(sp)
	amocas.d s6,s6,(a2)
	cbo.flush (tp)
	fmin.d fs4,ft4,fs1
	cpop a7,tp
	fcvt.wu.s a7,fa4,rtz
	c.slli sp,0x8
	amocas.d.rl s8,t3,(a2)
	feq.h sp,fa7,ft3
	prefetch.w 0(s0)
	andn t0,tp,a5
	c.fsdsp fa1,232(sp)
	fli.d fs9,4.0
	amocas.w zero,t4,(a2)
	fleq.s a1,fs6,fs0
	fsub.s ft9,fs11,ft4
	c.not a3
	fmadd.s fs6,fs4,ft9,fs11,rmm
	andi a4,tp,1
	sltiu s10,a1,1050
	csrrs t0,frm,ra
	fround.h ft4,ft5,rne
	lui t2,0xdfb1f
	fsgnj.d fa7,ft4,fs11
	c.beqz a5,L11034
	binv t6,gp,gp
	c.fld fa2,8(s0)
	c.mul a3,s1
L11034:
	.byte 0x93, 0x81, 0xf1, 0xff	// addi gp,gp,-1
	.byte 0xe3, 0x6d, 0x30, 0xf8	// bltu zero,gp,L10fd2
L1103c:
	.byte 0x18, 0x97
	srli t0,a1,0x0
	maxu a1,zero,s9
	srli s9,s1,0x0
	sra s1,t0,zero
	jalr zero,0(a1)
L11052:
	lh a4,-4(a2)
	jal zero,L1106a
L1105a:
	fcvt.h.s fs9,fs10
	slli t1,a0,0x10
	sext.h s6,s6
	c.j L1106a
L11068:
	c.j L1106a
L1106a:
	c.fsdsp ft5,408(sp)
end:
	.byte 0x1a, 0x1d
