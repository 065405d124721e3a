/**
 * Another emulator as a reference, through the remote protocol of GDB: a small client, and the
 * comparison of an engine with what stands behind it.
 *
 * <p>Nothing that comes from the other side is trusted: every answer has a bound and a time limit,
 * and one that makes no sense ends the comparison with a message. What must not live here: starting
 * processes (the command line does that), and an instruction set's registers: they are matched by
 * their names in the tables and in the description that the other side gives.
 */
@NullMarked
package dev.orrery.machine.validate.gdb;

import org.jspecify.annotations.NullMarked;
