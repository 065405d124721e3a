# Runs the cases in code.bin, then writes their results and the memory they worked on.
# Assembled with --defsym XLEN=32|64 and RESULTS=bytes of results. The registers that cases and
# this file agree on are explained in RowProgram.java.
.option norvc

.if XLEN == 64
 .set WORD, 8
 .set ADDRESS, 16              # of si_addr in a siginfo_t
 .set CONTEXT, 176             # of the machine context in a ucontext_t
 .macro loadx rd, at:vararg
 ld \rd, \at
 .endm
 .macro storex rs, at:vararg
 sd \rs, \at
 .endm
 .macro words w:vararg
 .dword \w
 .endm
.else
 .set WORD, 4
 .set ADDRESS, 12
 .set CONTEXT, 160
 .macro loadx rd, at:vararg
 lw \rd, \at
 .endm
 .macro storex rs, at:vararg
 sw \rs, \at
 .endm
 .macro words w:vararg
 .word \w
 .endm
.endif

.macro catch signal
 li a0, \signal
 la a1, action
 li a2, 0
 li a3, 8
 li a7, 134                    # rt_sigaction
 ecall
.endm

.macro protect page, rights
 la a0, \page
 li a1, 4096
 li a2, \rights
 li a7, 226                    # mprotect
 ecall
.endm

.macro print start, bytes
 li a0, 1
 la a1, \start
 li a2, \bytes
 li a7, 64                     # write
 ecall
.endm

.section .all, "awx"
.globl _start
_start:
 la a0, altstack
 li a1, 0
 li a7, 132                    # sigaltstack
 ecall
 catch 4                       # SIGILL
 catch 5                       # SIGTRAP
 catch 7                       # SIGBUS
 catch 11                      # SIGSEGV
 protect noaccess, 0
 protect readonly, 1
 la x3, data
 la x4, results
 la x18, memory + 4096
 la x20, trap
 li x17, 5000                  # there is no such call: ecall gives ENOSYS
 j code

# What came, and goes on behind the case.
handler:
 storex a0, 0(x20)
 lw t0, 8(a1)                  # si_code
 storex t0, WORD(x20)
 loadx t0, ADDRESS(a1)
 storex t0, 2*WORD(x20)
 loadx t0, CONTEXT(a2)         # pc
 storex t0, 3*WORD(x20)
 storex x21, CONTEXT(a2)
 ret

code:
 .incbin "code.bin"
 .option norvc
 print results, RESULTS
 print memory, 8192
 li a0, 0
 li a7, 93                     # exit
 ecall

.balign 16
altstack: words stack, 0, 16384
action: words handler, 0x08000004, 0, 0    # SA_SIGINFO, SA_ONSTACK
trap: .space 4 * WORD
.balign 16
stack: .space 16384
.balign 16
data: .incbin "data.bin"
.balign 16
results: .space RESULTS
.balign 4096
memory: .incbin "memory.bin"
noaccess: .space 4096
readonly: .space 4096
 .space 4096
