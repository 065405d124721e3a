/**
 * A recording in some lines of a terminal. What must not live here: printing, and finding out what
 * the terminal can do; the command line knows both.
 */
@NullMarked
package dev.orrery.reports.terminal;

import org.jspecify.annotations.NullMarked;
