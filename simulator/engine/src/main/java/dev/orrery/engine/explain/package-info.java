/**
 * Why the JIT made of some code what it did: its translations with everything they came from, what
 * it left out and for which reason, and how far code is that has no translation yet.
 *
 * <p>What must not live here: decisions. The JIT makes them and says them; asking changes none.
 */
@NullMarked
package dev.orrery.engine.explain;

import org.jspecify.annotations.NullMarked;
