package dev.orrery.cli;

import dev.orrery.engine.factory.Engines;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** The engines by the names that options take. */
final class EngineNames {
  /** The engine that a command thinks best. */
  static final String AUTO = "auto";

  private static final List<String> OR_AUTO =
      Stream.concat(Stream.of(AUTO), Engines.names().stream()).toList();

  private EngineNames() {}

  /**
   * Reads the name of one of {@link Engines}, or {@link #AUTO}.
   *
   * @throws TypeConversionException if it is neither
   */
  static String orAuto(String name) {
    if (!OR_AUTO.contains(name)) {
      throw new TypeConversionException(unknown(name, OR_AUTO));
    }
    return name;
  }

  /** As {@link #check(String, String, List)}, for one of {@link Engines}. */
  static String check(String flag, String name) {
    return check(flag, name, Engines.names());
  }

  /**
   * Checks a name in the value of {@code flag}, which may be one of {@code known}; returns it.
   *
   * @throws OrreryException if it is none of them
   */
  static String check(String flag, String name, List<String> known) {
    if (!known.contains(name)) {
      throw new OrreryException(ExitCode.USAGE, flag + ": " + unknown(name, known));
    }
    return name;
  }

  private static String unknown(String name, List<String> known) {
    return "there is no engine '%s', there are %s.%s"
        .formatted(name, String.join(", ", known), Suggestions.of(name, known));
  }
}
