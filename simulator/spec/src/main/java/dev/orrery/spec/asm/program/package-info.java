/**
 * An assembled program: sections with their bytes and addresses, symbols, and which line each
 * instruction comes from. Written to files by whoever knows a file's format.
 *
 * <p>What must not live here: how a program came about.
 */
@NullMarked
package dev.orrery.spec.asm.program;

import org.jspecify.annotations.NullMarked;
