package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.diag.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** How a command that failed says so. */
final class Failures {
  private static final int LONGEST_WORD = 200;

  private Failures() {}

  /** Reports an error a user caused: its message, no stack trace unless asked for. */
  static int report(Console console, OrreryException e, boolean debug) {
    console.err().println("orrery: " + SafeText.cleanLines(String.valueOf(e.getMessage())));
    if (debug) {
      e.printStackTrace(console.err());
    }
    return e.exitCode().status();
  }

  /**
   * Reports a word that the host cannot have as a name of a file, for example in another locale.
   */
  static int noPath(Console console, InvalidPathException e, boolean debug) {
    String message =
        "'%s' cannot be the path of a file here (%s): use other characters, or a locale that has them, such as LC_ALL=C.UTF-8"
            .formatted(SafeText.shortened(e.getInput(), LONGEST_WORD), e.getReason());
    return report(console, new OrreryException(ExitCode.USAGE, message, e), debug);
  }

  /**
   * Reports that the JVM's memory is exhausted: its heap, which input of absurd size can do, or the
   * room for classes, which are made of what a program executes.
   */
  static int outOfMemory(Console console, OutOfMemoryError e) {
    String why = String.valueOf(e.getMessage());
    console
        .err()
        .println(
            why.equals("Metaspace") || why.equals("Compressed class space")
                ? "orrery: the JVM's room for classes is full (%s): give it more with JAVA_TOOL_OPTIONS=-XX:MaxMetaspaceSize=4g, or translate nothing with --engine interpreter"
                    .formatted(why)
                : "orrery: the Java heap of %d MiB is full: give it more with JAVA_TOOL_OPTIONS=-Xmx8g"
                    .formatted(Runtime.getRuntime().maxMemory() >> 20));
    return ExitCode.LIMIT.status();
  }

  /** Reports a bug of ours, with a file to attach to a report. */
  static int bug(Console console, Throwable e, String[] args, boolean debug) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    String text = Version.lines() + "arguments: " + String.join(" ", args) + "\n\n" + trace;
    String where;
    try {
      Path file = Files.createTempFile("orrery-bug-", ".txt");
      Files.writeString(file, text);
      where = "Details are in " + file + "; please attach that file to a report.";
    } catch (IOException io) {
      where = "Run again with --debug for details.";
    }
    console.err().println("orrery: internal error: " + e + "\n" + where);
    if (debug) {
      e.printStackTrace(console.err());
    }
    return ExitCode.INTERNAL.status();
  }
}
