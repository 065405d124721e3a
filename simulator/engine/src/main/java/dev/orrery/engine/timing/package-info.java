/**
 * Runs core tables: a {@link dev.orrery.engine.timing.CoreModel} is told of every instruction that
 * retires, and says what cycle it is and where the cycles went. Models are compiled to a class
 * ({@link dev.orrery.engine.timing.CoreClass}); the same tables are also evaluated statement by
 * statement ({@link dev.orrery.engine.timing.CoreEvaluator}), which tests hold against the class.
 *
 * <p>For the JIT, a rule is made anew for each instruction ({@link
 * dev.orrery.engine.timing.CoreSpecialiser}), with what is known of the states there ({@link
 * dev.orrery.engine.timing.CoreKnowledge}: intervals of numbers and of distances from the cycle
 * reached) and of the code that it looks at. What holds between any two instructions is found
 * before ({@link dev.orrery.engine.timing.CoreInvariants}). What the rules of a whole block do to
 * what is known is kept ({@link dev.orrery.engine.timing.CoreSummary}).
 *
 * <p>What must not live here: the mechanism of any core, which is its table's, and anything that
 * changes what a program does: a model only looks.
 */
@NullMarked
package dev.orrery.engine.timing;

import org.jspecify.annotations.NullMarked;
