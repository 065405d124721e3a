/**
 * Runs core tables: a {@link dev.orrery.engine.timing.CoreModel} is told of every instruction that
 * retires, and says what cycle it is and where the cycles went. Models are compiled to a class
 * ({@link dev.orrery.engine.timing.CoreClass}); the same tables are also evaluated statement by
 * statement ({@link dev.orrery.engine.timing.CoreEvaluator}), which tests hold against the class.
 *
 * <p>What must not live here: the mechanism of any core, which is its table's, and anything that
 * changes what a program does: a model only looks.
 */
@NullMarked
package dev.orrery.engine.timing;

import org.jspecify.annotations.NullMarked;
