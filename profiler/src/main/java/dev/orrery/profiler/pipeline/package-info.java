/**
 * Says where instructions were in a core's pipeline: {@link
 * dev.orrery.profiler.pipeline.WindowCapture} looks at a model while it is told of some
 * instructions, {@link dev.orrery.profiler.pipeline.StageTimes} follows from what it takes for each
 * when they were in which stage, and two listeners choose the instructions: {@link
 * dev.orrery.profiler.pipeline.ChosenWindow} those that were asked for, {@link
 * dev.orrery.profiler.pipeline.WarmWindows} some that show what a program does most of the time.
 *
 * <p>What must not live here: the stages of any core, which are its table's, and how a pipeline is
 * drawn, which is the reports'.
 */
@NullMarked
package dev.orrery.profiler.pipeline;

import org.jspecify.annotations.NullMarked;
