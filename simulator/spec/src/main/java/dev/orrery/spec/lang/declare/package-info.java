/**
 * From syntax trees to declarations: parameters, registers, fields, formats, and the bits and
 * operands of each row. Knows names and bit positions, but not what a row does.
 */
@NullMarked
package dev.orrery.spec.lang.declare;

import org.jspecify.annotations.NullMarked;
