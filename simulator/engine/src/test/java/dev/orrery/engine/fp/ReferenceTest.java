package dev.orrery.engine.fp;

import static org.junit.jupiter.api.Assertions.fail;

import dev.orrery.engine.fp.Operands.Case;
import dev.orrery.engine.fp.Reference.Outcome;
import dev.orrery.spec.ir.FpFormat;
import dev.orrery.spec.ir.FpOp;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation, in all formats and rounding modes, against exact arithmetic. */
class ReferenceTest {
  private static final int RANDOM_CASES = 6_000;
  private static final int ALL_FLAGS = 31;

  @ParameterizedTest
  @EnumSource(FpOp.class)
  void resultsAndFlagsAreExact(FpOp op) {
    for (FpFormat format : Operands.formats(op)) {
      new Operands(format, op, 1).forEach(RANDOM_CASES, operands -> check(format, op, operands));
    }
  }

  /**
   * Each case runs with the flags clear, with inexact alone set (which the host paths look at) and
   * with all but inexact set: results do not depend on flags, and flags are only ever added.
   */
  private static void check(FpFormat format, FpOp op, Case operands) {
    List<Outcome> outcomes =
        Reference.evaluate(format, op, operands.a(), operands.b(), operands.c());
    for (int rm = 0; rm < outcomes.size(); rm++) {
      Outcome expected = outcomes.get(rm);
      for (int before : new int[] {0, FpFlags.NX, ALL_FLAGS & ~FpFlags.NX}) {
        FpFlags flags = new FpFlags();
        flags.bits = before;
        long actual = Library.call(format, op, operands.a(), operands.b(), operands.c(), rm, flags);
        if (actual != expected.bits() || flags.bits != (before | expected.flags())) {
          fail(
              "%s %s, rounding mode %d, flags before %02x, %s: expected %016x flags %02x, got %016x flags %02x"
                  .formatted(
                      format,
                      op,
                      rm,
                      before,
                      operands,
                      expected.bits(),
                      before | expected.flags(),
                      actual,
                      flags.bits));
        }
      }
    }
  }
}
