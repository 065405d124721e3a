/**
 * How Orrery tells a user what went wrong: one exception, one set of exit codes, for every layer;
 * and how text of unknown origin becomes text that can be shown.
 *
 * <p>It lives at the bottom so that all modules can use it. What must not live here: printing. Only
 * the command line writes to a terminal.
 */
@NullMarked
package dev.orrery.spec.diag;

import org.jspecify.annotations.NullMarked;
