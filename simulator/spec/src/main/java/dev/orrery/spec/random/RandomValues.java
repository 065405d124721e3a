package dev.orrery.spec.random;

import java.util.random.RandomGenerator;

/** Numbers near which instructions go wrong. */
public final class RandomValues {
  private static final long[] INTEGERS = {
    0,
    1,
    2,
    3,
    31,
    32,
    63,
    64,
    -1,
    -2,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x7fff_ffffL,
    0x8000_0000L,
    0xffff_ffffL,
    0x1_0000_0000L,
    -0x8000_0000L,
    Long.MIN_VALUE,
    Long.MAX_VALUE
  };

  private static final int[] SINGLES = {
    0,
    0x8000_0000,
    0x7f80_0000, // infinity
    0xff80_0000,
    0x7fc0_0000, // the canonical NaN
    0x7f80_0001, // a signalling one
    0x0000_0001, // the smallest
    0x007f_ffff, // the largest below the normal ones
    0x0080_0000,
    0x7f7f_ffff,
    0x3f80_0000,
    0xbf80_0000,
    0x4f00_0000, // 2 to the 31
    0xcf00_0000,
    0x5f00_0000 // 2 to the 63
  };

  private static final long[] DOUBLES = {
    0,
    Long.MIN_VALUE,
    0x7ff0_0000_0000_0000L, // infinity
    0xfff0_0000_0000_0000L,
    0x7ff8_0000_0000_0000L, // the canonical NaN
    0x7ff0_0000_0000_0001L, // a signalling one
    1, // the smallest
    0x000f_ffff_ffff_ffffL, // the largest below the normal ones
    0x0010_0000_0000_0000L,
    0x7fef_ffff_ffff_ffffL,
    0x3ff0_0000_0000_0000L,
    0x41e0_0000_0000_0000L, // 2 to the 31
    0x43e0_0000_0000_0000L, // 2 to the 63
    0xc3e0_0000_0000_0000L,
    0x3690_0000_0000_0000L, // half of the smallest single
    0x380f_ffff_ffff_ffffL // next to the smallest normal single
  };

  private final RandomGenerator random;

  /** Numbers from {@code random}. */
  public RandomValues(RandomGenerator random) {
    this.random = random;
  }

  /** An integer of 64 bits: a boundary, a small one, any. */
  public long integer() {
    return switch (random.nextInt(5)) {
      case 0 -> INTEGERS[random.nextInt(INTEGERS.length)];
      case 1 -> random.nextLong() >> random.nextInt(64);
      case 2 -> random.nextInt(-70, 70);
      default -> random.nextLong();
    };
  }

  /** The contents of a register of 64 bits: mostly a number of IEEE 754, boxed if narrower. */
  public long floating() {
    return switch (random.nextInt(10)) {
      case 0 -> random.nextLong();
      case 1, 2, 3, 4 -> 0xffff_ffff_0000_0000L | Integer.toUnsignedLong(single());
      default -> doubleBits();
    };
  }

  private int single() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt();
      case 1 -> Float.floatToRawIntBits(random.nextInt(-1000, 1000) / 8f);
      default -> SINGLES[random.nextInt(SINGLES.length)];
    };
  }

  private long doubleBits() {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextLong();
      case 1 -> Double.doubleToRawLongBits(random.nextInt(-10_000, 10_000) / 16.0);
      default -> DOUBLES[random.nextInt(DOUBLES.length)];
    };
  }
}
