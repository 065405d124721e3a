/**
 * A recording in the formats of other tools: viewers of call stacks, traces and coverage, and
 * SimPoint. Each writer says in its first sentence who reads its format.
 *
 * <p>What must not live here: tables, pages and text of our own, and anything that a recording does
 * not hold. Names come from programs; each writer keeps them from being taken for its format.
 */
@NullMarked
package dev.orrery.reports.export;

import org.jspecify.annotations.NullMarked;
