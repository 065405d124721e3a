# Directives of data and sections, symbols and expressions.
        .option nopic
        .file   "directives.c"
        .equ    SIZE, 12
        .set    TWICE, SIZE * 2
THRICE  = SIZE + TWICE
        .globl  _start, table
        .type   _start, @function
        .text
_start: la      a0, table
        li      a1, THRICE
        addi    a2, a0, SIZE
        lw      a3, SIZE(a0)
        lui     a4, %hi(table)
        addi    a4, a4, %lo(table + 4)
        lw      a5, %lo(table)(a4)
        sw      a5, %lo(table + 8)(a4)
        li      t0, 'A'
        li      t1, ';'                  # a character that ends statements
        nop; nop /* three
        lines */ ; nop
        .balign 16
        .size   _start, . - _start

        .section .rodata
        .balign 4
words:  .word   1, 0x7fffffff, -1, 'a', SIZE * (TWICE - 4) / 3 % 100
        .half   1, -2, 0xffff
        .2byte  3
        .byte   1, -1, 255, '\n', 1 << 3 | 1, 7 & 3 ^ 1, ~0, !1, 3 > 2, 2 >= 3, 1 == 1, 1 && 0, 2 || 0
        .4byte  words_end - words
        .8byte  0x123456789abcdef0
        .dword  -1
        .quad   table_end - table
words_end:
        .ascii  "no end", "\t\"quoted\"\\ \101\x42\0"
        .asciz  "an end"
        .string "one", "two"
        .zero   3
        .space  2, 0xaa
        .skip   1
        .fill   3, 2, 0x1234
        .fill   2
        .balign 8, 0xcc
        .p2align 4,,3
        .byte   9
        .p2align 2,,15
        .uleb128 624485
        .sleb128 -129
        .float  1.5, -0.1, 1e10
        .double 3.25, -2e-3

        .data
        .align  3
        .type   table, @object
        .size   table, table_end - table
table:  .word   words, table, _start + 4, . - table
        .word   table + SIZE
1:      .word   1b, 1f
1:      .word   1b
table_end:
        .org    table + 64
        .byte   1
        .previous
        .byte   2
        .pushsection .data
        .byte   3
        .popsection
        .byte   4

        .section .own, "aw", @progbits
own:    .word   5
        .local  hidden
        .weak   weakly
weakly: .word   own

        .bss
        .balign 4
room:   .space  100
        .globl  room
hidden: .zero   4
        .section .comment
        .asciz  "not loaded"
        .ident  "nobody"
