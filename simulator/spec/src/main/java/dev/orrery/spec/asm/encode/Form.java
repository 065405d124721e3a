package dev.orrery.spec.asm.encode;

import dev.orrery.spec.disasm.Template.Piece;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to write words of a row: what stands behind the mnemonic, and what that leaves unsaid.
 *
 * @param row the row
 * @param own whether it is written by the row's own name; else it is an alias
 * @param exact whether only the row's own words are meant, no shorter ones
 * @param pieces the template behind the mnemonic
 * @param given operand values that the form implies, by position
 * @param isGiven which of them it does
 * @param when further condition on the operands; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // read where it is made, never compared
record Form(
    Row row,
    boolean own,
    boolean exact,
    List<Piece> pieces,
    long[] given,
    boolean[] isGiven,
    @Nullable Expr when) {

  /** A form that implies what the row fixes and what {@code when} says. */
  static Form of(Row row, boolean own, boolean exact, List<Piece> pieces, @Nullable Expr when) {
    int n = row.operands().size();
    Form form = new Form(row, own, exact, pieces, new long[n], new boolean[n], when);
    for (Operand o : row.operands()) {
      if (o.field() == null) {
        form.give(o.index(), o.fixed());
      }
    }
    if (when != null) {
      form.learn(when);
    }
    return form;
  }

  /** The same, with the operand called {@code operand} implied. */
  Form with(String operand, long value) {
    Form copy = new Form(row, own, exact, pieces, given.clone(), isGiven.clone(), when);
    copy.give(operand, value);
    return copy;
  }

  /** Gives a value to all operands that the field {@code name} holds. */
  private void give(String name, long value) {
    for (Operand o : row.operands()) {
      if (o.name().equals(name) && o.field() != null) {
        give(o.index(), value);
      }
    }
  }

  private void give(int operand, long value) {
    given[operand] = value;
    isGiven[operand] = true;
  }

  /** Takes values from equations with a constant; the rest of a condition is tested later. */
  private void learn(Expr condition) {
    if (!(condition instanceof Expr.Binary b)) {
      return;
    }
    if (b.op() == BinaryOp.AND) {
      learn(b.a());
      learn(b.b());
    } else if (b.op() == BinaryOp.EQ && field(b.a()) instanceof Operand o) {
      if (b.b() instanceof Expr.Const c) {
        give(o.name(), extended(o, c));
      }
    }
  }

  /** Operands that a condition says are equal to {@code operand}. */
  @Nullable Operand twin(Operand operand) {
    return when == null ? null : twin(when, operand);
  }

  private static @Nullable Operand twin(Expr condition, Operand operand) {
    if (!(condition instanceof Expr.Binary b)) {
      return null;
    }
    if (b.op() == BinaryOp.AND) {
      Operand left = twin(b.a(), operand);
      return left != null ? left : twin(b.b(), operand);
    }
    Operand x = field(b.a());
    Operand y = field(b.b());
    if (b.op() != BinaryOp.EQ || x == null || y == null) {
      return null;
    }
    return x.equals(operand) ? y : y.equals(operand) ? x : null;
  }

  private static @Nullable Operand field(Expr e) {
    return switch (e) {
      case Expr.Field f -> f.operand();
      case Expr.Extend x -> field(x.a());
      default -> null;
    };
  }

  private static long extended(Operand o, Expr.Const c) {
    BitField field = o.field();
    return field != null && field.signed() ? Bits.sext(c.value(), c.width()) : c.value();
  }

  /** Its operands as a reader would write them. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Literal l -> out.append(l.text().equals(",") ? ", " : l.text());
        case Piece.Pick p -> out.append("[").append(p.texts().getFirst()).append("]");
        default -> out.append(piece.operandName());
      }
    }
    return out.toString();
  }
}
