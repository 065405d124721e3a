/**
 * From what a row's text says to the IR's normal form: widths, inlining, simplification, the commit
 * rule.
 */
@NullMarked
package dev.orrery.spec.lang.lower;

import org.jspecify.annotations.NullMarked;
