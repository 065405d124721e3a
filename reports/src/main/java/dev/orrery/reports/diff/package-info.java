/**
 * Two recordings compared: what takes more or fewer instructions and cycles, and where. Builds of
 * one program are compared by the names of functions, the order of blocks and the numbers of lines,
 * so that code may have moved.
 *
 * <p>What must not live here: statistics. Counts are exact, and every difference is one of the
 * programs.
 */
@NullMarked
package dev.orrery.reports.diff;

import org.jspecify.annotations.NullMarked;
