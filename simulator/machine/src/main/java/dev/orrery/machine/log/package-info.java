/**
 * A run told instruction by instruction: what each wrote, loaded and stored, as lines of text. An
 * engine that logs is an engine around another one; where nothing is logged, the inner one runs
 * undisturbed.
 *
 * <p>What must not live here: counting (the profiler does that, at speed), flags and files (the
 * command line has them), and any format that needs more than one instruction at a time.
 */
@NullMarked
package dev.orrery.machine.log;

import org.jspecify.annotations.NullMarked;
