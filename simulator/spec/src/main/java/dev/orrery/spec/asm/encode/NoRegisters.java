package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.Names;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import org.jspecify.annotations.Nullable;

/** Names in numbers, where a register is a mistake. */
record NoRegisters(Names names, RegisterNames registers) implements Names {
  @Override
  public AsmExpr name(String name, Span span) {
    if (registers.has(name)) {
      throw new Failure("", span, "'" + name + "' is a register", "Write a number here.");
    }
    return names.name(name, span);
  }

  @Override
  public AsmExpr local(long number, boolean forward, Span span) {
    return names.local(number, forward, span);
  }

  @Override
  public @Nullable AsmExpr operator(AsmExpr.Modified e) {
    return names.operator(e);
  }
}
