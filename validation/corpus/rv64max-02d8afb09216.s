// A program for rv64max, by orrery fuzz.
	.set contents, 0xec25ab2c38e10106
	.set budget, 13858
	.set cut.0, 3342
	.set reg.a0, 0x114e0
	.set reg.a1, 0x20278
	.set reg.a2, 0x20908
	.set reg.a3, 0x20e80
	.set reg.a4, L11128
	.set reg.a5, 0x21ffd
	.set reg.a6, L10fec
	.set reg.a7, 0x20ffe
	.set reg.fa0, 0x54b367b6446acb1
	.set reg.fa1, 0x43e0000000000000
	.set reg.fa2, 0x4071ec0000000000
	.set reg.fa3, 0xade8613f88628775
	.set reg.fa4, 0xffffffff00000000
	.set reg.fa5, 0x9d912e67df1282eb
	.set reg.fa6, 0xaa72f6fcca65aa89
	.set reg.fa7, 0x1
	.set reg.fs0, 0x10000000000000
	.set reg.fs1, 0xb25427529cef356c
	.set reg.fs11, 0xffffffff41140000
	.set reg.fs2, 0xffffffff41580000
	.set reg.fs3, 0xbcba2e33b518e41a
	.set reg.fs4, 0xffffffff7f800000
	.set reg.fs5, 0x3ff0000000000000
	.set reg.fs6, 0xffffffff4f000000
	.set reg.fs7, 0xffffffff08444cc0
	.set reg.fs8, 0xc070930000000000
	.set reg.fs9, 0x4079750000000000
	.set reg.ft0, 0xffffffff5b0da21b
	.set reg.ft1, 0x5540063677f5f921
	.set reg.ft2, 0x30971169c05db0c4
	.set reg.ft3, 0xffffffff80000000
	.set reg.ft4, 0x776f3dd0f0c1f9aa
	.set reg.ft5, 0x3ff0000000000000
	.set reg.ft6, 0x7fefffffffffffff
	.set reg.ft7, 0x16c42d8bf13c307f
	.set reg.ft9, 0x407a150000000000
	.set reg.gp, 0x30ce8
	.set reg.ra, 0x21001
	.set reg.s0, 0x24800
	.set reg.s1, 0x1040a
	.set reg.s10, 0x17
	.set reg.s11, 0x103e2
	.set reg.s2, 0x103ec
	.set reg.s3, 0x22009
	.set reg.s4, L10ffa
	.set reg.s5, 0x204b0
	.set reg.s6, L1100a
	.set reg.s7, 0x3d4afaebaa6b413b
	.set reg.s8, 0x211e0
	.set reg.s9, 0x21800
	.set reg.sp, 0xfffffffff8aeb7a6
	.set reg.t0, 0x1b0afa5cbd5d
	.set reg.t1, 0x23ffc
	.set reg.t2, 0x82a81261ad6e0c14
	.set reg.t3, 0x209b8
	.set reg.t4, 0x30558
	.set reg.t5, 0x22001
	.set reg.t6, 0x20f38
	.set reg.tp, 0x21b50
	.skip 0xfd0
_start:
	.byte 0x63, 0x47, 0x4c, 0x04	// blt s8,tp,L1101e
	fsh ft0,-1913(s0)
	c.addw a5,s0
	.byte 0x93, 0x0d, 0x08, 0x00	// addi s11,a6,0
	.byte 0x13, 0x08, 0x0a, 0x00	// addi a6,s4,0
	rem s4,s6,zero
	bseti s6,s11,0x0
	c.jr a6
L10fec:
	fmv.d.x ft4,tp
	fminm.s ft1,fa0,ft1
	flh ft4,-1(t6)
	c.j L1101e
L10ffa:
	amomin.w.aq s8,a5,(t6)
	c.srli64 a5
	amomax.d.aq t3,a5,(t6)
	prefetch.r -32(t3)
	c.j L1101e
L1100a:
	divuw t0,s10,s10
	.byte 0x0f, 0x82, 0x7b, 0xec	// fence io,orw
	fmv.w.x ft4,s9
	feq.d sp,fs8,ft2
	jal zero,L1101e
L1101e:
	addi tp,zero,64
L11022:
	bseti gp,a4,0x4
	cpop a1,t0
	c.sd a3,224(a3)
	lhu a1,768(tp)
	roriw t2,a2,0x1
	minu s8,t5,a0
	min a3,s1,a6
	amocas.q zero,s6,(s0)
	auipc s5,0x0
L11044:
	fmul.d ft5,fs9,fa1
	ori t4,t4,-507
	max gp,a7,gp
	prefetch.w -576(s11)
	fmadd.s fs7,fa4,fs6,fa3
	sh1add.uw a5,a1,t4
	and s2,s2,s8
	or s1,s1,s6
	sc.d.aqrl a2,a1,(t6)
	sh2add.uw t3,s11,t3
	c.lui a0,0x2
	csrrs a5,hpmcounter17,s9
	feq.s t4,fa4,fa6
	fmv.x.d s8,fs4
	csrrwi zero,fcsr,13
	.byte 0x9b, 0x8a, 0xfa, 0xff	// addiw s5,s5,-1
	.byte 0xe3, 0x41, 0x50, 0xfd	// blt zero,s5,L11044
	c.lui a1,0xffffd
	fsgnj.s fa7,fs2,fs1
	mulw s10,t2,s10
	fcvt.s.h fs5,ft6,rtz
	c.mul a1,s0
	fmin.d ft7,fs0,fs4
	fmadd.h fa2,fa2,fs11,fs9,rdn
	lwu a3,-1084(s0)
	fcvt.d.s fs9,ft3,rup
	rol s10,a4,a0
	c.add s5,s6
	c.addi tp,-1
	.byte 0xe3, 0x1a, 0x02, 0xf6	// bne tp,zero,L11022
end:
	.byte 0x01, 0x64
	c.addiw s9,-16
	sd ra,0(s9)
	fcvt.d.s ft6,fa2,dyn
	fcvt.d.lu ft9,t4,rmm
	froundnx.h fs8,fs8,rdn
	sd t4,1967(t6)
	fltq.s t2,fa2,fs3
	c.ntl.all
	remuw a0,gp,s3
	feq.s sp,ft5,ft0
	fcvt.d.lu fa5,a5,rdn
	add.uw t0,a4,s11
	fmv.h.x ft7,s8
	xor a1,t0,t5
	ld ra,0(s9)
	c.addiw s9,16
	jalr zero,0(ra)
	c.addiw s9,-16
	sd ra,0(s9)
	fmaxm.d ft4,fs8,ft1
	fcvt.h.s fa4,fs5
	c.ntl.p1
	sll zero,s1,a5
	fltq.h s1,ft6,fs1
	fcvt.h.wu ft3,a3
	fli.s ft6,inf
L11112:
	c.beqz a2,L1111e
	c.fsdsp fa4,416(sp)
	amocas.w.aq s7,a4,(t6)
	bltu s4,t2,L11112
L1111e:
	ld ra,0(s9)
	c.addiw s9,16
	jalr zero,0(ra)
L11128:
	c.addiw s9,-16
	sd ra,0(s9)
	.byte 0x13, 0x0d, 0xfd, 0xff	// addi s10,s10,-1
	bltu zero,s10,L1113e
	auipc s10,0x0
	jal zero,L11142
L1113e:
	.byte 0xef, 0xf0, 0xbf, 0xfe	// jal ra,L11128
L11142:
	c.andi s1,-32
	beq gp,a4,L11170
	add t1,t4,a5
	binvi gp,a7,0x16
	srliw s1,a6,0x1f
	sh2add a2,s6,t1
	c.beqz a5,L11170
	prefetch.w -640(t0)
	sra a3,t1,s4
	fmaxm.s fa5,ft1,fa0
	c.addi16sp sp,-400
	csrrs s2,hpmcounter19,a0
	amomax.d.rl t1,a0,(t6)
L11170:
	ld ra,0(s9)
	c.addiw s9,16
	jalr zero,0(ra)
