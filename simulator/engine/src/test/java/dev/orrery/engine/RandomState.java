package dev.orrery.engine;

import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.random.RandomGenerator;

/**
 * Register contents that find mistakes: boundaries, pointers to interesting places, special
 * numbers.
 */
final class RandomState {
  private static final long[] BOUNDARIES = {
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
    0x7fff_ffff,
    0x8000_0000L,
    0xffff_ffffL,
    0x1_0000_0000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -0x8000_0000L
  };
  private static final double[] NUMBERS = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    1.5,
    2.5,
    -2.5,
    3e9,
    -3e9,
    1e19,
    Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    Math.PI
  };
  private static final float[] SINGLES = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    1.5f,
    2.5f,
    3e9f,
    1e19f,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NaN,
    (float) Math.PI
  };

  private final RandomGenerator random;

  RandomState(RandomGenerator random) {
    this.random = random;
  }

  /** Gives all registers of {@code guests} the same new contents. */
  void randomise(TestGuest... guests) {
    Hart first = guests[0].hart;
    for (RegisterFile f : first.isa.files()) {
      boolean floats = f.zero() < 0;
      for (int i = 0; i < f.count(); i++) {
        if (i != f.zero()) {
          first.regs[f.slot() + i] = Bits.zext(floats ? number() : integer(), f.width());
        }
      }
    }
    for (Register r : first.isa.registers()) {
      first.set(r, random.nextInt(4) == 0 ? random.nextLong() : 0);
    }
    first.reservation = random.nextBoolean() ? TestGuest.DATA + 8 : Hart.NO_RESERVATION;
    for (TestGuest g : guests) {
      System.arraycopy(first.regs, 0, g.hart.regs, 0, first.regs.length);
      g.hart.fp.bits = first.fp.bits;
      g.hart.reservation = first.reservation;
    }
  }

  private long integer() {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextLong();
      case 1 -> BOUNDARIES[random.nextInt(BOUNDARIES.length)];
      case 2 -> random.nextInt(-70, 70);
      case 3 -> random.nextInt();
      default -> pointer();
    };
  }

  private long pointer() {
    int near = random.nextInt(-12, 12);
    return switch (random.nextInt(12)) {
      case 0 -> TestGuest.DATA + 0x1000 + near; // the border of two pages
      case 1 -> TestGuest.HOLE + near;
      case 2 -> TestGuest.BEHIND + near;
      case 3 -> TestGuest.CONSTANT + random.nextInt(0x1000);
      case 4 -> TestGuest.DEVICE + 8L * random.nextInt(0x200);
      case 5, 6 -> TestGuest.CODE + 2L * random.nextInt(0x100);
      default -> TestGuest.DATA + 8L * random.nextInt(0x400);
    };
  }

  private long number() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> Double.doubleToRawLongBits(NUMBERS[random.nextInt(NUMBERS.length)]);
      case 2 -> boxed(SINGLES[random.nextInt(SINGLES.length)]);
      case 3 -> boxed(Float.intBitsToFloat(random.nextInt()));
      case 4 -> Double.doubleToRawLongBits(random.nextGaussian() * 1000);
      default -> boxed((float) random.nextGaussian());
    };
  }

  private static long boxed(float f) {
    return 0xffff_ffff_0000_0000L | Float.floatToRawIntBits(f);
  }
}
