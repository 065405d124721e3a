# Adds up an array of 1024 words, 50 times. The address moves on between the load and the addition.
  .global _start
_start:
  li   s1, 50                 # rounds
  li   s0, 0                  # the sum
round:
  la   a0, array
  li   a1, 1024               # words left
next:
  lw   t0, 0(a0)
  addi a0, a0, 4
  add  s0, s0, t0
  addi a1, a1, -1
  bnez a1, next
  addi s1, s1, -1
  bnez s1, round
  li   a0, 0
  li   a7, 93                 # exit
  ecall

  .bss
  .balign 64
  .type array, @object
array:
  .space 4096
  .size array, 4096
