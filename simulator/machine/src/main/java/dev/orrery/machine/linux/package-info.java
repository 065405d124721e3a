/**
 * Linux's interface to user programs. The host's files are reached through {@link
 * dev.orrery.machine.linux.fs} alone.
 *
 * <p>What must not live here: an instruction set's name, and anything that depends on the host's
 * clock, its process numbers or its random numbers.
 */
@NullMarked
package dev.orrery.machine.linux;

import org.jspecify.annotations.NullMarked;
