package dev.orrery.spec.asm.unit;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.model.Isa;

/** Lengths of instructions that are given as numbers. */
final class InsnLength {
  private InsnLength() {}

  /** The length that the bits of {@code word} say. */
  static int of(AsmExpr word, Isa isa, Arguments a) {
    if (word instanceof AsmExpr.Number n) {
      return isa.decoder().length(n.value());
    }
    throw a.in()
        .error(
            word.span(),
            "an instruction's word must be known here",
            "Write .insn NUMBER; for operands, make the instruction a row of a table.");
  }

  /** A length in bytes. */
  static long checked(AsmExpr length, Arguments a) {
    if (length instanceof AsmExpr.Number n && n.value() > 0 && n.value() <= Long.BYTES) {
      return n.value();
    }
    throw a.in().error(length.span(), "this is no length of an instruction", "Use 2 or 4.");
  }
}
