package dev.orrery.validation.program;

import dev.orrery.cli.Console;
import dev.orrery.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command printed and ended with.
 *
 * @param status exit status
 * @param bytes standard output
 * @param err standard error
 */
public record CommandResult(int status, byte[] bytes, String err) {
  private static final Pattern INSTRUCTIONS = Pattern.compile("orrery: ([0-9,]+) instructions");

  /** Runs {@code orrery} with these arguments in this process. */
  public static CommandResult of(byte[] stdin, List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(stdin),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            Map.of("COLUMNS", "100"),
            false,
            false);
    int status = Main.run(console, arguments.toArray(String[]::new));
    console.out().flush();
    console.err().flush();
    return new CommandResult(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }

  /** Standard output as text. */
  public String out() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The count in the summary line. */
  long instructions() {
    Matcher m = INSTRUCTIONS.matcher(err);
    if (!m.find()) {
      throw new AssertionError("no summary line in: " + err);
    }
    return Long.parseLong(m.group(1).replace(",", ""));
  }
}
