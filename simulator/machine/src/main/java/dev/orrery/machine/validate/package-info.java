/**
 * One program on several engines side by side: whether they agree about everything that it can see,
 * and if not, from which instruction on.
 *
 * <p>Every engine has a machine of its own, and all machines pause after the same numbers of
 * instructions. Pausing is exact and makes no difference to a guest (see {@link
 * dev.orrery.engine.Engine}), which is also how a difference is found: machines are started anew
 * and paused elsewhere, so that nothing needs to be kept or undone.
 *
 * <p>What must not live here: flags, printing, and anything that asks the host for the time.
 */
@NullMarked
package dev.orrery.machine.validate;

import org.jspecify.annotations.NullMarked;
