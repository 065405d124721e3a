/**
 * From the characters of assembly files to their statements: comments, macros, repetitions and
 * conditions. Everything that text can multiply by is bounded here.
 *
 * <p>What must not live here: what statements mean.
 */
@NullMarked
package dev.orrery.spec.asm.source;

import org.jspecify.annotations.NullMarked;
