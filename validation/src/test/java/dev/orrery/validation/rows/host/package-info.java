/**
 * Rows of instruction sets that are strings of bytes, one by one, compared with the processor that
 * the tests run on: a program runs each instruction on a state of its own and writes what is left.
 * What must not live here: anything about words of a fixed length.
 */
@NullMarked
package dev.orrery.validation.rows.host;

import org.jspecify.annotations.NullMarked;
