package dev.orrery.machine.linux.uapi;

/** Ends a system call with an error. Carries no stack trace: it is a guest's event. */
public final class LinuxError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Errno errno;

  LinuxError(Errno errno) {
    super(errno.name(), null, false, false);
    this.errno = errno;
  }

  /** The error. */
  public Errno errno() {
    return errno;
  }
}
