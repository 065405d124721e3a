package dev.orrery.machine.linux.fs;

import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a program finds on descriptors 0, 1 and 2. A stream that is null is not open, as after
 * {@code <&-} in a shell.
 *
 * <p>Give streams that report errors: a {@code FileOutputStream}, not a {@code PrintStream}. Each
 * write of the program is flushed. The streams are not closed with the table.
 *
 * @param input standard input; its {@code available()} tells what can be read without waiting. A
 *     read that throws {@link java.io.InterruptedIOException} ends the program's with {@code EINTR}
 * @param output standard output
 * @param error standard error
 * @param inputIsTerminal what {@code isatty(0)} says
 * @param outputIsTerminal what {@code isatty(1)} says
 * @param errorIsTerminal what {@code isatty(2)} says
 * @param rows height of the terminal, 0 if unknown
 * @param columns width of the terminal, 0 if unknown
 */
public record StandardStreams(
    @Nullable InputStream input,
    @Nullable OutputStream output,
    @Nullable OutputStream error,
    boolean inputIsTerminal,
    boolean outputIsTerminal,
    boolean errorIsTerminal,
    int rows,
    int columns) {

  /** Streams of which none is a terminal. */
  public static StandardStreams of(
      @Nullable InputStream input, @Nullable OutputStream output, @Nullable OutputStream error) {
    return new StandardStreams(input, output, error, false, false, false, 0, 0);
  }
}
