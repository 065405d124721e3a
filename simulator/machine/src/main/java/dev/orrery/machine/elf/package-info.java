/**
 * Program files: a reader of little-endian ELF executables that trusts no byte of them, and their
 * symbols.
 *
 * <p>What must not live here: putting a program into memory, and which instruction sets there are.
 */
@NullMarked
package dev.orrery.machine.elf;

import org.jspecify.annotations.NullMarked;
