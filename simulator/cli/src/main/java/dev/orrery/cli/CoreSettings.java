package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.parse.Numbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code --set}: other values for a core's parameters. */
final class CoreSettings {
  private List<String> given = List.of();

  /** Adds the option to a command. */
  CommandModel addTo(CommandModel command) {
    return command.options(
        "--set",
        "NAME=N",
        "Another value for a parameter of the core; may be given several times.",
        v -> given = v);
  }

  /** Whether any were given. */
  boolean isEmpty() {
    return given.isEmpty();
  }

  /** The options once more, for another process. */
  List<String> words() {
    return given.stream().flatMap(g -> Stream.of("--set", g)).toList();
  }

  /**
   * The values by name.
   *
   * @throws OrreryException if one cannot be read
   */
  Map<String, Long> values() {
    Map<String, Long> values = new LinkedHashMap<>();
    for (String text : given) {
      int equals = text.indexOf('=');
      String number = text.substring(equals + 1).strip();
      boolean isNegative = number.startsWith("-");
      Long value = Numbers.parse(isNegative ? number.substring(1) : number);
      if (equals < 1 || value == null || value < 0) { // from 2 to the power 63 on
        throw new OrreryException(
            ExitCode.USAGE,
            "--set %s: write NAME=NUMBER, such as wait=3, with a number below 2 to the power 63"
                .formatted(text));
      }
      values.put(text.substring(0, equals).strip(), isNegative ? -value : value);
    }
    return values;
  }
}
