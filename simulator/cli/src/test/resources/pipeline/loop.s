# A sum over a table, with a wait for each load, a division, and a branch that is guessed wrongly at its end.
 .globl _start
 .globl tohost
 .text
_start:
 la a0, table
 li a1, 40
 li a2, 0
loop:
 lw a3, 0(a0)
 add a2, a2, a3
 addi a0, a0, 4
 addi a1, a1, -1
 bnez a1, loop
 li a4, 7
 divu a2, a2, a4
 call endless
 .data
 .balign 8
tohost: .zero 8
table: .zero 160
 .text
endless:
 addi a2, a2, 1
 li t0, 1
 la t1, tohost
 sw t0, 0(t1)
 j endless
