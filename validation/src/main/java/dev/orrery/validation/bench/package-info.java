/**
 * Takes the project's own figures of single parts that are warm, with JMH: the benchmarks are in
 * {@link dev.orrery.validation.bench.steady}. Whole processes are timed by {@code orrery bench}.
 *
 * <p>Published figures are files in {@code validation/results}; no test asserts a time.
 *
 * <p>From the top of the repository, {@code mvn -q -Dquick -Dmaven.test.skip -Pjmh -pl validation
 * -am package} takes them, and {@code -Djmh="--help"} says what there is to choose.
 */
@NullMarked
package dev.orrery.validation.bench;

import org.jspecify.annotations.NullMarked;
