package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two assignments to one register file in one row must name different registers. The encoding may
 * see to that ({@code legal @rt != @rt2}); this is found out by trying all words of the bits that
 * matter.
 */
final class Clashes {
  private static final int MAX_BITS = 20;

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
    Set<Operand> operands = new LinkedHashSet<>();
    addOperand(clash.first().index(), operands);
    addOperand(clash.second().index(), operands);
    if (operands.stream().anyMatch(o -> o.from() != null)) {
      return true;
    }
    if (operands.isEmpty()) {
      return number(clash.first().index(), 0) == number(clash.second().index(), 0);
    }
    if (legal != null) {
      Rewrite.visit(
          legal,
          e -> {
            if (e instanceof Expr.Field f) {
              operands.add(f.operand());
            }
          });
    }
    if (operands.stream().anyMatch(o -> o.from() != null)) {
      return true;
    }
    long mask = 0;
    int most = 0;
    for (Operand o : operands) {
      BitField field = o.field();
      mask |= field == null ? 0 : field.mask();
      most = Math.max(most, o.index());
    }
    if (Long.bitCount(mask) > MAX_BITS) {
      return true;
    }
    for (long word = mask; ; word = (word - 1) & mask) {
      if (agree(clash, legal, operands, word, most)) {
        return true;
      }
      if (word == 0) {
        return false;
      }
    }
  }

  private static boolean agree(
      Flow.Clash clash, @Nullable Expr legal, Set<Operand> operands, long word, int most) {
    if (number(clash.first().index(), word) != number(clash.second().index(), word)) {
      return false;
    }
    if (legal == null) {
      return true;
    }
    long[] values = new long[most + 1];
    for (Operand o : operands) {
      values[o.index()] = o.value(word);
    }
    Row none =
        new Row(0, "", "", "", 4, 0, 0, null, List.of(), "", null, List.of(), null, null, "");
    return DecodeTime.value(legal, new DecodedInsn(none, 0, word, values)) != 0;
  }

  private static void addOperand(Expr.@Nullable Index index, Set<Operand> out) {
    if (index instanceof Expr.Index.Of of) {
      out.add(of.operand());
    }
  }

  private static long number(Expr.@Nullable Index index, long word) {
    return switch (index) {
      case Expr.Index.Of of -> of.operand().value(word);
      case Expr.Index.Fixed f -> f.number();
      case null -> -1;
    };
  }
}
