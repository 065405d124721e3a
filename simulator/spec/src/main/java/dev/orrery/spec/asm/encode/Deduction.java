package dev.orrery.spec.asm.encode;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.UnaryOp;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decode-time expressions over a word as a sequence of steps, each over the ones before it: what
 * they have in common is one step. Rows that compute the same of the same bits have equal ones.
 */
final class Deduction {
  /** In an order in which they can be taken. */
  private final Step[] steps;

  /** By step, the bits of the word that it depends on. */
  private final long[] touched;

  /** By expression, the step that is its value. */
  private final int[] roots;

  /** By expression, its width. */
  private final int[] widths;

  private final boolean readsPc;

  private Deduction(Builder b, int[] roots, int[] widths) {
    this.steps = b.steps.toArray(new Step[0]);
    this.touched = b.touched.stream().mapToLong(t -> t).toArray();
    this.roots = roots;
    this.widths = widths;
    this.readsPc = b.readsPc;
  }

  /** One operation; {@code a}, {@code b} and {@code c} are steps before it. */
  private sealed interface Step {
    /** What is known of its value; {@code v} is what is known of the steps before it. */
    KnownBits value(Knowledge word, KnownBits[] v);

    /** A literal. */
    record Literal(KnownBits value) implements Step {
      @Override
      public KnownBits value(Knowledge word, KnownBits[] v) {
        return value;
      }
    }

    /** What a field of the word holds, extended to 64 bits. */
    record Held(BitField field) implements Step {
      @Override
      public KnownBits value(Knowledge word, KnownBits[] v) {
        return word.held(field);
      }
    }

    /** The instruction's address. */
    record Address(int width) implements Step {
      @Override
      public KnownBits value(Knowledge word, KnownBits[] v) {
        return word.pc.low(width);
      }
    }

    /** {@link Expr.Unary}, of an operand of {@code from} bits. */
    record Unary(UnaryOp op, int width, int from, int a) implements Step {
      @Override
      public KnownBits value(Knowledge word, KnownBits[] v) {
        return KnownBits.unary(op, width, from, v[a]);
      }
    }

    /** {@link Expr.Binary}, of operands of {@code width} bits. */
    record Binary(BinaryOp op, int width, int a, int b) implements Step {
      @Override
      public KnownBits value(Knowledge word, KnownBits[] v) {
        KnownBits left = v[a];
        boolean isZero = left.isKnown() && left.bits() == 0;
        return isZero && (op == BinaryOp.AND || op == BinaryOp.MUL)
            ? left
            : KnownBits.binary(op, width, left, v[b]);
      }
    }

    /** Sign extension. */
    record Signed(int from, int to, int a) implements Step {
      @Override
      public KnownBits value(Knowledge word, KnownBits[] v) {
        return v[a].signExtended(from, to);
      }
    }

    /** The {@code width} bits from {@code lo} on. */
    record Slice(int a, int lo, int width) implements Step {
      @Override
      public KnownBits value(Knowledge word, KnownBits[] v) {
        return v[a].shiftedRight(lo).low(width);
      }
    }

    /** {@code a} above {@code b}, which has {@code low} bits. */
    record Concat(int a, int b, int low, int width) implements Step {
      @Override
      public KnownBits value(Knowledge word, KnownBits[] v) {
        return v[a].above(v[b], low).low(width);
      }
    }

    /** {@link Expr.Select}. */
    record Select(int c, int a, int b) implements Step {
      @Override
      public KnownBits value(Knowledge word, KnownBits[] v) {
        KnownBits cond = v[c];
        return cond.isKnown() ? v[cond.bits() != 0 ? a : b] : v[a].or(v[b]);
      }
    }
  }

  /**
   * Prepares {@code exprs}.
   *
   * @throws IllegalArgumentException if one is not fixed at decode time
   */
  static Deduction of(List<Expr> exprs) {
    Builder builder = new Builder();
    int[] roots = exprs.stream().mapToInt(builder::step).toArray();
    return new Deduction(builder, roots, exprs.stream().mapToInt(Expr::width).toArray());
  }

  /** The bits of the word that an expression depends on. */
  long touched(int expr) {
    return touched[roots[expr]];
  }

  /** Bits of an expression's value. */
  int width(int expr) {
    return widths[expr];
  }

  /** Whether some expression depends on the instruction's address. */
  boolean readsPc() {
    return readsPc;
  }

  /** Whether {@code other} has the same steps for the same expressions. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Deduction d
        && Arrays.equals(steps, d.steps)
        && Arrays.equals(roots, d.roots)
        && Arrays.equals(widths, d.widths);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(steps) + Arrays.hashCode(roots);
  }

  private static final class Builder {
    private final List<Step> steps = new ArrayList<>();
    private final List<Long> touched = new ArrayList<>();
    private final Map<Step, Integer> known = new HashMap<>();
    private final Map<Integer, Integer> operands = new HashMap<>();
    private boolean readsPc;

    private int add(Step step, long bits) {
      Integer before = known.putIfAbsent(step, steps.size());
      if (before != null) {
        return before;
      }
      steps.add(step);
      touched.add(bits);
      return steps.size() - 1;
    }

    /** What is not known before the instruction is complete. */
    private int unknown(int width) {
      return add(new Step.Literal(KnownBits.unknown(width)), 0);
    }

    private long touched(int... of) {
      long all = 0;
      for (int step : of) {
        all |= touched.get(step);
      }
      return all;
    }

    private int step(Expr e) {
      return switch (e) {
        case Expr.Const c -> add(new Step.Literal(KnownBits.of(c.value())), 0);
        case Expr.Field f -> slice(operand(f.operand()), 0, f.width());
        case Expr.Pc p -> {
          readsPc = true;
          yield add(new Step.Address(p.width()), 0);
        }
        case Expr.NextPc n -> unknown(n.width());
        case Expr.Unary u -> {
          int a = step(u.a());
          yield add(new Step.Unary(u.op(), u.width(), u.a().width(), a), touched(a));
        }
        case Expr.Binary b -> {
          int x = step(b.a());
          int y = step(b.b());
          yield add(new Step.Binary(b.op(), b.a().width(), x, y), touched(x, y));
        }
        case Expr.Extend x -> {
          int a = step(x.a());
          yield x.signed() ? add(new Step.Signed(x.a().width(), x.width(), a), touched(a)) : a;
        }
        case Expr.Slice s -> slice(step(s.a()), s.lo(), s.width());
        case Expr.Concat c -> {
          int hi = step(c.hi());
          int lo = step(c.lo());
          yield add(new Step.Concat(hi, lo, c.lo().width(), c.width()), touched(hi, lo));
        }
        case Expr.Select s -> {
          int c = step(s.cond());
          int a = step(s.a());
          int b = step(s.b());
          yield add(new Step.Select(c, a, b), touched(c, a, b));
        }
        case Expr.GetFile g -> throw notFixed(e);
        case Expr.GetReg g -> throw notFixed(e);
        case Expr.Tmp t -> throw notFixed(e);
      };
    }

    private static IllegalArgumentException notFixed(Expr e) {
      return new IllegalArgumentException("not fixed at decode: " + e);
    }

    private int slice(int a, int lo, int width) {
      return add(new Step.Slice(a, lo, width), touched(a));
    }

    /** An operand's value, extended to 64 bits. */
    private int operand(Operand o) {
      Integer before = operands.get(o.index());
      if (before != null) {
        return before;
      }
      BitField field = o.field();
      int step =
          field != null
              ? add(new Step.Held(field), field.mask())
              : switch (o.from()) {
                case null -> add(new Step.Literal(KnownBits.of(o.fixed())), 0);
                case Operand.From.Computed c -> step(c.value());
                case Operand.From.Next n -> unknown(Long.SIZE);
              };
      operands.put(o.index(), step);
      return step;
    }
  }

  /**
   * What is known of the steps as bits of a word become known. Each bit is taken back before those
   * that came before it.
   */
  final class Knowledge {
    private final KnownBits pc;
    private final List<KnownBits[]> levels = new ArrayList<>();
    private int level;
    private long mask;
    private long bits;

    /**
     * Starts.
     *
     * @param mask the known bits of the word
     * @param bits their values
     * @param pc what is known of the instruction's address
     */
    Knowledge(long mask, long bits, KnownBits pc) {
      this.mask = mask;
      this.bits = bits;
      this.pc = pc;
      KnownBits[] values = new KnownBits[steps.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = steps[i].value(this, values);
      }
      levels.add(values);
    }

    /** The known bits of the word. */
    long mask() {
      return mask;
    }

    /** Their values; 0 where nothing is known. */
    long bits() {
      return bits;
    }

    /** What is known of an expression. */
    KnownBits value(int expr) {
      return levels.get(level)[roots[expr]];
    }

    /** Takes one more bit as known. */
    void assume(long bit, boolean isSet) {
      mask |= bit;
      bits |= isSet ? bit : 0;
      KnownBits[] before = levels.get(level++);
      if (level == levels.size()) {
        levels.add(new @Nullable KnownBits[before.length]);
      }
      KnownBits[] values = levels.get(level);
      for (int i = 0; i < values.length; i++) {
        boolean isSame = (touched[i] & bit) == 0 || before[i].isKnown();
        values[i] = isSame ? before[i] : steps[i].value(this, values);
      }
    }

    /** Takes back {@code bit}, the last one. */
    void forget(long bit) {
      mask &= ~bit;
      bits &= ~bit;
      level--;
    }

    private KnownBits held(BitField field) {
      KnownBits v = KnownBits.ZERO;
      int width = 0;
      for (BitField.Part p : field.parts()) {
        KnownBits part =
            p.hi() < 0
                ? KnownBits.ZERO
                : new KnownBits(mask >>> p.lo(), bits >>> p.lo()).low(p.width());
        v = width == 0 ? part : v.above(part, p.width());
        width += p.width();
      }
      KnownBits raw = v.low(width);
      if (raw.isKnown()) {
        return KnownBits.of(field.extract(bits));
      }
      if (field.special() != null && raw.allows(field.special().code())) {
        return KnownBits.unknown(Long.SIZE);
      }
      KnownBits extended = field.signed() ? raw.signExtended(width, Long.SIZE) : raw;
      return field.bias() == 0
          ? extended
          : KnownBits.binary(BinaryOp.ADD, Long.SIZE, extended, KnownBits.of(field.bias()));
    }
  }
}
