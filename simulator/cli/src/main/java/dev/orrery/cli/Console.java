package dev.orrery.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command talks to: the standard streams, the environment, and whether a person is watching.
 *
 * @param in standard input
 * @param out standard output: a program's output, or the one result that was asked for
 * @param err standard error: everything said about it
 * @param env environment variables
 * @param outTerminal whether {@code out} is a terminal
 * @param errTerminal whether {@code err} is a terminal
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> env,
    boolean outTerminal,
    boolean errTerminal) {

  /** Width to assume where the terminal does not say. */
  private static final int DEFAULT_COLUMNS = 100;

  /** When to use colour: {@code --color}. */
  public enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }

  /** The process's own streams. */
  public static Console system() {
    // System.console() is null or not a terminal when either stream is redirected, so each stream
    // is asked for itself: the launcher, which is a shell and can, passes what it found.
    Map<String, String> env = System.getenv();
    String tty = env.getOrDefault("ORRERY_TTY", "");
    return new Console(
        System.in, System.out, System.err, env, tty.contains("1"), tty.contains("2"));
  }

  /** Whether to colour standard output, by the flag, {@code NO_COLOR} and the terminal. */
  public boolean colorOut(Color when) {
    return color(when, outTerminal);
  }

  /** Whether to colour standard error. */
  public boolean colorErr(Color when) {
    return color(when, errTerminal);
  }

  private boolean color(Color when, boolean terminal) {
    return switch (when) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          terminal
              && env.getOrDefault("NO_COLOR", "").isEmpty()
              && !env.getOrDefault("TERM", "").equals("dumb");
    };
  }

  /** Columns to lay text out for: {@code COLUMNS}, else a readable default; at least 40. */
  public int columns() {
    try {
      return Math.max(40, Integer.parseInt(env.getOrDefault("COLUMNS", "")));
    } catch (NumberFormatException e) {
      return DEFAULT_COLUMNS;
    }
  }
}
