package dev.orrery.machine.linux;

/** Ends a system call with an error. Carries no stack trace: it is a guest's event. */
final class LinuxError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int errno;

  private LinuxError(int errno) {
    super(Errno.name(errno), null, false, false);
    this.errno = errno;
  }

  /** The error of a number in {@link Errno}. */
  static LinuxError of(int errno) {
    return new LinuxError(errno);
  }

  /** A positive {@link Errno}. */
  int errno() {
    return errno;
  }
}
