package dev.orrery.spec.asm.encode;

import dev.orrery.spec.disasm.Template.Piece;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Derived;
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
 * @param derived what it may show besides operands; their positions follow those of the operands
 * @param given operand values that the form implies, by position
 * @param isGiven which of them it does
 * @param when further condition on the operands; null for none
 * @param aliases conditions under which words are printed in other ways: none of them holds where
 *     the text leaves an operand open
 */
@SuppressWarnings("ArrayRecordComponent") // read where it is made, never compared
record Form(
    Row row,
    boolean own,
    boolean exact,
    List<Piece> pieces,
    List<Derived> derived,
    long[] given,
    boolean[] isGiven,
    @Nullable Expr when,
    List<Expr> aliases) {

  /** A form that implies what the row fixes and what {@code when} says. */
  static Form of(
      Row row,
      boolean own,
      boolean exact,
      List<Piece> pieces,
      List<Derived> derived,
      @Nullable Expr when) {
    int n = row.operands().size() + derived.size();
    Form form =
        new Form(row, own, exact, pieces, derived, new long[n], new boolean[n], when, List.of());
    for (Operand o : row.operands()) {
      if (o.field() == null && o.from() == null) {
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
    Form copy =
        new Form(row, own, exact, pieces, derived, given.clone(), isGiven.clone(), when, aliases);
    copy.give(operand, value);
    return copy;
  }

  /** The same, of words for which {@code conditions} do not hold if it leaves something open. */
  Form unless(List<Expr> conditions) {
    return new Form(row, own, exact, pieces, derived, given, isGiven, when, conditions);
  }

  /** Gives a value to what is called {@code name}. */
  private void give(String name, long value) {
    for (int position : positions(name)) {
      give(position, value);
    }
  }

  /**
   * Positions of what is called {@code name}: operands of that name that the row does not fix, else
   * a derived value.
   */
  int[] positions(String name) {
    int[] operands =
        row.operands().stream()
            .filter(o -> o.name().equals(name) && (o.field() != null || o.from() != null))
            .mapToInt(Operand::index)
            .toArray();
    if (operands.length > 0) {
      return operands;
    }
    for (int i = 0; i < derived.size(); i++) {
      if (derived.get(i).name().equals(name)) {
        return new int[] {row.operands().size() + i};
      }
    }
    return row.operands().stream()
        .filter(o -> o.name().equals(name))
        .mapToInt(Operand::index)
        .toArray();
  }

  /** The operand at a position; null for a derived value. */
  @Nullable Operand operand(int position) {
    return position < row.operands().size() ? row.operands().get(position) : null;
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
        case Piece.Form f -> out.append("ADDRESS");
        default -> out.append(piece.operandName());
      }
    }
    return out.toString();
  }
}
