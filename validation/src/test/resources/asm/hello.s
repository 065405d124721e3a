# The first program of a course.
        .data
text:   .ascii  "Hello from assembly\n"
        .equ    length, . - text

        .text
        .globl  main
main:   li      a0, 1                   # write(1, text, length)
        la      a1, text
        li      a2, length
        li      a7, 64
        ecall
        li      a0, 0                   # exit(0)
        li      a7, 93
        ecall
