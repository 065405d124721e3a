/**
 * The table language: its tables are read, checked and lowered to typed IR here, and everything
 * that follows from a row alone (decoder, assembler, disassembler, listings) is derived here.
 *
 * <p>What must not live here: anything that executes. This module knows no guest state, no engine,
 * no memory and no device, and depends on no other module of Orrery.
 */
@NullMarked
package dev.orrery.spec;

import org.jspecify.annotations.NullMarked;
