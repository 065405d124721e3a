/**
 * Instruction tables as pages for readers: one for each row, and an index. Everything on them is
 * derived from the rows; they open from a folder, need no server and work without scripts.
 *
 * <p>What must not live here: checking tables, and text that would have to be kept in step with
 * them by hand.
 */
@NullMarked
package dev.orrery.reports.isa;

import org.jspecify.annotations.NullMarked;
