/**
 * Source lines, inlined calls and variables of a program, from its DWARF (versions 2 to 5; 32-bit
 * and 64-bit DWARF, either byte order, ELF32 and ELF64, zlib-compressed sections). {@link
 * dev.orrery.machine.dwarf.DebugInfo} is the way in: {@code DebugInfo.of(elfBytes, 0).frames(pc)}.
 *
 * <p>The package is usable alone: it takes the bytes of any ELF file and shares no class with the
 * rest of Orrery. That is why it finds sections by itself instead of asking {@link
 * dev.orrery.machine.elf}, which accepts nothing but little-endian programs that can be run.
 *
 * <p>Nothing in a file is trusted, and nothing that is wrong with one is an error: a program runs
 * without its lines. What cannot be used is ignored and said in {@link
 * dev.orrery.machine.dwarf.DebugInfo#notes}. All work is paid from a {@link
 * dev.orrery.machine.dwarf.Budget} that grows with the file's size, so that sections which refer to
 * each other in circles, or over and over, end in a note as well.
 *
 * <p>Nothing is read before the first question, and of a program with many compilation units only
 * those that are asked for. An answer is a binary search in flat arrays.
 *
 * <p>What must not live here: machines, engines, symbol tables, text for people beyond the notes.
 *
 * <p>Source: DWARF Debugging Information Format, version 5 (section and table numbers in comments
 * are of that version); System V ABI, "Compressed sections".
 */
@NullMarked
package dev.orrery.machine.dwarf;

import org.jspecify.annotations.NullMarked;
