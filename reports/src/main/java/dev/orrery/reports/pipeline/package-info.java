/**
 * A window of a core's pipeline for people and for other programs: the letters and columns that
 * drawings share, Kanata logs, gem5's O3PipeView and VCD. The drawing as SVG is in {@code
 * reports.svg}, that for a terminal in {@code reports.terminal}.
 *
 * <p>What must not live here: when an instruction was in which stage, which the profiler says.
 */
@NullMarked
package dev.orrery.reports.pipeline;

import org.jspecify.annotations.NullMarked;
