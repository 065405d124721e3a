/**
 * How fast Orrery is: whole processes against other ways to run the same programs, and, in {@link
 * dev.orrery.validation.bench.steady}, single parts once they are warm.
 *
 * <p>Every figure comes from runs whose output was checked, taken in turns so that a disturbance of
 * the machine meets all contestants alike. Published figures are files in {@code
 * validation/results}; no test asserts a time.
 *
 * <p>From the top of the repository, {@code mvn -q -Dquick -Dmaven.test.skip -Pbench -pl validation
 * -am package} takes the figures of whole processes; {@code -Dbench="steady"} those of warm parts,
 * and {@code -Dbench="--help"} says what else there is.
 */
@NullMarked
package dev.orrery.validation.bench;

import org.jspecify.annotations.NullMarked;
