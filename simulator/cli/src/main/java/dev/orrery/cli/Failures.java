package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a command that failed says so. */
final class Failures {
  private Failures() {}

  /** Reports an error a user caused: its message, no stack trace unless asked for. */
  static int report(Console console, OrreryException e, boolean debug) {
    console.err().println("orrery: " + e.getMessage());
    if (debug) {
      e.printStackTrace(console.err());
    }
    return e.exitCode().status();
  }

  /** Reports that the Java heap is exhausted, which input of absurd size can do. */
  static int outOfMemory(Console console) {
    console
        .err()
        .println(
            "orrery: the Java heap of %d MiB is full: give it more with JAVA_TOOL_OPTIONS=-Xmx8g"
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
