# Runs the cases in code.bin on a machine of their own, then ends by a store to tohost. Assembled with
# --defsym XLEN=32|64. The registers that cases and this file agree on are explained in
# RowProgram.java.
.option norvc

.section .all, "awx"
.globl _start, tohost, fromhost
_start:                         # for Spike alone: Orrery has no such register, and starts behind it
 li t0, 0x6000                  # mstatus.FS: floating point is on
 csrs mstatus, t0
begin:
 la x3, data
 la x18, memory + 4096
 j code

.balign 64
tohost: .dword 0
fromhost: .dword 0              # without it, Spike does not look at tohost

code:
 .incbin "code.bin"
 .option norvc
 la t1, tohost
 li t0, 1
 sw t0, 0(t1)
end: j end

.balign 16
data: .incbin "data.bin"
.balign 4096
memory: .incbin "memory.bin"
