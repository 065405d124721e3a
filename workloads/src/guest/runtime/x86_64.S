# Start-up code and Linux system calls for x86-64.
#
# Linux enters _start with rsp pointing at argc, followed by the argument pointers. System calls
# take their number in rax and arguments in rdi, rsi, rdx, as functions do, and return in rax.

        .file   "x86_64.S"

#define SYS_WRITE       1
#define SYS_EXIT        60
#define SYS_BRK         12

        .section .text._start, "ax", @progbits
        .globl  _start
        .type   _start, @function
_start:
        xorl    %ebp, %ebp              # the end of the call chain, for unwinders
        movl    (%rsp), %edi
        leaq    8(%rsp), %rsi
        andq    $-16, %rsp
        call    guest_start
        hlt
        .size   _start, . - _start

        .macro  system_call name, number
        .section .text.\name, "ax", @progbits
        .globl  \name
        .type   \name, @function
\name:
        movl    $\number, %eax
        syscall
        ret
        .size   \name, . - \name
        .endm

        system_call sys_write, SYS_WRITE
        system_call sys_exit, SYS_EXIT
        system_call sys_brk, SYS_BRK

        .section .note.GNU-stack, "", @progbits
