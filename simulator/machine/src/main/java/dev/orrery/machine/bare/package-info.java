/**
 * A board for programs without an operating system: RAM, and the host-target interface (HTIF) words
 * through which such programs print and end.
 *
 * <p>What must not live here: anything that a program needs an operating system for.
 */
@NullMarked
package dev.orrery.machine.bare;

import org.jspecify.annotations.NullMarked;
