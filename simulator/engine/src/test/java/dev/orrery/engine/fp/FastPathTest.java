package dev.orrery.engine.fp;

import static org.junit.jupiter.api.Assertions.fail;

import dev.orrery.engine.fp.Operands.Case;
import dev.orrery.spec.ir.FpFormat;
import dev.orrery.spec.ir.FpOp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The host paths against the software path, on many more operands than exact arithmetic can take.
 */
class FastPathTest {
  private static final int RANDOM_CASES = 200_000;

  @ParameterizedTest
  @EnumSource(
      value = FpOp.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"MIN", "MAX", "EQ", "LT", "LE", "CLASSIFY"}) // have no software path of their own
  void hostPathsAgreeWithSoftwarePath(FpOp op) {
    for (FpFormat format : Operands.formats(op)) {
      new Operands(format, op, 2)
          .forEach(
              RANDOM_CASES,
              operands -> {
                check(format, op, operands, Frm.RNE);
                if (op.toString().startsWith("TO_")) {
                  check(format, op, operands, Frm.RTZ); // has host paths of its own
                }
              });
    }
  }

  private static void check(FpFormat format, FpOp op, Case operands, int rm) {
    FpFlags expectedFlags = new FpFlags();
    long expected =
        Library.callSoft(format, op, operands.a(), operands.b(), operands.c(), rm, expectedFlags);
    for (int before = 0; before <= FpFlags.NX; before++) {
      FpFlags flags = new FpFlags();
      flags.bits = before;
      long actual = Library.call(format, op, operands.a(), operands.b(), operands.c(), rm, flags);
      if (actual != expected || flags.bits != (before | expectedFlags.bits)) {
        fail(
            "%s %s, rounding mode %d, flags before %02x, %s: software gives %016x flags %02x, host path %016x flags %02x"
                .formatted(
                    format,
                    op,
                    rm,
                    before,
                    operands,
                    expected,
                    before | expectedFlags.bits,
                    actual,
                    flags.bits));
      }
    }
  }
}
