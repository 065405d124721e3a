package dev.orrery.spec.lang.source;

/**
 * A finding that ends the work on one line, row or declaration. It is caught where these are taken
 * one after the other, so that the rest is checked too.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  /** Creates a failure that reports {@code diagnostic}. */
  public Failure(Diagnostic diagnostic) {
    super(diagnostic.message(), null, false, false);
    this.diagnostic = diagnostic;
  }

  /** Creates a failure; see {@link Diagnostic}. */
  public Failure(String code, Span span, String message, String help) {
    this(new Diagnostic(code, span, message, help));
  }

  /** What to report. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
