package dev.orrery.engine.factory;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.interp.InterpreterEngine;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.spec.model.Isa;
import java.util.List;

/** The engines by the names they have on the command line. */
public final class Engines {
  private static final List<String> NAMES = List.of("interpreter", "jit", "oracle");

  private Engines() {}

  /** The names that {@link #create} knows. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * A new engine for {@code isa}.
   *
   * @param name one of {@link #names()}
   * @throws IllegalArgumentException if there is no engine of that name
   */
  public static Engine create(String name, Isa isa, EngineOptions options) {
    return switch (name) {
      case "interpreter" -> InterpreterEngine.interpreter(isa, options);
      case "jit" -> InterpreterEngine.jit(isa, options);
      case "oracle" -> new OracleEngine(isa, options);
      default ->
          throw new IllegalArgumentException(
              "there is no engine '" + name + "'; there are " + String.join(", ", NAMES));
    };
  }
}
