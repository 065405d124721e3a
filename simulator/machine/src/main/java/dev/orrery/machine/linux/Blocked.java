package dev.orrery.machine.linux;

/** Thrown by a system call that cannot go on yet. Carries no stack trace: it is a guest's event. */
final class Blocked extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Wait wait;

  Blocked(Wait wait) {
    super(null, null, false, false);
    this.wait = wait;
  }

  @Override
  public String getMessage() {
    return wait.what();
  }

  /** What it waits for. */
  Wait on() {
    return wait;
  }
}
