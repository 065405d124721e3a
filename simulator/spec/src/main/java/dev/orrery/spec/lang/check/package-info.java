/**
 * Checks of all rows against each other, after they were lowered: overlap, precedence,
 * reachability, lengths, texts that cannot be read back. Checks of one row stand where the row is
 * read or lowered.
 */
@NullMarked
package dev.orrery.spec.lang.check;

import org.jspecify.annotations.NullMarked;
