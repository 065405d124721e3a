/**
 * Program files: a reader of ELF executables that trusts no byte of them, a writer of programs that
 * the assembler made, their symbols, and a loader that puts their segments into memory.
 *
 * <p>What must not live here: where a program goes and what it finds there besides itself (that is
 * the environment's business), and which instruction sets there are.
 */
@NullMarked
package dev.orrery.machine.elf;

import org.jspecify.annotations.NullMarked;
