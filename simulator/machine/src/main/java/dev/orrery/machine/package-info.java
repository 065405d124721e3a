/**
 * What surrounds a hart: memory and its map, the program loader, the Linux user ABI, bus, devices,
 * the virtual clock.
 *
 * <p>What must not live here: instruction semantics (they come from tables, through an engine), and
 * measuring (the profiler does that through probes). Host files are reached only where the user's
 * grants are checked.
 */
@NullMarked
package dev.orrery.machine;

import org.jspecify.annotations.NullMarked;
