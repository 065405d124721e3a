package dev.orrery.spec.asm.encode;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the words of a row for which expressions have given values: the way back from what a
 * template prints to the fields that it was computed from. Bits are tried one after the other, and
 * given up as soon as what is known of an expression contradicts its value; so what is made of
 * fields by shifts, sums and choices is found in about as many steps as it has bits.
 */
final class WordSearch {
  /** Words that are found at most: forms of an address, for example. */
  private static final int MAX_WORDS = 64;

  /** Bits that are tried; a search that needs more is given up. */
  private static final int MAX_STEPS = 1 << 18;

  private final List<Constraint> constraints;
  private final long[] touched;
  private final long[] order;
  private final List<PartialWord> found = new ArrayList<>();
  private int steps;

  /** An expression and the value, zero-extended from its width, that it must have. */
  record Constraint(Expr expr, long value) {
    /** A condition that must hold. */
    static Constraint holds(Expr condition) {
      return new Constraint(condition, 1);
    }
  }

  private WordSearch(Row row, List<Constraint> constraints) {
    this.constraints = constraints;
    this.touched = constraints.stream().mapToLong(c -> touched(c.expr)).toArray();
    this.order = order(row);
  }

  /**
   * Words that complete {@code start} so that all of {@code constraints} have their values; bits
   * that make no difference are left open. Words with zeros come before those with ones.
   */
  static List<PartialWord> words(Row row, PartialWord start, List<Constraint> constraints) {
    WordSearch search = new WordSearch(row, constraints);
    search.search(start, constraints.size() >= Long.SIZE ? -1 : (1L << constraints.size()) - 1);
    return search.found;
  }

  /**
   * Single bits of the word in the order of the operands; in each, the lowest of its value first.
   */
  private static long[] order(Row row) {
    List<Long> bits = new ArrayList<>();
    for (Operand o : row.operands()) {
      if (o.field() != null) {
        for (BitField.Part p : o.field().parts().reversed()) {
          for (int i = p.lo(); p.hi() >= 0 && i <= p.hi(); i++) {
            bits.add(1L << i);
          }
        }
      }
    }
    return bits.stream().mapToLong(b -> b).toArray();
  }

  private void search(PartialWord word, long open) {
    if (++steps > MAX_STEPS || found.size() >= MAX_WORDS) {
      return;
    }
    long wanted = 0;
    long left = 0;
    for (int i = 0; i < constraints.size(); i++) {
      if ((open >>> i & 1) != 0) {
        Constraint c = constraints.get(i);
        KnownBits v = word.value(c.expr);
        if (!v.allows(c.value)) {
          return;
        }
        if (!v.isKnown()) {
          left |= 1L << i;
          wanted |= touched[i];
        }
      }
    }
    long bit = next(wanted & ~word.mask());
    if (bit == 0) {
      found.add(word);
      return;
    }
    search(word.with(bit, false), left);
    search(word.with(bit, true), left);
  }

  private long next(long wanted) {
    for (long bit : order) {
      if ((bit & wanted) != 0) {
        return bit;
      }
    }
    return 0;
  }

  /** Bits of the word that {@code e} depends on. */
  static long touched(Expr e) {
    return switch (e) {
      case Expr.Field f -> touched(f.operand());
      case Expr.Unary u -> touched(u.a());
      case Expr.Binary b -> touched(b.a()) | touched(b.b());
      case Expr.Extend x -> touched(x.a());
      case Expr.Slice s -> touched(s.a());
      case Expr.Concat c -> touched(c.hi()) | touched(c.lo());
      case Expr.Select s -> touched(s.cond()) | touched(s.a()) | touched(s.b());
      default -> 0;
    };
  }

  private static long touched(Operand o) {
    return switch (o.from()) {
      case Operand.From.Computed c -> touched(c.value());
      case Operand.From.Next n -> 0;
      case null -> o.field() == null ? 0 : o.field().mask();
    };
  }
}
