/**
 * Two instruction sets side by side: which rows one has and the other has not, and what is
 * different about those that both have. What must not live here: printing.
 */
@NullMarked
package dev.orrery.spec.compare;

import org.jspecify.annotations.NullMarked;
