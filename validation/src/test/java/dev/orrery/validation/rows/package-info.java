/**
 * Single rows on random state against other simulators: the answer of somebody else's reading of
 * the manual, one instruction at a time.
 */
@NullMarked
package dev.orrery.validation.rows;

import org.jspecify.annotations.NullMarked;
