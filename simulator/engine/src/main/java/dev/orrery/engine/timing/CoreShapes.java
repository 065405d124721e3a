package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a core as they are for instructions that are alike: of one class, with the same
 * registers and on the same way. Only where they stand and go is still open. Programs have few such
 * shapes, and each is made once.
 */
public final class CoreShapes {
  private record Shape(int rule, List<@Nullable Long> inputs) {}

  private final Map<Shape, Optional<CoreRoutine>> made = new HashMap<>();

  /**
   * The rule for instructions like one.
   *
   * @param number of the rule
   * @param input what the instruction says of an input; null if only execution decides it
   * @return null if it is too long to have one for each shape
   */
  public @Nullable CoreRoutine of(
      CoreRoutine rule, int number, Function<CoreInput, @Nullable Long> input) {
    List<@Nullable Long> values = new ArrayList<>();
    for (CoreInput in : rule.inputs()) {
      values.add(isShape(in) ? input.apply(in) : null);
    }
    return made.computeIfAbsent(
            new Shape(number, values),
            s ->
                Optional.ofNullable(
                    CoreSpecialiser.of(rule, in -> isShape(in) ? input.apply(in) : null)))
        .orElse(null);
  }

  private static boolean isShape(CoreInput input) {
    return switch (input) {
      case PC, NPC, TARGET, IMM, WORD -> false;
      default -> true;
    };
  }
}
