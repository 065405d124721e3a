/**
 * A comparison of engines in words, as a page and as JSON.
 *
 * <p>What must not live here: timing, and statistics, which are the profiler's.
 */
@NullMarked
package dev.orrery.reports.compare;

import org.jspecify.annotations.NullMarked;
