# Adds up a matrix of 256 x 256 doublewords that is stored row by row, one column after the other.
  .global _start
_start:
  la   s1, matrix
  li   s0, 0                  # the sum
  li   s2, 256                # turns of the outer loop
  li   s3, 2048               # from one turn of the inner loop to the next: down a column
  li   s4, 8                  # from one turn of the outer loop to the next: to the next column
outer:
  mv   a0, s1
  li   a1, 256                # turns of the inner loop
inner:
  ld   t0, 0(a0)
  add  a0, a0, s3
  addi a1, a1, -1
  add  s0, s0, t0
  bnez a1, inner
  add  s1, s1, s4
  addi s2, s2, -1
  bnez s2, outer
  li   a0, 0
  li   a7, 93                 # exit
  ecall

  .bss
  .balign 64
  .type matrix, @object
matrix:
  .space 524288
  .size matrix, 524288
