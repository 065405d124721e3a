package dev.orrery.engine.timing.memo;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Fold;
import dev.orrery.spec.ir.UnaryOp;
import org.jspecify.annotations.Nullable;

/**
 * A value of a rule that is recorded: what it is this time, and how it comes about each time.
 *
 * @param is this time
 * @param term how it is computed
 * @param isTime whether it is a time of which more is known than its term says
 * @param most if so, how far it is after the cycle in which the block began, at most
 */
record Value(long is, Term term, boolean isTime, long most) {
  /** Sums of cycles and numbers beyond this are not told from one another by their distance. */
  private static final long FAR = 1L << 40;

  Value(long is, Term term) {
    this(is, term, false, 0);
  }

  /** The same number each time. */
  static Value number(long value) {
    return new Value(value, new Term.Linear(0, value));
  }

  /** The term of a value that is known. */
  Term.Linear linear() {
    return (Term.Linear) term;
  }

  /** Whether it is the same each time, but for the cycle in which the block began. */
  boolean isKnown() {
    return term instanceof Term.Linear;
  }

  /** Whether it is the same number each time. */
  boolean isNumber() {
    return term instanceof Term.Linear l && l.cycles() == 0;
  }

  /** Whether it is a known number of cycles after the one in which the block began. */
  boolean isSince() {
    return term instanceof Term.Linear l && l.cycles() == 1;
  }

  static Value unary(UnaryOp op, int width, int from, Value a) {
    long is = Fold.unary(op, width, from, a.is);
    return a.isNumber() ? number(is) : new Value(is, new Term.Unary(op, width, from, a.term));
  }

  static Value signed(int from, int width, Value a) {
    long is = Bits.zext(Bits.sext(a.is, from), width);
    return a.isNumber() ? number(is) : new Value(is, new Term.Signed(from, width, a.term));
  }

  static Value slice(int low, int width, Value a) {
    long is = Bits.zext(a.is >>> low, width);
    return a.isNumber() ? number(is) : new Value(is, new Term.Slice(low, width, a.term));
  }

  static Value concat(Value high, int lowWidth, Value low) {
    long is = high.is << lowWidth | low.is;
    return high.isNumber() && low.isNumber()
        ? number(is)
        : new Value(is, new Term.Concat(high.term, lowWidth, low.term));
  }

  static Value binary(BinaryOp op, int width, Value a, Value b) {
    long is = Fold.binary(op, width, a.is, b.is);
    if (a.isNumber() && b.isNumber()) {
      return number(is);
    }
    if (width == 1) {
      return logical(op, is, a, b);
    }
    if (width == Long.SIZE && a.isKnown() && b.isKnown()) {
      Value sum = linear(op, is, a.linear(), b.linear());
      if (sum != null) {
        return sum;
      }
    }
    if (width == Long.SIZE && isCertain(op, a, b)) {
      return op == BinaryOp.MAX_S || op == BinaryOp.MIN_S ? is == a.is ? a : b : number(is);
    }
    if (op == BinaryOp.NE && b.isNumber() && b.is == 0 && a.term instanceof Term.Binary t) {
      if (t.op().isComparison()) {
        return a;
      }
    }
    Term term = new Term.Binary(op, width, a.term, b.term);
    if (width == Long.SIZE && op == BinaryOp.MAX_S && a.isTime && b.isTime) {
      return new Value(is, term, true, Math.max(a.most, b.most));
    }
    boolean isLater = op == BinaryOp.ADD && b.is >= 0 && b.is < FAR; // an earlier one may overflow
    if (width == Long.SIZE && a.isTime && b.isNumber() && isLater) {
      return new Value(is, term, true, a.most + b.is);
    }
    return new Value(is, term);
  }

  private static Value logical(BinaryOp op, long is, Value a, Value b) {
    Value known = a.isNumber() ? a : b;
    Value other = a.isNumber() ? b : a;
    if (known.isNumber()) {
      if (op == BinaryOp.AND) {
        return known.is == 0 ? known : other;
      }
      if (op == BinaryOp.OR) {
        return known.is == 0 ? other : known;
      }
    }
    return new Value(is, new Term.Binary(op, 1, a.term, b.term));
  }

  private static @Nullable Value linear(BinaryOp op, long is, Term.Linear a, Term.Linear b) {
    boolean comparable = a.cycles() == b.cycles() && areNear(a, b);
    return switch (op) {
      case ADD -> new Value(is, new Term.Linear(a.cycles() + b.cycles(), a.number() + b.number()));
      case SUB -> new Value(is, new Term.Linear(a.cycles() - b.cycles(), a.number() - b.number()));
      case EQ, NE, LT_S, LE_S -> comparable ? number(is) : null;
      case MAX_S, MIN_S ->
          comparable
              ? new Value(is, a.number() >= b.number() == (op == BinaryOp.MAX_S) ? a : b)
              : null;
      default -> null;
    };
  }

  private static boolean areNear(Term.Linear a, Term.Linear b) {
    return isNear(a) && isNear(b);
  }

  private static boolean isNear(Term.Linear a) {
    return a.number() > -FAR && a.number() < FAR;
  }

  /** Whether one of them is so long past that the outcome is the same each time. */
  private static boolean isCertain(BinaryOp op, Value a, Value b) {
    return switch (op) {
      case EQ, NE, LT_S, LE_S, MAX_S, MIN_S -> a.isBefore(b) || b.isBefore(a);
      default -> false;
    };
  }

  private boolean isBefore(Value other) {
    return isTime && other.isSince() && isNear(other.linear()) && most < other.linear().number();
  }
}
