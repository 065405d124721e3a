// A program for rv64max, by orrery fuzz.
	.set contents, 0x58f1c451d1128831
	.set budget, 6890
	.set cut.0, 5871
	.set cut.1, 6736
	.set reg.a0, 0x218f8
	.set reg.a1, 0xa2f78953
	.set reg.a2, 0x80
	.set reg.a3, 0x23440
	.set reg.a4, 0x206e8
	.set reg.a5, L1007e
	.set reg.a6, 0x23ffe
	.set reg.a7, 0x1010a
	.set reg.fa0, 0xffffffffc1c00000
	.set reg.fa1, 0xffffffff415e0000
	.set reg.fa2, 0xe18516e5bccf4426
	.set reg.fa4, 0x4059180000000000
	.set reg.fa5, 0x5177cd8e812fbfc9
	.set reg.fa7, 0xc083690000000000
	.set reg.fs0, 0x40757a0000000000
	.set reg.fs1, 0x54d24470f6bd2a48
	.set reg.fs10, 0xffffffff5f000000
	.set reg.fs11, 0xffffffffff800000
	.set reg.fs3, 0x4064d40000000000
	.set reg.fs4, 0x380fffffffffffff
	.set reg.fs5, 0xdffe9cb23bd82f2e
	.set reg.fs7, 0xc0693e0000000000
	.set reg.fs8, 0xffffffff00000000
	.set reg.fs9, 0xffffffff007fffff
	.set reg.ft0, 0x406d420000000000
	.set reg.ft1, 0x4071ce0000000000
	.set reg.ft11, 0x43e0000000000000
	.set reg.ft2, 0x7ff8000000000000
	.set reg.ft4, 0xffffffff42640000
	.set reg.ft5, 0xffffffff80000000
	.set reg.ft6, 0xc3e0000000000000
	.set reg.ft7, 0x7ff8000000000000
	.set reg.ft8, 0xffffffff007fffff
	.set reg.ft9, 0xffffffffc2180000
	.set reg.gp, 0x21338
	.set reg.ra, 0x24800
	.set reg.s0, L10086
	.set reg.s1, 0x352286f268ba4568
	.set reg.s10, 0x917a1029
	.set reg.s11, 0x22006
	.set reg.s2, 0x209e0
	.set reg.s3, 0xadad744be9550ef0
	.set reg.s4, 0xedceaf7787d1fd7d
	.set reg.s5, 0x7260caffa9979d56
	.set reg.s6, 0x20fd8
	.set reg.s7, 0x21002
	.set reg.s8, L1006e
	.set reg.s9, 0x20ec8
	.set reg.sp, 0x6feebb5f4cc81c6e
	.set reg.t0, 0x20fff
	.set reg.t1, 0x209e0
	.set reg.t2, 0x300f8
	.set reg.t3, 0x21138
	.set reg.t4, 0xf01f8553
	.set reg.t5, 0x7fff
	.set reg.t6, L1009e
	.set reg.tp, 0x20d60
	.skip 0x5c
_start:
L1005c:
	sub a3,s8,zero
	bseti s8,a5,0x0
	rol a5,s0,zero
	bseti s0,a3,0x0
	c.jr s8
L1006e:
	c.fsd fs0,96(s1)
	divw s7,s10,s11
	.byte 0xb3, 0x84, 0x94, 0x40	// sub s1,s1,s1
	sra zero,t1,s2
	c.j L10092
L1007e:
	sh2add t1,s11,a3
	jal zero,L10092
L10086:
	andn s7,t0,s6
	fcvt.d.s ft11,ft0,rup
	jal zero,L10092
L10092:
	xori a2,a1,0
	srai a1,t4,0x0
	rem t4,a2,zero
L1009e:
	fle.d s2,fa5,fa5
	fcvt.s.l fs3,s3,rdn
	sw a1,0(t6)
	xori s7,zero,11
L100ae:
	fsgnjx.h fa2,fa5,fs1
	fmadd.s fs4,fa0,ft4,fs11,rne
	rori a4,a0,0x1
	remu s5,a6,s9
	fcvt.wu.d a0,fa0,rup
	remu a0,s5,a3
	fminm.h fs4,fs0,fs0
	minu a7,t3,s9
	amomax.d.aqrl t2,a3,(ra)
	fcvt.d.wu fs0,t4
	auipc a6,0x8
L100da:
	.byte 0x8f, 0x0e, 0x3c, 0x83	// fence.tso
	c.andi a0,5
	andn s5,s6,s2
	froundnx.s ft11,ft11,rdn
	fmv.x.w s3,fa4
	.byte 0x0f, 0x8a, 0x8d, 0x9d	// fence iow,i
	fsd ft9,-1460(ra)
	fmax.h ft7,fs4,fs3
	fcvt.wu.s s5,ft8,rmm
	sh1add a0,s4,a0
	mulhu zero,s4,s4
	fmax.d fa7,fs3,fa7
	amoor.d.aq a7,s0,(s6)
	fadd.d fa2,fa4,fs7,rne
	clmulh s4,s2,s6
	slt t1,t3,s3
	csrrw s2,fcsr,s2
	srai s10,a4,0x27
	sh3add s5,t6,gp
	c.srai a0,0x20
	fmv.x.d a0,fs4
	xor s9,s9,s11
	rorw t5,s8,a7
	bext a7,t0,t0
	fnmsub.h fa1,ft2,fs1,fs10
	amomin.w zero,s3,(s6)
	fadd.s ft5,fs5,fs9,rup
	c.srai64 s1
	.byte 0x1b, 0x08, 0xf8, 0xff	// addiw a6,a6,-1
	.byte 0xe3, 0x19, 0x00, 0xf9	// bne zero,a6,L100da
	c.addi s7,-1
	.byte 0xe3, 0x40, 0x70, 0xf7	// blt zero,s7,L100ae
	bltu s4,t2,L10166
	csrrw sp,fcsr,tp
	.byte 0x0f, 0x02, 0x32, 0x83	// fence.tso
	fcvt.l.s t2,fs8,rdn
	fnmadd.s fa7,ft1,fa7,ft6,rne
L10166:
	.byte 0xdd, 0xbd	// c.j L1005c
end:
	.byte 0x31, 0x30
