/**
 * Linux's interface to user programs, for statically linked programs of one thread: start, system
 * calls, signals. Calling conventions and call numbers come from the tables; structures are those
 * of the generic kernel headers ({@code asm-generic}), in the width of the program.
 *
 * <p>The host's files are reached through {@link dev.orrery.machine.linux.fs.FileTable} alone. Time
 * is virtual: one retired instruction takes one nanosecond, sleeping moves the clock and takes no
 * time. What must not live here: an instruction set's name, and anything that depends on the host's
 * clock, its process numbers or its random numbers.
 */
@NullMarked
package dev.orrery.machine.linux;

import org.jspecify.annotations.NullMarked;
