package dev.orrery.machine.linux;

/**
 * Random numbers from a seed, the same on every host and JDK. Source: Steele et al., SplitMix64.
 */
final class SplitMix {
  private long state;

  SplitMix(long seed) {
    this.state = seed;
  }

  long next() {
    state += 0x9E37_79B9_7F4A_7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }

  void fill(byte[] bytes, int length) {
    for (int i = 0; i < length; i += 8) {
      long r = next();
      for (int k = i; k < Math.min(i + 8, length); k++, r >>>= 8) {
        bytes[k] = (byte) r;
      }
    }
  }
}
