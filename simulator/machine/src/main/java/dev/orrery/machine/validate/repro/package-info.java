/**
 * From a difference between engines to the smallest program that shows it: a few instructions that
 * were executed, the registers and the memory that they found, and an end.
 *
 * <p>No instruction set is known here. How a register is set, an address is taken or a program ends
 * is found by assembling what the tables have to offer and executing it on the oracle; see {@link
 * dev.orrery.machine.validate.repro.Phrases}. Nothing is believed of a program that was made: it
 * counts when the engines differ on it.
 *
 * <p>What must not live here: finding the difference, and files.
 */
@NullMarked
package dev.orrery.machine.validate.repro;

import org.jspecify.annotations.NullMarked;
