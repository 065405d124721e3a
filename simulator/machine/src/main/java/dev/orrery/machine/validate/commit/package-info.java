/**
 * Another emulator as a reference, through a commit log such as Spike writes: a line for every
 * instruction, with the registers that it wrote, the addresses it loaded from, and what it stored
 * where. The log is followed as it is written and never held.
 *
 * <p>Nothing in a log is trusted: lines, numbers and accesses have bounds, and what makes no sense
 * ends the comparison with a message. What must not live here: starting processes (the command line
 * does that), and an instruction set's registers, which are matched by their names in the tables.
 */
@NullMarked
package dev.orrery.machine.validate.commit;

import org.jspecify.annotations.NullMarked;
