package dev.orrery.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command talks to: the standard streams, the environment, and whether a person is watching.
 */
public final class Console {
  /** The launcher's variable: the descriptors that are terminals, as digits. */
  private static final String TERMINALS = "ORRERY_TTY";

  /** Width to assume where the terminal does not say. */
  private static final int DEFAULT_COLUMNS = 100;

  /** When to use colour: {@code --color}. */
  public enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }

  private final InputStream in;
  private final OutputStream guestOut;
  private final OutputStream guestErr;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> env;
  private final boolean outTerminal;
  private final boolean errTerminal;

  /**
   * Streams of one's own, which are not closed.
   *
   * @param in standard input
   * @param out standard output; it should report errors, as a file stream does
   * @param err standard error; likewise
   * @param env environment variables
   * @param outTerminal whether {@code out} is a terminal
   * @param errTerminal whether {@code err} is a terminal
   */
  public Console(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Map<String, String> env,
      boolean outTerminal,
      boolean errTerminal) {
    this(
        in,
        out,
        err,
        StandardCharsets.UTF_8,
        StandardCharsets.UTF_8,
        env,
        outTerminal,
        errTerminal);
  }

  private Console(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Charset outCharset,
      Charset errCharset,
      Map<String, String> env,
      boolean outTerminal,
      boolean errTerminal) {
    this.in = in;
    this.guestOut = out;
    this.guestErr = err;
    this.out = new PrintStream(new CheckedOutput(out, "standard output"), false, outCharset);
    this.err = new PrintStream(err, true, errCharset);
    this.env = env;
    this.outTerminal = outTerminal;
    this.errTerminal = errTerminal;
  }

  /** The process's own streams. */
  public static Console system() {
    // System.console() is null or not a terminal when either stream is redirected, so each stream
    // is asked for itself: the launcher, which is a shell and can, passes what it found.
    Map<String, String> env = System.getenv();
    String tty = env.getOrDefault(TERMINALS, "");
    return new Console(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        System.out.charset(),
        System.err.charset(),
        env,
        tty.contains("1"),
        tty.contains("2"));
  }

  /** Standard input. */
  public InputStream in() {
    return in;
  }

  /**
   * Standard output for the one result that was asked for. What cannot be written ends the command:
   * see {@link CheckedOutput}. It is buffered: flush it before the guest writes.
   */
  public PrintStream out() {
    return out;
  }

  /** Standard error, for everything said about it. */
  public PrintStream err() {
    return err;
  }

  /** Standard output for a program, which is told of errors and deals with them itself. */
  public OutputStream guestOut() {
    return guestOut;
  }

  /** Standard error for a program. */
  public OutputStream guestErr() {
    return guestErr;
  }

  /** Environment variables. */
  public Map<String, String> env() {
    return env;
  }

  /** Whether standard output is a terminal. */
  public boolean outTerminal() {
    return outTerminal;
  }

  /** Whether standard error is a terminal. */
  public boolean errTerminal() {
    return errTerminal;
  }

  /** Which of the descriptors 0 to 2 are terminals, for example {@code 012}. */
  public String terminals() {
    return env.getOrDefault(TERMINALS, "");
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
