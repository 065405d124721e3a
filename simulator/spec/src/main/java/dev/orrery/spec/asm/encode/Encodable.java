package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.ExprValue;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instruction whose row is settled; some of its operands may be places that still move. */
public final class Encodable {
  /** Bits below those that {@code %hi} in a template shows. */
  static final int LOW_BITS = 12;

  private static final int HIGH_ENDS_AT = 32;

  /** How an expression gives an operand's value. */
  enum Role {
    PLAIN,
    /** It is a place, the operand its distance. */
    TARGET,
    /** It is the part of the value from bit 12 on. */
    HIGH
  }

  /** An operand that is written as an expression. */
  record Written(int operand, AsmExpr expr, Role role) {}

  /** A word, or why there is none. */
  public record Result(long word, @Nullable String problem) {
    static Result of(long word) {
      return new Result(word, null);
    }

    static Result problem(String problem) {
      return new Result(0, problem);
    }

    /** Whether there is a word. */
    public boolean fits() {
      return problem == null;
    }
  }

  private final Row row;
  private final int xlen;
  private final long[] values;
  private final List<Written> written;
  private final @Nullable Expr when;

  Encodable(Row row, int xlen, long[] values, List<Written> written, @Nullable Expr when) {
    this.row = row;
    this.xlen = xlen;
    this.values = values;
    this.written = List.copyOf(written);
    this.when = when;
  }

  /** The row whose word it is. */
  public Row row() {
    return row;
  }

  /** The expressions among its operands. */
  public List<AsmExpr> expressions() {
    return written.stream().map(Written::expr).toList();
  }

  /**
   * The same instruction as a word of {@code other}, which means this row; null if it cannot be.
   */
  @Nullable Encodable as(Row other, @Nullable Expr when) {
    long[] all = values.clone();
    List<Written> left = new ArrayList<>();
    for (Written w : written) {
      if (w.role == Role.TARGET) {
        left.add(w);
      } else if (w.expr instanceof AsmExpr.Number n) {
        Operand o = row.operands().get(w.operand);
        all[w.operand] = w.role == Role.HIGH ? high(o, n.value()) : n.value();
      } else {
        return null;
      }
    }
    for (Operand o : other.operands()) {
      boolean isTarget = left.stream().anyMatch(w -> w.operand == o.index());
      BitField field = o.field();
      long value = all[o.index()];
      if (isTarget ? field == null : field == null ? value != o.fixed() : !holds(field, value)) {
        return null;
      }
    }
    return new Encodable(other, xlen, all, left, when);
  }

  /** Whether the word does not depend on where anything is. */
  public boolean isSettled() {
    for (Written w : written) {
      if (w.role == Role.TARGET || !w.expr.isNumber()) {
        return false;
      }
    }
    return true;
  }

  /** Whether some operand is an expression that is not yet known, other than a target. */
  boolean hasUnknownValue() {
    for (Written w : written) {
      if (w.role != Role.TARGET && !w.expr.isNumber()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The word at {@code pc}: of a settled instruction the same everywhere.
   *
   * @throws Failure if an expression has no value
   */
  public Result encode(long pc, ExprValue.Operators operators) {
    long[] all = values.clone();
    for (Written w : written) {
      Operand o = row.operands().get(w.operand);
      long value = ExprValue.of(w.expr, operators);
      long operand = operand(w.role, o, value, pc);
      BitField field = o.field();
      if (field == null ? operand != o.fixed() : !holds(field, operand)) {
        return Result.problem(misfit(w.role, o, value, operand));
      }
      for (Operand same : row.operands()) {
        if (same.name().equals(o.name()) && same.field() != null) {
          all[same.index()] = operand;
        }
      }
    }
    return word(all, pc);
  }

  private Result word(long[] all, long pc) {
    long word = row.match();
    for (Operand o : row.operands()) {
      BitField field = o.field();
      if (field == null) {
        if (all[o.index()] != o.fixed()) {
          return Result.problem("'" + o.name() + "' of " + row.name() + " is " + o.fixed());
        }
      } else if (holds(field, all[o.index()])) {
        word = word & ~field.mask() | field.insert(all[o.index()]);
      } else {
        return Result.problem(misfit(Role.PLAIN, o, all[o.index()], all[o.index()]));
      }
    }
    for (Operand o : row.operands()) {
      if (o.value(word) != all[o.index()]) {
        return Result.problem("'" + o.name() + "' of " + row.name() + " has two values");
      }
    }
    if (!RowWords.contains(row, word)) {
      return Result.problem("'" + row.name() + "' has no word with these operands");
    }
    DecodedInsn insn = new DecodedInsn(row, pc, word, all);
    if (when != null && DecodeTime.value(when, insn) == 0) {
      return Result.problem("this way to write '" + row.name() + "' is not for these operands");
    }
    return Result.of(word);
  }

  private long operand(Role role, Operand o, long value, long pc) {
    return switch (role) {
      case TARGET -> Bits.sext(value - pc, xlen);
      case HIGH -> high(o, value);
      case PLAIN ->
          row.meaning() == row
                  && xlen < Long.SIZE
                  && value > 0
                  && value == Bits.zext(value, xlen)
                  && isSigned(o)
              ? Bits.sext(value, xlen)
              : value;
    };
  }

  /** A value whose upper part is {@code value}; one that no field holds if it has too many bits. */
  private static long high(Operand o, long value) {
    if (Bits.zext(value, HIGH_ENDS_AT - LOW_BITS) != value) {
      return 1;
    }
    long whole = value << LOW_BITS;
    return isSigned(o) ? Bits.sext(whole, HIGH_ENDS_AT) : whole;
  }

  private static boolean isSigned(Operand o) {
    BitField field = o.field();
    return field != null && field.signed();
  }

  static boolean holds(BitField field, long value) {
    return field.extract(bits(field, value)) == value;
  }

  private static long bits(BitField field, long value) {
    BitField.Special special = field.special();
    long code = special != null && value == special.value() ? special.code() : value;
    long v = code - field.bias();
    long word = 0;
    int w = field.width();
    for (BitField.Part p : field.parts()) {
      w -= p.width();
      if (p.hi() >= 0) {
        word |= (v >> w & Bits.mask(p.width())) << p.lo();
      }
    }
    return word;
  }

  private String misfit(Role role, Operand o, long value, long operand) {
    BitField field = o.field();
    if (field == null) {
      return "'" + o.name() + "' of " + row.name() + " is always " + o.fixed();
    }
    if (role == Role.HIGH) {
      return value + " is not from 0 to " + Bits.mask(HIGH_ENDS_AT - LOW_BITS);
    }
    String what = role == Role.TARGET ? "the distance " + operand : Long.toString(value);
    long least = (field.signed() ? -1L << (field.width() - 1) : 0) + field.bias();
    long most = Bits.mask(field.width() - (field.signed() ? 1 : 0)) + field.bias();
    long step = step(field);
    if (field.width() >= Long.SIZE || (operand >= least && operand <= most)) {
      return what + " is not a multiple of " + step + ", as '" + row.name() + "' needs";
    }
    return what
        + " does not fit '"
        + row.name()
        + "', which reaches from "
        + least
        + " to "
        + (most & -step);
  }

  private static long step(BitField field) {
    BitField.Part last = field.parts().getLast();
    return last.hi() >= 0 ? 1 : 1L << last.width();
  }
}
