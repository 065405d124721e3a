package dev.orrery.spec.lang.declare;

import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Span;
import org.jspecify.annotations.Nullable;

/**
 * A control and status register.
 *
 * @param number its number
 * @param name its name
 * @param readOnly whether writing it is illegal
 * @param value what reading gives and writing assigns; null when accessing it is illegal
 * @param span where it is declared
 */
public record CsrDecl(
    int number, String name, boolean readOnly, @Nullable ExprAst value, Span span) {}
