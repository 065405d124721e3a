package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.expr.AsmExpr;
import java.util.List;
import java.util.Map;

/**
 * The sequence that a pseudo-instruction stands for.
 *
 * @param lines its instructions, with the registers filled in
 * @param arguments what their other names stand for
 */
public record Expansion(List<String> lines, Map<String, AsmExpr> arguments) {
  public Expansion {
    lines = List.copyOf(lines);
    arguments = Map.copyOf(arguments);
  }
}
