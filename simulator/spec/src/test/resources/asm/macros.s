# Macros, repetitions, conditions.
        .macro  push_all first, others:vararg
        addi    sp, sp, -8
        sd      \first, 0(sp)
        .ifnb   \others
        push_all \others
        .endif
        .endm
        .macro  clamp reg, low=0, high=100
        li      t0, \low
        bge     \reg, t0, clamp_low\@
        mv      \reg, t0
clamp_low\@:
        li      t0, \high
        ble     \reg, t0, 1f
        mv      \reg, t0
1:
        .endm
        .macro  store value:req, at
        .if     \value > 10
        li      a5, \value
        .elseif \value == 10
        li      a5, 1000
        .else
        nop
        .endif
        .ifc    \at,stack
        sd      a5, (sp)
        .else
        sd      a5, \at
        .endif
        .endm
        .globl  _start
_start: push_all a0, a1, a2
        clamp   a0
        clamp   a1, high=50
        clamp   a2, -5, 5
        store   5, stack
        store   10, 8(sp)
        store   value=11, at=16(sp)
        .rept   3
        nop
        .rept   2
        addi    a0, a0, 1
        .endr
        .endr
        .irp    r, s0, s1, s2
        mv      \r, zero
        addi    \r, \r, 1
        .endr
        .irpc   d, 123
        .equ    value_\d, \d * 100
        li      a\d, value_\d
        .endr
        .ifdef  value_1
        li      a0, 1
        .endif
        .ifndef value_9
        li      a0, 9
        .else
        .error  "not here"
        .endif
        .purgem store
        .macro  store
        ebreak
        .endm
        store
        .macro  stop
        nop
        .exitm
        ebreak
        .endm
        stop
        .set    n, 1
        .rept   4
        .byte   n, n * n
        .set    n, n + 1
        .endr
