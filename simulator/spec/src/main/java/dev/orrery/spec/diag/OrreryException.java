package dev.orrery.spec.diag;

/**
 * Something a user can cause and a user can mend.
 *
 * <p>The message is complete as it stands: what went wrong, where (file:line:column, guest PC with
 * symbol, or flag), why, and what to do. It is printed as it is, and no stack trace is shown for
 * it. A bug of ours is any other exception.
 */
public final class OrreryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /**
   * Creates an exception with a finished message.
   *
   * @param exitCode how the process should end
   * @param message what, where, why, and what to do
   */
  public OrreryException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /**
   * Creates an exception with a finished message, keeping what led to it for {@code --debug}.
   *
   * @param exitCode how the process should end
   * @param message what, where, why, and what to do
   * @param cause the exception underneath
   */
  public OrreryException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** How the process should end. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
