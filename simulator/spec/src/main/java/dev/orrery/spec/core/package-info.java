/**
 * Core tables compiled: the cycle model of a processor core as typed statements over its states,
 * one rule per class of instructions. Expressions are those of {@link dev.orrery.spec.ir}.
 *
 * <p>What must not live here: the language's text (that is {@code spec.lang}), and anything that
 * runs a model (that is the engine's).
 */
@NullMarked
package dev.orrery.spec.core;

import org.jspecify.annotations.NullMarked;
