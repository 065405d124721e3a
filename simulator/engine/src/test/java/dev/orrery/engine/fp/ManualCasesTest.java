package dev.orrery.engine.fp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the RISC-V unprivileged manual states in words and tables, written out. */
class ManualCasesTest {
  private static final long SNAN = 0x7ff0_0000_0000_0001L;
  private static final long QNAN = 0xfff8_0000_0000_0123L;
  private static final long ONE = bits(1.0);
  private static final long MINUS_ZERO = Long.MIN_VALUE;
  private static final long INFINITY = 0x7ff0_0000_0000_0000L;

  private static final int SNAN32 = 0x7f80_0001;
  private static final int QNAN32 = 0xffc0_0123;
  private static final int ONE32 = Float.floatToRawIntBits(1.0f);
  private static final int MINUS_ZERO32 = Integer.MIN_VALUE;

  private final FpFlags flags = new FpFlags();

  @Test
  void minAndMaxPreferNumbersAndOrderZeros() {
    assertThat(F64.min(MINUS_ZERO, 0, flags)).isEqualTo(MINUS_ZERO);
    assertThat(F64.min(0, MINUS_ZERO, flags)).isEqualTo(MINUS_ZERO);
    assertThat(F64.max(MINUS_ZERO, 0, flags)).isZero();
    assertThat(F64.max(0, MINUS_ZERO, flags)).isZero();
    assertThat(F64.min(ONE, QNAN, flags)).isEqualTo(ONE);
    assertThat(F64.max(QNAN, ONE, flags)).isEqualTo(ONE);
    assertThat(F64.min(QNAN, QNAN, flags)).isEqualTo(F64.CANONICAL_NAN);
    assertThat(F32.min(MINUS_ZERO32, 0, flags)).isEqualTo(MINUS_ZERO32);
    assertThat(F32.max(MINUS_ZERO32, 0, flags)).isZero();
    assertThat(F32.min(ONE32, QNAN32, flags)).isEqualTo(ONE32);
    assertThat(F32.max(QNAN32, QNAN32, flags)).isEqualTo(F32.CANONICAL_NAN);
    assertRaised(0);
  }

  @Test
  void minAndMaxSignalButStillPreferTheNumber() {
    assertThat(F64.min(SNAN, ONE, flags)).isEqualTo(ONE);
    assertRaised(FpFlags.NV);
    assertThat(F32.max(ONE32, SNAN32, flags)).isEqualTo(ONE32);
    assertRaised(FpFlags.NV);
    assertThat(F64.max(SNAN, QNAN, flags)).isEqualTo(F64.CANONICAL_NAN);
    assertRaised(FpFlags.NV);
  }

  @Test
  void equalityIsQuietAndOrderSignals() {
    assertThat(F64.eq(QNAN, ONE, flags)).isZero();
    assertThat(F32.eq(QNAN32, QNAN32, flags)).isZero();
    assertThat(F64.eq(0, MINUS_ZERO, flags)).isOne();
    assertRaised(0);
    assertThat(F64.eq(SNAN, ONE, flags)).isZero();
    assertRaised(FpFlags.NV);
    assertThat(F64.lt(QNAN, ONE, flags)).isZero();
    assertRaised(FpFlags.NV);
    assertThat(F32.le(ONE32, QNAN32, flags)).isZero();
    assertRaised(FpFlags.NV);
  }

  @Test
  void zeroTimesInfinityIsInvalidEvenWithQuietNanAddend() {
    assertThat(F64.fma(0, INFINITY, QNAN, Frm.RNE, flags)).isEqualTo(F64.CANONICAL_NAN);
    assertRaised(FpFlags.NV);
    assertThat(F32.fma(0, 0x7f80_0000, QNAN32, Frm.RNE, flags)).isEqualTo(F32.CANONICAL_NAN);
    assertRaised(FpFlags.NV);
  }

  @Test
  void nanResultsAreCanonical() {
    assertThat(F64.add(QNAN, ONE, Frm.RNE, flags)).isEqualTo(F64.CANONICAL_NAN);
    assertThat(F64.fromF32(QNAN32, flags)).isEqualTo(F64.CANONICAL_NAN);
    assertThat(F64.toF32(QNAN, Frm.RNE, flags)).isEqualTo(F32.CANONICAL_NAN);
    assertRaised(0);
    assertThat(F64.fromF32(SNAN32, flags)).isEqualTo(F64.CANONICAL_NAN);
    assertRaised(FpFlags.NV);
  }

  /** The smallest normal number can be reached from below both with and without underflow. */
  @Test
  void tininessIsDetectedAfterRounding() {
    int belowOne = ONE32 - 1;
    int leastNormal = 0x0080_0000;
    assertThat(F32.mul(leastNormal, belowOne, Frm.RNE, flags)).isEqualTo(leastNormal);
    assertRaised(FpFlags.NX | FpFlags.UF);
    long tooSmall = bits(0x1.fffffffffffffp-1);
    assertThat(F64.div(tooSmall, bits(0x1p1022), Frm.RNE, flags)).isEqualTo(bits(0x1p-1022));
    assertRaised(FpFlags.NX | FpFlags.UF);
    assertThat(F64.toF32(bits(0x1.fffffep-127), Frm.RNE, flags)).isEqualTo(leastNormal);
    assertRaised(FpFlags.NX | FpFlags.UF);
    assertThat(F64.toF32(bits(0x1.ffffffp-127), Frm.RNE, flags)).isEqualTo(leastNormal);
    assertRaised(FpFlags.NX);
    int belowLeastNormal = 0x007f_ffff;
    int aboveOne = ONE32 + 1;
    assertThat(F32.mul(belowLeastNormal, aboveOne, Frm.RNE, flags)).isEqualTo(leastNormal);
    assertRaised(FpFlags.NX);
  }

  /** The product is 2 and a little, 2^-73 of it: without that it would be a tie, and go to even. */
  @Test
  void fusedProductIsExactHoweverLargeTheAddend() {
    long x = bits(0x1.9f8629aff1ca5p0);
    long y = bits(0x1.3b7013b866e0cp0);
    for (int before : new int[] {0, FpFlags.NX}) {
      flags.bits = before;
      assertThat(F64.fma(x, y, bits(0x1p54), Frm.RNE, flags)).isEqualTo(bits(0x1.0000000000001p54));
      assertRaised(FpFlags.NX);
    }
  }

  /** The manual's table of the domains of conversions to integers. */
  @ParameterizedTest
  @CsvSource({
    "-Infinity, -2147483648, 0, -9223372036854775808, 0",
    "-1e30, -2147483648, 0, -9223372036854775808, 0",
    "1e30, 2147483647, -1, 9223372036854775807, -1",
    "Infinity, 2147483647, -1, 9223372036854775807, -1",
    "NaN, 2147483647, -1, 9223372036854775807, -1",
  })
  void conversionsSaturate(double value, int i32, int u32, long i64, long u64) {
    long bits = bits(value);
    int bits32 = Float.floatToRawIntBits((float) value);
    for (int rm = Frm.RNE; rm <= Frm.RMM; rm++) {
      assertThat(F64.toI32(bits, rm, flags)).isEqualTo(i32);
      assertRaised(FpFlags.NV);
      assertThat(F64.toU32(bits, rm, flags)).isEqualTo(u32);
      assertRaised(FpFlags.NV);
      assertThat(F64.toI64(bits, rm, flags)).isEqualTo(i64);
      assertRaised(FpFlags.NV);
      assertThat(F64.toU64(bits, rm, flags)).isEqualTo(u64);
      assertRaised(FpFlags.NV);
      assertThat(F32.toI32(bits32, rm, flags)).isEqualTo(i32);
      assertRaised(FpFlags.NV);
      assertThat(F32.toU32(bits32, rm, flags)).isEqualTo(u32);
      assertRaised(FpFlags.NV);
      assertThat(F32.toI64(bits32, rm, flags)).isEqualTo(i64);
      assertRaised(FpFlags.NV);
      assertThat(F32.toU64(bits32, rm, flags)).isEqualTo(u64);
      assertRaised(FpFlags.NV);
    }
  }

  /** The range is that of the rounded value, and a value out of range is not inexact as well. */
  @ParameterizedTest
  @CsvSource({
    "-0.75, 1, 0, 1", // towards zero: 0, inexact
    "-0.75, 0, 0, 16", // to nearest: -1, invalid
    "-0.5, 0, 0, 1", // to nearest, tie to even: 0, inexact
    "-0.5, 4, 0, 16", // to nearest, tie away: -1, invalid
    "-0.25, 2, 0, 16", // down: -1, invalid
    "4294967295.5, 1, -1, 1",
    "4294967295.5, 0, -1, 16",
    "4294967295.5, 3, -1, 16",
  })
  void rangeIsCheckedAfterRounding(double value, int rm, int expected, int expectedFlags) {
    assertThat(F64.toU32(bits(value), rm, flags)).isEqualTo(expected);
    assertRaised(expectedFlags);
  }

  @ParameterizedTest
  @CsvSource({
    "fff0000000000000, ff800000, 0",
    "bff0000000000000, bf800000, 1",
    "8000000000000001, 80000001, 2",
    "8000000000000000, 80000000, 3",
    "0000000000000000, 00000000, 4",
    "000fffffffffffff, 007fffff, 5",
    "0010000000000000, 00800000, 6",
    "7ff0000000000000, 7f800000, 7",
    "7ff4000000000000, 7fa00000, 8",
    "fff8000000000000, ffc00000, 9",
  })
  void classesAreThoseOfTheTable(String f64, String f32, int bit) {
    assertThat(F64.classify(Long.parseUnsignedLong(f64, 16))).isEqualTo(1 << bit);
    assertThat(F32.classify(Integer.parseUnsignedInt(f32, 16))).isEqualTo(1 << bit);
  }

  @Test
  void boxingIsCheckedOnTheWayOut() {
    assertThat(Boxing.unbox32(0xffff_ffff_3f80_0000L)).isEqualTo(ONE32);
    assertThat(Boxing.unbox32(0xffff_fffe_3f80_0000L)).isEqualTo(F32.CANONICAL_NAN);
    assertThat(Boxing.unbox32(ONE)).isEqualTo(F32.CANONICAL_NAN);
    assertThat(Boxing.unbox16(0xffff_ffff_ffff_3c00L)).isEqualTo(0x3c00);
    assertThat(Boxing.unbox16(0xffff_ffff_fffe_3c00L)).isEqualTo(F16.CANONICAL_NAN);
    assertThat(Boxing.unbox16(0x7fff_ffff_ffff_3c00L)).isEqualTo(F16.CANONICAL_NAN);
    assertThat(Boxing.unbox16(0xffff_8000)).isEqualTo(0x8000);
    assertThat(Boxing.unbox16(0x7fff_8000)).isEqualTo(F16.CANONICAL_NAN);
  }

  @Test
  void reservedRoundingModesAreRefused() {
    long third = F64.div(ONE, bits(3.0), Frm.RNE, flags);
    assertThatThrownBy(() -> F64.mul(third, third, 5, flags))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5");
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  /** Checks the flags raised since the last check, and clears them. */
  private void assertRaised(int expected) {
    assertThat(flags.bits).isEqualTo(expected);
    flags.bits = 0;
  }
}
