/**
 * From text to syntax trees: lines and tokens, expressions, statements, blocks. Reports what cannot
 * be read and goes on with the next line. What must not live here: anything that needs another
 * line.
 */
@NullMarked
package dev.orrery.spec.lang.parse;

import org.jspecify.annotations.NullMarked;
