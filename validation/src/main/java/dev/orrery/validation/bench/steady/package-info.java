/**
 * JMH benchmarks of single parts once the JVM has compiled them: the engines, the decoder, the
 * compiler of tables. What a whole process costs is measured elsewhere.
 */
@NullMarked
package dev.orrery.validation.bench.steady;

import org.jspecify.annotations.NullMarked;
