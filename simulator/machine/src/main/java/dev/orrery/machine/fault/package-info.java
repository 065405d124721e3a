/**
 * What a machine looks like where its program went wrong: {@link
 * dev.orrery.machine.fault.FaultReport} as data, and its text.
 *
 * <p>Everything is found through the tables: what a call is, where it goes, which register holds a
 * return address. What must not live here: an instruction set's name or its stack frames' layout.
 */
@NullMarked
package dev.orrery.machine.fault;

import org.jspecify.annotations.NullMarked;
