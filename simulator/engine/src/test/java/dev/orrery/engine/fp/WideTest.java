package dev.orrery.engine.fp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WideTest {
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  @Test
  void shiftsRecordWhatTheyLose() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 50_000; i++) {
      long high = sparse(random);
      long low = sparse(random);
      int distance = random.nextInt(140);
      BigInteger value = unsigned(high).shiftLeft(64).or(unsigned(low));
      BigInteger shifted = shiftedSticky(value, distance);
      assertThat(unsigned(Wide.shiftedHigh(high, distance))).isEqualTo(shifted.divide(TWO_64));
      assertThat(unsigned(Wide.shiftedLow(high, low, distance))).isEqualTo(shifted.mod(TWO_64));
      assertThat(unsigned(Wide.shiftRightSticky(low, distance)))
          .isEqualTo(shiftedSticky(unsigned(low), distance));
    }
  }

  private static BigInteger shiftedSticky(BigInteger value, int distance) {
    BigInteger shifted = value.shiftRight(distance);
    return shifted.shiftLeft(distance).equals(value) ? shifted : shifted.setBit(0);
  }

  /** Zero to two ones, so that often nothing, and often the only one, is lost. */
  private static long sparse(SplittableRandom random) {
    long bits = 0;
    for (int ones = random.nextInt(3); ones > 0; ones--) {
      bits |= 1L << random.nextInt(64);
    }
    return bits;
  }

  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }
}
