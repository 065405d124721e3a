package dev.orrery.engine;

import dev.orrery.spec.ir.TrapKind;

/**
 * Thrown inside an engine by a row's trap statement; {@link Engine#run} turns it into {@link
 * Stop.Trap}.
 */
public final class GuestTrap extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Stop.Trap trap;

  /** A trap with the fields of {@link Stop.Trap}. */
  public GuestTrap(TrapKind kind, long cause, long value) {
    super(null, null, false, false);
    this.trap = new Stop.Trap(kind, cause, value);
  }

  /** A trap with the fields of {@link Stop.Trap}; the form that generated code calls. */
  public static GuestTrap of(TrapKind kind, long cause, long value) {
    return new GuestTrap(kind, cause, value);
  }

  /** What to report. */
  public Stop.Trap trap() {
    return trap;
  }

  @Override
  public String getMessage() {
    return trap.toString();
  }
}
