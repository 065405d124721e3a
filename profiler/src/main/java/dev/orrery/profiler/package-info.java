/**
 * What to count, and what was counted: probes that decorate a run, and the recording that a run
 * leaves.
 *
 * <p>What must not live here: presentation. A recording holds facts with units; turning them into
 * pages, charts or tables for people is the work of reports.
 */
@NullMarked
package dev.orrery.profiler;

import org.jspecify.annotations.NullMarked;
