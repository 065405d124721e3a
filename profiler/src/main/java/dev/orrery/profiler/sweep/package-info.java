/**
 * Runs programs on many settings of cores: the plan and its file, the runs, their results as files
 * that a later sweep takes over, and what they say together.
 *
 * <p>What must not live here: pages, tables and charts of a sweep, which are the reports', and
 * where bundled programs come from, which the caller says.
 */
@NullMarked
package dev.orrery.profiler.sweep;

import org.jspecify.annotations.NullMarked;
