// A program for rv32max, by orrery fuzz.
	.set contents, 0x930c8239392f94ce
	.set budget, 12371
	.set cut.0, 6838
	.set cut.1, 10584
	.set reg.a0, 0x20ffe
	.set reg.a1, 0xa730b6aa
	.set reg.a2, 0x30288
	.set reg.a3, 0x21004
	.set reg.a4, L11022
	.set reg.a5, 0x21800
	.set reg.a6, 0x20da0
	.set reg.a7, 0x91c
	.set reg.fa0, 0x7fefffffffffffff
	.set reg.fa2, 0xffffffffff800000
	.set reg.fa4, 0x762c1ad26f9e5785
	.set reg.fa7, 0x27c397efe6f8decc
	.set reg.fs0, 0xffffffff427f0000
	.set reg.fs1, 0x4af3da60f9c9a57e
	.set reg.fs10, 0xc3e0000000000000
	.set reg.fs2, 0xffffffffe90d1254
	.set reg.fs3, 0xe4a0b560d0561d29
	.set reg.fs4, 0xffffffff00000000
	.set reg.fs6, 0xc3e0000000000000
	.set reg.fs7, 0xc070600000000000
	.set reg.fs8, 0xfff0000000000000
	.set reg.ft0, 0x7d37fcfb3772ec34
	.set reg.ft1, 0xffffffffc2208000
	.set reg.ft10, 0x400d800000000000
	.set reg.ft11, 0x3ff0000000000000
	.set reg.ft2, 0xffffffff00800000
	.set reg.ft3, 0x7ff0000000000001
	.set reg.ft5, 0xffffffff7fc00000
	.set reg.ft6, 0x793bd9c93c8d6f57
	.set reg.ft7, 0xffffffff809a7b1b
	.set reg.ft8, 0x7ff8000000000000
	.set reg.ft9, 0xffffffffc29d0000
	.set reg.gp, 0x20ff0
	.set reg.ra, 0x118e4
	.set reg.s0, 0x23946
	.set reg.s1, 0x2c8c2453
	.set reg.s10, 0x2329a
	.set reg.s11, 0x24800
	.set reg.s2, L110c2
	.set reg.s3, 0x602a1693
	.set reg.s4, 0x21638
	.set reg.s5, L10fba
	.set reg.s6, 0xfffffff8
	.set reg.s7, 0x467f7908
	.set reg.s8, 0xfffffff2
	.set reg.sp, 0x23a8f
	.set reg.t0, 0xc49919ef
	.set reg.t1, 0x78f8ba01
	.set reg.t2, L11034
	.set reg.t3, 0x21490
	.set reg.t4, 0xd42f0e7
	.set reg.t5, 0x21e58
	.set reg.t6, 0x20fa8
	.set reg.tp, L11028
	.skip 0xf96
_start:
L10f96:
	.byte 0xb7, 0x15, 0x00, 0x00	// lui a1,0x1
L10f9a:
	c.srli64 s0
	clmulh zero,a3,ra
	fmsub.d ft8,ft6,ft8,ft3,rtz
	c.li gp,29
L10fa6:
	flt.s a2,fa4,fs10
	amomin.w.aq t4,t6,(s11)
	max t1,zero,s1
	.byte 0xb3, 0x04, 0x30, 0x01	// add s1,zero,s3
	ori s3,t1,0
L10fba:
	fminm.h fs0,fs8,fs0
	ror s7,s6,a3
	sw s1,0(s5)
	.byte 0x0f, 0x98, 0x8b, 0xc0	// fence.i
	fcvt.d.s fs7,fs6,rdn
	fmaxm.h fa5,fs3,fs4
	lb t4,1546(s11)
	fminm.s fa5,ft10,fa0
	sh3add a3,t1,a3
	c.addi gp,-1
	.byte 0xe3, 0x63, 0x30, 0xfc	// bltu zero,gp,L10fa6
	auipc t4,0x0
L10fe8:
	fmv.w.x ft7,a2
	fcvt.d.s fs1,fs1,rtz
	.byte 0x93, 0x8e, 0xfe, 0xff	// addi t4,t4,-1
	.byte 0xe3, 0x1a, 0xd0, 0xff	// bne zero,t4,L10fe8
	.byte 0x93, 0x85, 0xf5, 0xff	// addi a1,a1,-1
	.byte 0xd9, 0xfd	// c.bnez a1,L10f9a
	addi a7,zero,674
L11002:
	lh t0,955(s11)
	fcvt.d.h ft6,ft7,rdn
	feq.d s0,ft1,fs0
	sra s7,a4,zero
	srli a4,tp,0x0
	sra tp,t2,zero
	.byte 0x93, 0x83, 0x0b, 0x00	// addi t2,s7,0
	jalr zero,0(a4)
L11022:
	fmsub.s ft7,ft11,fs0,ft7,rne
	c.j L11044
L11028:
	c.lh a1,2(s0)
	cbo.clean (t6)
	fsgnjx.h ft1,fs10,ft2
	c.j L11044
L11034:
	binv sp,s1,s7
	flt.d s10,fa7,ft5
	fsw fs8,-1(a0)
	jal zero,L11044
L11044:
	c.addi a7,-1
	.byte 0xe3, 0x9e, 0x08, 0xfa	// bne a7,zero,L11002
	srl s6,sp,s11
	min sp,t1,s10
	feq.h s10,fs10,fa2
	c.addi4spn a2,sp,100
	mulhsu s10,s4,s0
	csrrwi a2,fflags,21
	zext.h t5,a2
	froundnx.h fa6,fs3,rmm
	sext.b sp,sp
	auipc t3,0xfffff
	flh fs0,795(t6)
	c.slli a3,0x7
	fmax.h fs8,fs3,fs2
	bge a5,a2,L11096
	rol a2,s8,s5
	sra s0,t5,t5
	ror zero,t3,ra
	remu t4,t4,s3
	amoxor.w.aqrl a3,a3,(s11)
	lr.w.rl a1,(t6)
L11096:
	c.lui a6,0x17
L11098:
	clz zero,a2
	fnmadd.h fa2,fs1,ft0,fs2,rne
	max zero,zero,zero
	fsd fs7,248(t6)
	c.mul a2,a3
	fminm.d ft9,ft5,ft5
	fcvt.h.w fs2,s2,rne
	clz a1,t3
	.byte 0x13, 0x08, 0xf8, 0xff	// addi a6,a6,-1
	.byte 0xe3, 0x6f, 0x00, 0xfd	// bltu zero,a6,L11098
	.byte 0xe1, 0xbd	// c.j L10f96
end:
	.byte 0x78, 0x94
L110c2:
	xori a5,a5,16
	sw ra,0(a5)
	cbo.inval (t6)
	c.addi16sp sp,432
	lw ra,0(a5)
	c.addi a5,16
	c.jr ra
