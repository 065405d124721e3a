/**
 * How fast whole processes run programs: the same programs on several engines, in turns, every run
 * checked, and what the times say together.
 *
 * <p>What must not live here: which engines and programs there are, and how they are started. A
 * {@link dev.orrery.profiler.bench.Task} brings its command lines along.
 */
@NullMarked
package dev.orrery.profiler.bench;

import org.jspecify.annotations.NullMarked;
