/**
 * Guests at random, made to find mistakes of engines: the {@linkplain
 * dev.orrery.engine.random.World world} that they live in, contents of their registers, and
 * programs with loops, calls, computed jumps and code that rewrites itself. Everything comes from
 * seeds. What instructions are good for, such as closing a loop or returning, is found by
 * {@linkplain dev.orrery.engine.random.Idioms trying them out} on the oracle: nothing here knows an
 * instruction set.
 *
 * <p>What must not live here: memory for the world, running what was made on the engines under
 * test, and comparing anything.
 */
@NullMarked
package dev.orrery.engine.random;

import org.jspecify.annotations.NullMarked;
