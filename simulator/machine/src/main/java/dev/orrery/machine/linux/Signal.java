package dev.orrery.machine.linux;

import org.jspecify.annotations.Nullable;

/**
 * Signals. Their numbers are those of {@code asm-generic/signal.h}; numbers from 32 to 64 are
 * real-time signals and have no constant here.
 */
public enum Signal {
  SIGHUP(1, false),
  SIGINT(2, false),
  SIGQUIT(3, false),
  SIGILL(4, false),
  SIGTRAP(5, false),
  SIGABRT(6, false),
  SIGBUS(7, false),
  SIGFPE(8, false),
  SIGKILL(9, false),
  SIGUSR1(10, false),
  SIGSEGV(11, false),
  SIGUSR2(12, false),
  SIGPIPE(13, false),
  SIGALRM(14, false),
  SIGTERM(15, false),
  SIGSTKFLT(16, false),
  SIGCHLD(17, true),
  SIGCONT(18, true),
  SIGSTOP(19, true),
  SIGTSTP(20, true),
  SIGTTIN(21, true),
  SIGTTOU(22, true),
  SIGURG(23, true),
  SIGXCPU(24, false),
  SIGXFSZ(25, false),
  SIGVTALRM(26, false),
  SIGPROF(27, false),
  SIGWINCH(28, true),
  SIGIO(29, false),
  SIGPWR(30, false),
  SIGSYS(31, false);

  /** The largest signal number. */
  public static final int MAX = 64;

  private final int number;
  private final boolean harmless;

  Signal(int number, boolean harmless) {
    this.number = number;
    this.harmless = harmless;
  }

  /** The number that programs see. */
  public int number() {
    return number;
  }

  /** The signal of a number; null for real-time signals and numbers that are none. */
  public static @Nullable Signal of(int number) {
    return number >= 1 && number <= values().length ? values()[number - 1] : null;
  }

  /** The name of a number, for example {@code SIGSEGV} or {@code SIGRT_2}. */
  public static String name(int number) {
    Signal s = of(number);
    return s != null ? s.name() : "SIGRT_" + (number - 32);
  }

  /**
   * Whether the signal goes unnoticed by default. Stopping and continuing count as such: there is
   * nobody who could continue the only process.
   */
  public static boolean ignoredByDefault(int number) {
    Signal s = of(number);
    return s != null && s.harmless;
  }
}
