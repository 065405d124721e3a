package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.fp.FpFlags;
import dev.orrery.engine.interp.InterpreterForms;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.engine.random.World;
import dev.orrery.spec.Isas;
import dev.orrery.spec.asm.encode.InsnEncoder;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.RegisterFile;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows of extensions that QEMU 7.2 does not have, against what the manual says of them, computed
 * here by other means, on the oracle and the interpreter.
 */
class ExtensionRowsTest {
  private static final int CASES = 1_000;
  private static final long BOX = 0xffff_ffff_0000_0000L;

  private final SplittableRandom random = new SplittableRandom(1);

  /** One program on both engines; registers are x10 to x15 and f10 to f12. */
  private static final class Both {
    final Isa isa;
    final InsnEncoder encoder;
    final List<TestGuest> guests;

    Both(String name) {
      isa = Isas.stock(name);
      encoder = new InsnEncoder(isa);
      guests =
          List.of(
              new TestGuest(new OracleEngine(isa, EngineOptions.PLAIN)),
              new TestGuest(InterpreterForms.blocksOnly(isa)));
    }

    private int slot(String register) {
      RegisterFile file = isa.files().get(register.charAt(0) == 'f' ? 1 : 0);
      int number = file.names().indexOf(register);
      assertThat(number).as(register).isNotNegative();
      return file.slot() + number;
    }

    void set(String register, long value) {
      guests.forEach(g -> g.hart.regs[slot(register)] = value);
    }

    long get(String register) {
      return guests.getFirst().hart.regs[slot(register)];
    }

    int flags() {
      return guests.getFirst().hart.fp.bits;
    }

    void memory(long address, int bytes, long value) {
      guests.forEach(g -> g.space.load(address, bytes, value));
    }

    long memory(long address) {
      return guests.getFirst().hart.memory.load64(address);
    }

    long memory(long address, int bytes) {
      return guests.getFirst().space.load(guests.getFirst().hart.memory, address, bytes);
    }

    void run(String text) {
      run(encoder.encode(text, World.CODE).word(), text);
    }

    void run(long word, String text) {
      for (TestGuest g : guests) {
        g.space.load(World.CODE, 8, word);
        g.hart.pc = World.CODE;
        g.hart.fp.bits = 0;
        assertThat(g.engine.run(g.hart, 1)).as("%s: %s", text, g.hart.stop).isEqualTo(1);
      }
      guests.getFirst().assertSame(guests.getLast(), () -> text);
    }
  }

  @Test
  void aConditionMakesZero() {
    Both b = new Both("rv64max");
    for (int i = 0; i < CASES; i++) {
      long value = random.nextLong();
      long condition = i % 3 == 0 ? 0 : random.nextLong();
      b.set("a1", value);
      b.set("a2", condition);
      b.run("czero.eqz a0, a1, a2");
      assertThat(b.get("a0")).isEqualTo(condition == 0 ? 0 : value);
      b.run("czero.nez a0, a1, a2");
      assertThat(b.get("a0")).isEqualTo(condition == 0 ? value : 0);
    }
  }

  @Test
  void constantsAreThoseOfTheTable() {
    double[] table = {
      -1,
      0,
      0x1p-16,
      0x1p-15,
      0x1p-8,
      0x1p-7,
      0.0625,
      0.125,
      0.25,
      0.3125,
      0.375,
      0.4375,
      0.5,
      0.625,
      0.75,
      0.875,
      1,
      1.25,
      1.5,
      1.75,
      2,
      2.5,
      3,
      4,
      8,
      16,
      128,
      256,
      32768,
      65536,
      Double.POSITIVE_INFINITY,
      Double.NaN
    };
    Both b = new Both("rv64max");
    for (int k = 0; k < table.length; k++) {
      double value = table[k];
      b.run(0xf0100553L | k << 15, "fli.s " + k);
      float single = k == 1 ? Float.MIN_NORMAL : (float) value;
      assertThat(b.get("fa0")).isEqualTo(BOX | Float.floatToIntBits(single));
      b.run(0xf2100553L | k << 15, "fli.d " + k);
      assertThat(b.get("fa0"))
          .isEqualTo(Double.doubleToLongBits(k == 1 ? Double.MIN_NORMAL : value));
      b.run(0xf4100553L | k << 15, "fli.h " + k);
      short half = Float.floatToFloat16(k == 1 ? 0x1p-14f : (float) value);
      assertThat(b.get("fa0")).isEqualTo(-1L << 16 | half & 0xffffL);
      assertThat(b.flags()).isZero();
    }
  }

  @Test
  void minimumMaximumAndQuietComparisonsOfDoubles() {
    Both b = new Both("rv64max");
    for (int i = 0; i < CASES; i++) {
      long x = number();
      long y = i % 5 == 0 ? x : number();
      double dx = Double.longBitsToDouble(x);
      double dy = Double.longBitsToDouble(y);
      int invalid = signals(x) || signals(y) ? FpFlags.NV : 0;
      b.set("fa1", x);
      b.set("fa2", y);
      b.run("fminm.d fa0, fa1, fa2");
      assertThat(b.get("fa0")).isEqualTo(Double.doubleToLongBits(Math.min(dx, dy)));
      assertThat(b.flags()).isEqualTo(invalid);
      b.run("fmaxm.d fa0, fa1, fa2");
      assertThat(b.get("fa0")).isEqualTo(Double.doubleToLongBits(Math.max(dx, dy)));
      assertThat(b.flags()).isEqualTo(invalid);
      b.run("fltq.d a0, fa1, fa2");
      assertThat(b.get("a0")).isEqualTo(dx < dy ? 1 : 0);
      assertThat(b.flags()).isEqualTo(invalid);
      b.run("fleq.d a0, fa1, fa2");
      assertThat(b.get("a0")).isEqualTo(dx <= dy ? 1 : 0);
      assertThat(b.flags()).isEqualTo(invalid);
    }
  }

  @Test
  void narrowerFormatsDoTheSame() {
    Both b = new Both("rv64max");
    for (int i = 0; i < CASES; i++) {
      int x = random.nextInt(0x10000);
      int y = i % 5 == 0 ? x : random.nextInt(0x10000);
      float fx = Float.float16ToFloat((short) x);
      float fy = Float.float16ToFloat((short) y);
      boolean anySignals =
          Float.isNaN(fx) && (x & 0x200) == 0 || Float.isNaN(fy) && (y & 0x200) == 0;
      int invalid = anySignals ? FpFlags.NV : 0;
      b.set("fa1", -1L << 16 | x);
      b.set("fa2", -1L << 16 | y);
      float least = Math.min(fx, fy);
      int expected = Float.isNaN(least) ? 0x7e00 : Float.floatToFloat16(least) & 0xffff;
      b.run("fminm.h fa0, fa1, fa2");
      assertThat(b.get("fa0")).isEqualTo(-1L << 16 | expected);
      assertThat(b.flags()).isEqualTo(invalid);
      b.run("fleq.h a0, fa1, fa2");
      assertThat(b.get("a0")).isEqualTo(fx <= fy ? 1 : 0);
      assertThat(b.flags()).isEqualTo(invalid);
      int single = random.nextInt();
      float s = Float.intBitsToFloat(single);
      b.set("fa1", BOX | single);
      b.set("fa2", BOX | Float.floatToIntBits(fy));
      b.run("fmaxm.s fa0, fa1, fa2");
      assertThat(b.get("fa0")).isEqualTo(BOX | Float.floatToIntBits(Math.max(s, fy)));
      b.run("fltq.s a0, fa1, fa2");
      assertThat(b.get("a0")).isEqualTo(s < fy ? 1 : 0);
      assertThat(b.flags()).isEqualTo(Float.isNaN(s) && (single & 0x40_0000) == 0 ? 16 : 0);
    }
  }

  @Test
  void roundingStaysInTheFormat() {
    Both b = new Both("rv64max");
    for (int i = 0; i < CASES; i++) {
      double x = random.nextInt(4) == 0 ? random.nextInt(-9, 10) / 2.0 : random.nextGaussian() * 9;
      b.set("fa1", Double.doubleToRawLongBits(x));
      b.run("fround.d fa0, fa1, rne");
      assertThat(Double.longBitsToDouble(b.get("fa0"))).isEqualTo(Math.rint(x));
      assertThat(b.flags()).isZero();
      b.run("froundnx.d fa0, fa1, rdn");
      assertThat(Double.longBitsToDouble(b.get("fa0"))).isEqualTo(Math.floor(x));
      assertThat(b.flags()).isEqualTo(Math.floor(x) == x ? 0 : FpFlags.NX);
      b.run("fround.d fa0, fa1, rup");
      assertThat(Double.longBitsToDouble(b.get("fa0"))).isEqualTo(Math.ceil(x));
    }
  }

  @Test
  void modularConversionKeepsTheLowBits() {
    Both b = new Both("rv64max");
    for (int i = 0; i < CASES; i++) {
      long x = number();
      double d = Double.longBitsToDouble(x);
      boolean finite = Double.isFinite(d);
      BigInteger integer = finite ? new BigDecimal(d).toBigInteger() : BigInteger.ZERO;
      b.set("fa1", x);
      b.run("fcvtmod.w.d a0, fa1, rtz");
      assertThat(b.get("a0")).as("%h", x).isEqualTo(integer.intValue());
      boolean fits = finite && integer.bitLength() < 32;
      boolean exact = finite && new BigDecimal(d).compareTo(new BigDecimal(integer)) == 0;
      assertThat(b.flags()).isEqualTo(!fits ? FpFlags.NV : exact ? 0 : FpFlags.NX);
    }
  }

  @Test
  void compareAndSwapStoresWhatItShould() {
    Both b = new Both("rv64max");
    for (int i = 0; i < CASES; i++) {
      long old = random.nextLong();
      boolean equal = random.nextBoolean();
      long expected = equal ? old : random.nextLong();
      long value = random.nextLong();
      b.memory(World.DATA, 8, old);
      b.set("a2", World.DATA);
      b.set("a1", value);
      b.set("a0", expected);
      b.run("amocas.d.aqrl a0, a1, (a2)");
      assertThat(b.get("a0")).isEqualTo(old);
      assertThat(b.memory(World.DATA)).isEqualTo(equal ? value : old);
      b.memory(World.DATA, 8, old);
      b.set("a0", random.nextLong() << 32 | expected & 0xffff_ffffL); // upper half: not compared
      b.run("amocas.w a0, a1, (a2)");
      assertThat(b.get("a0")).isEqualTo((int) old);
      long low = (int) expected == (int) old ? value : old;
      assertThat(b.memory(World.DATA)).isEqualTo(old >> 32 << 32 | low & 0xffff_ffffL);
    }
  }

  /** Manual, Zacas: pairs of registers, of which x0 stands for a pair of zeros. */
  @ParameterizedTest
  @CsvSource({"rv64max, amocas.q, 8", "rv32max, amocas.d, 4"})
  void compareAndSwapOfPairs(String isa, String mnemonic, int half) {
    Both b = new Both(isa);
    for (int i = 0; i < CASES; i++) {
      long[] old = {number(half), number(half)};
      long[] expected = {
        random.nextInt(3) == 0 ? number(half) : old[0],
        random.nextInt(3) == 0 ? number(half) : old[1]
      };
      long[] value = {number(half), number(half)};
      boolean zeroExpected = random.nextInt(4) == 0;
      boolean zeroValue = random.nextInt(4) == 0;
      if (zeroExpected && random.nextBoolean()) {
        old = new long[2];
      }
      b.memory(World.DATA, half, old[0]);
      b.memory(World.DATA + half, half, old[1]);
      b.set("a4", World.DATA);
      b.set("a0", expected[0]);
      b.set("a1", expected[1]);
      b.set("a2", value[0]);
      b.set("a3", value[1]);
      String destination = zeroExpected ? "zero" : "a0";
      String source = zeroValue ? "zero" : "a2";
      b.set("ra", expected[0]); // the register behind x0, which is no part of any pair
      b.run(mnemonic + " " + destination + ", " + source + ", (a4)");

      boolean swapped = Arrays.equals(zeroExpected ? new long[2] : expected, old);
      long[] left = !swapped ? old : zeroValue ? new long[2] : value;
      assertThat(b.memory(World.DATA, half)).isEqualTo(left[0]);
      assertThat(b.memory(World.DATA + half, half)).isEqualTo(left[1]);
      assertThat(b.get("a0")).isEqualTo(zeroExpected ? expected[0] : old[0]);
      assertThat(b.get("a1")).isEqualTo(zeroExpected ? expected[1] : old[1]);
      assertThat(b.get("ra")).isEqualTo(expected[0]);
    }
  }

  @ParameterizedTest
  @CsvSource({"rv64max, amocas.q, 16", "rv32max, amocas.d, 8"})
  void pairsNeedEvenRegistersAndAlignedMemory(String isa, String mnemonic, int bytes) {
    Both b = new Both(isa);
    long word = b.encoder.encode(mnemonic + " a0, a2, (a4)", World.CODE).word();
    assertThat(b.isa.decoder().decode(word | 1 << 7, 0)).as("rd is odd").isNull();
    assertThat(b.isa.decoder().decode(word | 1 << 20, 0)).as("rs2 is odd").isNull();
    for (long address : new long[] {bytes / 2, 1, 0x1000 - bytes / 2}) {
      b.set("a4", World.DATA + address);
      for (TestGuest g : b.guests) {
        g.space.load(World.CODE, 4, word);
        g.hart.pc = World.CODE;
        assertThat(g.engine.run(g.hart, 1)).isZero();
        assertThat(g.hart.stop)
            .isInstanceOfSatisfying(
                Stop.Fault.class,
                f -> {
                  assertThat(f.access()).isEqualTo(Access.STORE);
                  assertThat(f.reason()).isEqualTo(FaultReason.MISALIGNED);
                });
      }
    }
  }

  private long number(int bytes) {
    return random.nextLong() >>> (64 - 8 * bytes);
  }

  /** Manual, Zihpm: a counter that counts nothing may read as a constant; none can be written. */
  @ParameterizedTest
  @CsvSource({"rv64max, 0xc03, 0xc1f", "rv32max, 0xc03, 0xc1f", "rv32max, 0xc83, 0xc9f"})
  void performanceCountersReadZero(String isa, int first, int last) {
    Both b = new Both(isa);
    for (int csr = first; csr <= last; csr++) {
      b.set("a0", -1L >>> (64 - b.isa.xlen()));
      b.run("csrrs a0, " + csr + ", zero");
      assertThat(b.get("a0")).as("csr %x", csr).isZero();
      refuses(b, "csrrw a0, " + csr + ", zero");
    }
    for (int csr : new int[] {first - 4, last + 1}) {
      refuses(b, "csrrs a0, " + csr + ", zero");
    }
  }

  private static void refuses(Both b, String text) {
    long word = b.encoder.encode(text, World.CODE).word();
    for (TestGuest g : b.guests) {
      g.space.load(World.CODE, 4, word);
      g.hart.pc = World.CODE;
      assertThat(g.engine.run(g.hart, 1)).as(text).isZero();
      assertThat(g.hart.stop).as(text).isInstanceOf(Stop.Trap.class);
    }
  }

  @Test
  void aBlockIsZeroedAndNoMore() {
    Both b = new Both("rv64max");
    for (int offset = 0; offset < 256; offset += 13) {
      for (int i = 0; i < 384; i += 8) {
        b.memory(World.DATA + i, 8, -1);
      }
      b.set("a0", World.DATA + 64 + offset);
      b.run("cbo.zero (a0)");
      for (int i = 0; i < 384; i += 8) {
        boolean inside = i / 64 == (64 + offset) / 64;
        assertThat(b.memory(World.DATA + i)).isEqualTo(inside ? 0 : -1);
      }
      b.run("cbo.flush (a0)");
      b.run("prefetch.w -64(a0)");
      b.run("wrs.nto");
    }
  }

  @Test
  void compressedFormsOfZcb() {
    Both b = new Both("rv64max");
    for (int i = 0; i < CASES; i++) {
      long x = random.nextLong();
      long y = random.nextLong();
      String[] texts = {
        "c.zext.b", "c.sext.b", "c.zext.h", "c.sext.h", "c.zext.w", "c.not",
      };
      long[] results = {x & 0xff, (byte) x, x & 0xffff, (short) x, x & 0xffff_ffffL, ~x};
      for (int t = 0; t < texts.length; t++) {
        b.set("a0", x);
        b.run(texts[t] + " a0");
        assertThat(b.get("a0")).as(texts[t]).isEqualTo(results[t]);
      }
      b.set("a0", x);
      b.set("a1", y);
      b.run("c.mul a0, a1");
      assertThat(b.get("a0")).isEqualTo(x * y);
      b.memory(World.DATA, 8, x);
      b.set("a1", World.DATA);
      b.run("c.lbu a0, 3(a1)");
      assertThat(b.get("a0")).isEqualTo(x >>> 24 & 0xff);
      b.run("c.lh a0, 2(a1)");
      assertThat(b.get("a0")).isEqualTo((short) (x >> 16));
      b.run("c.lhu a0, 2(a1)");
      assertThat(b.get("a0")).isEqualTo(x >>> 16 & 0xffff);
      b.set("a0", y);
      b.run("c.sb a0, 1(a1)");
      b.run("c.sh a0, 2(a1)");
      long mask = 0xffff_ff00L;
      long stored = (y & 0xff) << 8 | (y & 0xffff) << 16;
      assertThat(b.memory(World.DATA)).isEqualTo(x & ~mask | stored);
    }
  }

  @Test
  void doublesMoveThroughPairsOnRv32() {
    Both b = new Both("rv32max");
    for (int i = 0; i < CASES; i++) {
      long x = random.nextLong();
      b.set("a1", x & 0xffff_ffffL);
      b.set("a2", x >>> 32);
      b.run("fmvp.d.x fa0, a1, a2");
      assertThat(b.get("fa0")).isEqualTo(x);
      b.set("fa1", x);
      b.run("fmvh.x.d a0, fa1");
      assertThat(b.get("a0")).isEqualTo(x >>> 32);
    }
  }

  /** Any double: often near the range of integers, sometimes not a number. */
  private long number() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> 0x7ff0_0000_0000_0000L | random.nextLong(4) | random.nextLong(2) << 51;
      case 2 -> Double.doubleToRawLongBits(random.nextLong() >> random.nextInt(64));
      case 3 -> random.nextLong(2) << 63;
      default ->
          Double.doubleToRawLongBits(Math.scalb(random.nextGaussian(), random.nextInt(-4, 90)));
    };
  }

  private static boolean signals(long bits) {
    return Double.isNaN(Double.longBitsToDouble(bits)) && (bits >>> 51 & 1) == 0;
  }
}
