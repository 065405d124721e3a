/**
 * A benchmark as files: a page, a chart, and its facts for other programs.
 *
 * <p>What must not live here: timing, and statistics, which are the profiler's.
 */
@NullMarked
package dev.orrery.reports.bench;

import org.jspecify.annotations.NullMarked;
