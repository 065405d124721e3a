package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Rewrite;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what can be by trying all words of the bits that matter: those of the operands that are
 * named here, and of those that these are computed from.
 */
final class WordSearch {
  private static final int MAX_BITS = 20;

  private static final Row NO_ROW =
      new Row(0, "", "", "", 4, 0, 0, null, List.of(), "", null, List.of(), null, null, "");

  /** In the order of a row's operands: those that are computed come behind those they need. */
  private final Map<Integer, Operand> operands = new TreeMap<>();

  /** Says that a register's number matters. */
  WordSearch reads(Expr.@Nullable Index index) {
    return index instanceof Expr.Index.Of of ? reads(of.operand()) : this;
  }

  /** Says that a condition on the word matters; null is one that always holds. */
  WordSearch reads(@Nullable Expr condition) {
    if (condition != null) {
      Rewrite.visit(
          condition,
          e -> {
            if (e instanceof Expr.Field f) {
              reads(f.operand());
            }
          });
    }
    return this;
  }

  /** Says that an operand matters. */
  WordSearch reads(Operand operand) {
    if (operands.putIfAbsent(operand.index(), operand) == null
        && operand.from() instanceof Operand.From.Computed c) {
      reads(c.value());
    }
    return this;
  }

  /**
   * Whether {@code test} holds for some word, or may hold because there are too many to try. It may
   * look at what this search was told of.
   */
  boolean canBe(Predicate<DecodedInsn> test) {
    long mask = 0;
    int most = 0;
    for (Operand o : operands.values()) {
      if (o.from() instanceof Operand.From.Next) {
        return true;
      }
      BitField field = o.field();
      mask |= field == null ? 0 : field.mask();
      most = o.index();
    }
    if (Long.bitCount(mask) > MAX_BITS) {
      return true;
    }
    for (long word = mask; ; word = (word - 1) & mask) {
      if (test.test(insn(word, most))) {
        return true;
      }
      if (word == 0) {
        return false;
      }
    }
  }

  private DecodedInsn insn(long word, int most) {
    DecodedInsn insn = new DecodedInsn(NO_ROW, 0, word, new long[most + 1]);
    for (Operand o : operands.values()) {
      insn.values()[o.index()] =
          o.from() instanceof Operand.From.Computed c
              ? DecodeTime.value(c.value(), insn)
              : o.value(word);
    }
    return insn;
  }
}
