/**
 * The assembler: text in, sections and symbols out. It reads the assembly templates of the rows and
 * aliases backwards, so an instruction set that can be disassembled can be assembled; what
 * programmers write besides rows (pseudo-instructions, operators such as {@code %lo}, spellings) is
 * in the tables, too. Directives, expressions and macros are the GNU assembler's.
 *
 * <p>The sub-packages, in the order in which they use each other: {@code expr} (expressions),
 * {@code encode} (one instruction).
 *
 * <p>What must not live here: knowledge of any instruction set, and file formats of programs.
 */
@NullMarked
package dev.orrery.spec.asm;

import org.jspecify.annotations.NullMarked;
