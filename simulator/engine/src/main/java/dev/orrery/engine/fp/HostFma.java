package dev.orrery.engine.fp;

/**
 * Whether {@link Math#fma} is one instruction on this host. Where it is not, the Java library falls
 * back to {@code BigDecimal}, which is right but many times slower than {@link SoftArithmetic}.
 */
public final class HostFma {
  /**
   * True if {@link Math#fma} is fast. Java offers no query for it short of the management
   * interface, whose start-up costs more than a short guest program, so it is timed: an instruction
   * takes nanoseconds even in the JVM's interpreter, {@code BigDecimal} in its cold state hundreds
   * of microseconds. A wrong answer costs speed and nothing else, since both ways give the same
   * bits.
   */
  public static final boolean AVAILABLE = isFast();

  private static final int ATTEMPTS = 4;
  private static final long LIMIT_NANOSECONDS = 10_000;

  private HostFma() {}

  private static boolean isFast() {
    double x = 1.0 + 0x1p-30;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long start = System.nanoTime();
      x = Math.fma(x, 0.75, 0.25 + 0x1p-40);
      long elapsed = System.nanoTime() - start;
      if (x > 0 && elapsed < LIMIT_NANOSECONDS) {
        return true;
      }
    }
    return false;
  }
}
