/**
 * Linux's interface to user programs, for statically linked programs: start, system calls, signals,
 * threads. Calling conventions and call numbers come from the tables; structures are those of the
 * generic kernel headers ({@code asm-generic}), in the width of the program.
 *
 * <p>The host's files are reached through {@link dev.orrery.machine.linux.fs.FileTable} alone. Time
 * is virtual: one retired instruction of any thread takes one nanosecond, and when all threads
 * wait, the clock moves to what comes first. What must not live here: an instruction set's name,
 * and anything that depends on the host's clock, its process numbers or its random numbers.
 */
@NullMarked
package dev.orrery.machine.linux;

import org.jspecify.annotations.NullMarked;
