# Start-up code and Linux system calls for RISC-V, 32 and 64 bit.
#
# Linux enters _start with sp pointing at argc, followed by the argument pointers. System calls
# take their number in a7 and arguments in a0 to a2, and return in a0.

        .file   "riscv.S"

#if __riscv_xlen == 64
#define LOAD    ld
#define STORE   sd
#define WORD    8
#else
#define LOAD    lw
#define STORE   sw
#define WORD    4
#endif

#define SYS_WRITE       64
#define SYS_EXIT        93
#define SYS_BRK         214

        .section .text._start, "ax", @progbits
        .globl  _start
        .type   _start, @function
_start:
        .option push
        .option norelax                 # would become "mv gp, gp"
        lla     gp, __global_pointer$
        .option pop
#ifdef __PIE__
        # Loaded at any address: add that address to the pointers in data, as the dynamic section
        # lists them. Nothing before this may use such a pointer.
#define DT_RELA         7
#define DT_RELASZ       8
#define R_RISCV_RELATIVE 3
        .hidden __ehdr_start
        .hidden _DYNAMIC
        lla     t0, __ehdr_start        # the load address
        lla     t1, _DYNAMIC
        li      t2, 0                   # table of relocations
        li      t3, 0                   # its size in bytes
1:      LOAD    t4, 0(t1)
        LOAD    t5, WORD(t1)
        addi    t1, t1, 2*WORD
        addi    t6, t4, -DT_RELA
        bnez    t6, 2f
        add     t2, t5, t0
2:      addi    t6, t4, -DT_RELASZ
        bnez    t6, 3f
        mv      t3, t5
3:      bnez    t4, 1b
        add     t3, t3, t2
        li      t4, R_RISCV_RELATIVE
        j       5f
4:      LOAD    t5, 0(t2)               # where
        lbu     t6, WORD(t2)            # kind
        LOAD    a0, 2*WORD(t2)          # addend
        bne     t6, t4, 6f
        add     t5, t5, t0
        add     a0, a0, t0
        STORE   a0, 0(t5)
        addi    t2, t2, 3*WORD
5:      bltu    t2, t3, 4b
        j       7f
6:      unimp                           # the linker made a relocation that this does not know
7:
#endif
        LOAD    a0, 0(sp)
        addi    a1, sp, WORD
        andi    sp, sp, -16
        li      ra, 0                   # the end of the call chain, for unwinders
        li      s0, 0
        tail    guest_start
        .size   _start, . - _start

        .macro  system_call name, number
        .section .text.\name, "ax", @progbits
        .globl  \name
        .type   \name, @function
\name:
        li      a7, \number
        ecall
        ret
        .size   \name, . - \name
        .endm

        system_call sys_write, SYS_WRITE
        system_call sys_exit, SYS_EXIT
        system_call sys_brk, SYS_BRK

        .section .note.GNU-stack, "", @progbits
