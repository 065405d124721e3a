/**
 * One program on several engines: what each of them took for its parts, and which differences are
 * more than chance.
 *
 * <p>What must not live here: how engines are started and timed, which is that of {@code bench} and
 * of the command line, and words about what was found, which are the reports'.
 */
@NullMarked
package dev.orrery.profiler.compare;

import org.jspecify.annotations.NullMarked;
