package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;

/** Ends a call with an error number. Carries no stack trace: it is a guest's event. */
final class GuestError extends IOException {
  private static final long serialVersionUID = 1;

  private final int errno;

  GuestError(int errno) {
    super(Errno.name(errno));
    this.errno = errno;
  }

  /** A positive {@link Errno}. */
  int errno() {
    return errno;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
