package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.factory.Engines;
import dev.orrery.engine.fp.FpFlags;
import dev.orrery.engine.interp.InterpreterForms;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.engine.random.World;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Loops of random floating-point instructions, on numbers that are mostly ordinary, in regions
 * against the oracle: results and flags. Half the loops have only what the host can do; half-way,
 * the flags are cleared or the rounding mode changes.
 */
class RegionFloatsTest {
  private static final int PROGRAMS = Integer.getInteger("orrery.test.floats", 40);
  private static final int TURNS = 400;
  private static final int NUMBERS = 64;
  private static final int INSNS = 12;
  private static final Isa RV64 = Isas.stock("rv64gc");
  private static final Register FRM =
      RV64.registers().stream().filter(r -> r.name().equals("frm")).findFirst().orElseThrow();

  private static final List<String> TWO = List.of("fadd", "fsub", "fmul", "fdiv", "fmin", "fmax");
  private static final List<String> SIGNS = List.of("fsgnj", "fsgnjn", "fsgnjx");
  private static final List<String> THREE = List.of("fmadd", "fmsub", "fnmsub", "fnmadd");
  private static final List<String> TESTS = List.of("feq", "flt", "fle");
  private static final List<String> TO = List.of("fcvt.w", "fcvt.wu", "fcvt.l", "fcvt.lu");
  private static final List<String> MODES = List.of("", ", rne", ", rtz", ", rup");

  /** With the latter two, products are tiny. */
  private static final List<Double> SCALES = List.of(1.0, 1.0, 0x1.1p-515, 0x1.1p-66);

  private static final double[] ODD = {
    0,
    -0.0,
    1,
    -1,
    Double.MIN_NORMAL,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    0x1p-600,
    -0x1p31,
    0x1p31,
    0x1p32,
    -0x1p63,
    0x1p63,
    0x1p64,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private final SplittableRandom random = new SplittableRandom(20);

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String f() {
    return "f" + random.nextInt(2, 10);
  }

  private String insn(boolean plain) {
    boolean wide = random.nextInt(3) != 0;
    String s = wide ? ".d" : ".s";
    // Singles have registers of their own, or most would be NaN.
    String prefix = wide ? "" : "1";
    String d = "f" + prefix + random.nextInt(2, 10);
    String a = "f" + prefix + random.nextInt(2, 10);
    String b = "f" + prefix + random.nextInt(2, 10);
    String c = "f" + prefix + random.nextInt(2, 10);
    String mode = plain ? "" : any(MODES);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> {
        String name = any(plain ? TWO.subList(0, 4) : TWO);
        yield name + s + " " + d + ", " + a + ", " + b + (name.startsWith("fm") ? "" : mode);
      }
      case 3 -> any(SIGNS) + s + " " + d + ", " + a + ", " + b;
      case 4 -> any(THREE) + s + " " + d + ", " + a + ", " + b + ", " + c + mode;
      case 5 -> "fabs" + s + " " + d + ", " + a + "\n fsqrt" + s + " " + d + ", " + d + mode;
      case 6 -> any(TESTS) + s + " t1, " + a + ", " + b + "\n xor s3, s3, t1";
      case 7 ->
          any(plain ? TO.subList(0, 3) : TO)
              + s
              + " t1, "
              + a
              + (plain || random.nextBoolean() ? ", rtz" : mode)
              + "\n add s3, s3, t1";
      case 8 -> {
        String from = any(plain ? List.of("w", "wu", "l") : List.of("w", "wu", "l", "lu"));
        boolean exact = wide && from.startsWith("w");
        yield "fcvt" + s + "." + from + " " + d + ", s3" + (exact ? "" : mode);
      }
      default ->
          wide
              ? "fcvt.s.d f1" + random.nextInt(2, 10) + ", " + a + mode
              : "fcvt.d.s " + f() + ", " + a;
    };
  }

  private String program() {
    boolean plain = random.nextBoolean();
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < INSNS; i++) {
      body.append("  ").append(insn(plain)).append('\n');
    }
    String before = random.nextInt(3) == 0 ? "" : "  csrsi fflags, 1\n";
    return """
    main:
      li s0, %d
      li s1, %d
    %sloop:
      andi t0, s0, %d
      slli t0, t0, 3
      add t0, t0, s1
      fld f2, 0(t0)
      fld f5, 8(t0)
      fcvt.s.d f12, f5, rne
      fcvt.s.d f13, f2, rne
    %s  fmv.x.d t2, f3
      xor s3, s3, t2
      fmv.x.d t2, f14
      add s3, s3, t2
      addi s0, s0, -1
      bnez s0, loop
    done:
      ecall
    """
        .formatted(TURNS, World.DATA, before, NUMBERS - 2, body);
  }

  private double number(int odds) {
    if (random.nextInt(odds) == 0) {
      return ODD[random.nextInt(ODD.length)];
    }
    double ordinary = (random.nextDouble() - 0.5) * Math.scalb(1.0, random.nextInt(12));
    return random.nextInt(4) == 0 ? Math.rint(ordinary) : ordinary;
  }

  @Test
  void regionsComputeWhatTheOracleDoes() {
    for (int i = 0; i < PROGRAMS; i++) {
      String program = program();
      double[] numbers = new double[NUMBERS];
      int odds = random.nextBoolean() ? 8 : 1000;
      double scale = any(SCALES);
      for (int n = 0; n < NUMBERS; n++) {
        numbers[n] = scale * number(odds);
      }
      AssembledGuest oracle = guest(new OracleEngine(RV64, EngineOptions.PLAIN), program, numbers);
      int flags = random.nextBoolean() ? 0 : FpFlags.NX;
      int mode = random.nextInt(3) == 0 ? random.nextInt(8) : 0; // those above 4 are illegal
      long retired = run(oracle, flags, mode);
      for (Engine engine :
          List.of(
              InterpreterForms.regionsAtOnce(RV64, EngineOptions.PLAIN),
              Engines.create("jit", RV64, EngineOptions.translatingAfter(1)))) {
        AssembledGuest tested = guest(engine, program, numbers);
        assertThat(run(tested, flags, mode)).as(program).isEqualTo(retired);
        oracle.guest.assertSame(tested.guest, () -> program);
      }
    }
  }

  @Test
  void aProductThatBecomesTinyRaisesUnderflow() {
    String program =
        """
        main:
          li s0, 400
          li s1, %d
        loop:
          fld f2, 0(s1)
          fld f3, 8(s1)
          fmul.d f4, f2, f3, rne
          addi s0, s0, -1
          bnez s0, loop
        done:
          ecall
        """
            .formatted(World.DATA);
    AssembledGuest g =
        guest(InterpreterForms.regionsAtOnce(RV64, EngineOptions.PLAIN), program, 1.1, 1.3);
    g.guest.hart.fp.bits = FpFlags.NX;
    assertThat(g.run(1000)).isEqualTo(1000);
    assertThat(g.guest.hart.fp.bits).isEqualTo(FpFlags.NX);
    fill(g, 0x1.3333333333333p-515, 0x1.7777777777777p-515);
    g.run(10_000);
    assertThat(g.guest.hart.fp.bits).isEqualTo(FpFlags.NX | FpFlags.UF);
  }

  private static long run(AssembledGuest g, int flags, int mode) {
    long first = g.run(TURNS / 2 * (INSNS + 12L));
    g.guest.hart.fp.bits = flags;
    g.guest.hart.regs[FRM.slot()] = mode;
    return first + g.run(TURNS * (INSNS + 40L));
  }

  private static AssembledGuest guest(Engine engine, String program, double... numbers) {
    AssembledGuest made = new AssembledGuest(engine, program);
    fill(made, numbers);
    return made;
  }

  private static void fill(AssembledGuest g, double... numbers) {
    for (int n = 0; n < numbers.length; n++) {
      g.guest.space.load(World.DATA + 8L * n, 8, Double.doubleToRawLongBits(numbers[n]));
    }
  }
}
