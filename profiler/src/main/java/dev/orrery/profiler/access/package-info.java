/**
 * What loads and stores touch: which places of memory, with which strides, and how soon again.
 *
 * <p>What must not live here: caches of a core, which are its table's, and presentation.
 */
@NullMarked
package dev.orrery.profiler.access;

import org.jspecify.annotations.NullMarked;
