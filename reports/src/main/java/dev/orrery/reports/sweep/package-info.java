/**
 * A sweep as files: a page with charts, and its facts for other programs.
 *
 * <p>What must not live here: running, and means and comparisons, which are the profiler's.
 */
@NullMarked
package dev.orrery.reports.sweep;

import org.jspecify.annotations.NullMarked;
