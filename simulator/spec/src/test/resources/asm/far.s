# Targets at the ends of what branches and jumps reach.
        .globl _start
_start: nop
        beq a0, a1, near
        beqz s0, near
        bnez s1, 1f
        bgtu a0, a1, far
        blez a0, far
        j far
        jal far
        bne s0, zero, far
        .space 240
1:      beqz s0, _start
        beqz s0, 1b + 254
        beqz s0, . - 256
        beqz s0, . + 254
        beqz s0, . + 256
        j . + 2046
        j . + 2048
        j . - 2048
        beq a0, a1, . + 4094
        beq a0, a1, . + 4096
        beq a0, a1, . - 4096
near:   nop
        .option norvc
        beqz s0, near
        beqz s0, far
        j far
        .option rvc
        .space 4000
        beqz a0, near
        bltu a0, a1, 1b
        .space 4000
        bltu a0, a1, 1b
        j near
far:    ret
