/**
 * Instruction words and register contents at random, made to find mistakes: operands that name one
 * register twice, immediates and numbers at their boundaries, words that no row has. Everything
 * comes from a generator that the caller seeds.
 *
 * <p>What must not live here: running what was made, and comparing anything.
 */
@NullMarked
package dev.orrery.spec.random;

import org.jspecify.annotations.NullMarked;
