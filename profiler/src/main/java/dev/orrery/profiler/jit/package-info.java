/**
 * A run on the JIT that is explained: what the engine says of its translations, and what HotSpot
 * made of them.
 *
 * <p>What must not live here: presentation, and decisions of the JIT.
 */
@NullMarked
package dev.orrery.profiler.jit;

import org.jspecify.annotations.NullMarked;
