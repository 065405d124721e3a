package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.RegisterFile;
import org.jspecify.annotations.Nullable;

/**
 * Two assignments to one register file in one row must name different registers. The encoding may
 * see to that ({@code legal @rt != @rt2}); this is found out by trying all words of the bits that
 * matter. Writes to a file's zero register are dropped, and clash with none.
 */
final class Clashes {
  private Clashes() {}

  static void check(Flow.Clash clash, @Nullable Expr legal, Diagnostics diagnostics) {
    if (canAgree(clash, legal)) {
      diagnostics.error(
          "E11",
          clash.span(),
          "'"
              + clash.second().name()
              + "' and '"
              + clash.first().name()
              + "' can be the same register, and both are assigned",
          "Add a condition such as `legal @a != @b`.");
    }
  }

  private static boolean canAgree(Flow.Clash clash, @Nullable Expr legal) {
    Expr.Index first = clash.first().index();
    Expr.Index second = clash.second().index();
    RegisterFile file = clash.first().file();
    int zero = file == null ? -1 : file.zero();
    return new WordSearch()
        .reads(first)
        .reads(second)
        .reads(legal)
        .canBe(
            insn ->
                number(first, insn) == number(second, insn)
                    && (zero < 0 || number(first, insn) != zero)
                    && (legal == null || DecodeTime.value(legal, insn) != 0));
  }

  private static long number(Expr.@Nullable Index index, DecodedInsn insn) {
    return switch (index) {
      case Expr.Index.Of of -> insn.value(of.operand());
      case Expr.Index.Fixed f -> f.number();
      case null -> -1;
    };
  }
}
