/**
 * A guest's address space: which pages exist, what may be done with them, the native memory behind
 * them, and what must notice a store (devices, translated code, watched words).
 *
 * <p>Engines reach it through {@link dev.orrery.engine.AddressSpace}, the operating system layers
 * through {@link dev.orrery.machine.mem.UserMemory}. What must not live here: what a program or a
 * device is, and any policy about where to put things.
 */
@NullMarked
package dev.orrery.machine.mem;

import org.jspecify.annotations.NullMarked;
