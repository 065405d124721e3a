package dev.orrery.spec.core;

import dev.orrery.spec.ir.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule or a function of a core.
 *
 * @param name of the function; of a rule, the classes it is for
 * @param inputs what it asks of the instruction, itself or in what it calls, in the order of {@link
 *     CoreInput}; {@link CoreInput#NOW} is not among them
 * @param inputLocals the locals that hold them
 * @param parameters locals that hold the arguments
 * @param body what it does
 * @param result its value; null if it has none
 */
public record CoreRoutine(
    String name,
    List<CoreInput> inputs,
    List<Expr.Tmp> inputLocals,
    List<Expr.Tmp> parameters,
    List<CoreStmt> body,
    @Nullable Expr result) {
  public CoreRoutine {
    inputs = List.copyOf(inputs);
    inputLocals = List.copyOf(inputLocals);
    parameters = List.copyOf(parameters);
    body = List.copyOf(body);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return this == o;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
