/**
 * The {@code orrery} command: flags, configuration, terminal, exit codes.
 *
 * <p>What must not live here: anything a library user would want without a terminal. Only
 * validation may depend on this module.
 */
@NullMarked
package dev.orrery.cli;

import org.jspecify.annotations.NullMarked;
