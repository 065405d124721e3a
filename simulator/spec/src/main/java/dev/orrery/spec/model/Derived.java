package dev.orrery.spec.model;

import dev.orrery.spec.ir.Expr;

/**
 * A value that an assembly template prints and that is computed from the operands, for example the
 * amount of a shift that is held as its complement.
 *
 * @param name how the template calls it
 * @param value decode-time expression over the row's operands; signed if it has 64 bits
 */
public record Derived(String name, Expr value) {}
