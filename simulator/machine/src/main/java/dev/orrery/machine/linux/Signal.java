package dev.orrery.machine.linux;

import org.jspecify.annotations.Nullable;

/**
 * Signals. Their numbers are those of {@code asm-generic/signal.h}; numbers from 32 to 64 are
 * real-time signals and have no constant here.
 */
public enum Signal {
  SIGHUP(1, Default.END),
  SIGINT(2, Default.END),
  SIGQUIT(3, Default.CORE),
  SIGILL(4, Default.CORE),
  SIGTRAP(5, Default.CORE),
  SIGABRT(6, Default.CORE),
  SIGBUS(7, Default.CORE),
  SIGFPE(8, Default.CORE),
  SIGKILL(9, Default.END),
  SIGUSR1(10, Default.END),
  SIGSEGV(11, Default.CORE),
  SIGUSR2(12, Default.END),
  SIGPIPE(13, Default.END),
  SIGALRM(14, Default.END),
  SIGTERM(15, Default.END),
  SIGSTKFLT(16, Default.END),
  SIGCHLD(17, Default.IGNORE),
  SIGCONT(18, Default.IGNORE),
  SIGSTOP(19, Default.IGNORE),
  SIGTSTP(20, Default.IGNORE),
  SIGTTIN(21, Default.IGNORE),
  SIGTTOU(22, Default.IGNORE),
  SIGURG(23, Default.IGNORE),
  SIGXCPU(24, Default.CORE),
  SIGXFSZ(25, Default.CORE),
  SIGVTALRM(26, Default.END),
  SIGPROF(27, Default.END),
  SIGWINCH(28, Default.IGNORE),
  SIGIO(29, Default.END),
  SIGPWR(30, Default.END),
  SIGSYS(31, Default.CORE);

  /** The largest signal number. */
  public static final int MAX = 64;

  private final int number;
  private final Default action;

  /** What a signal does to a program that says nothing of it. Source: signal(7). */
  private enum Default {
    /** Nothing. */
    IGNORE,
    /** It ends. */
    END,
    /** It ends and leaves a dump, because it is at fault. */
    CORE
  }

  Signal(int number, Default action) {
    this.number = number;
    this.action = action;
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
    return s != null && s.action == Default.IGNORE;
  }

  /** Whether the signal, by default, says that the program is at fault. */
  public static boolean blames(int number) {
    Signal s = of(number);
    return s != null && s.action == Default.CORE;
  }
}
