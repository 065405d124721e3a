package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.encode.Encodable.Written;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.Derived;
import dev.orrery.spec.model.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text as a form has it.
 *
 * @param form the form
 * @param values of what is a register, a name or implied, by position
 * @param known what has a value, or is written
 * @param written what is written as an expression
 */
@SuppressWarnings("ArrayRecordComponent") // read where it is made, never compared
record Reading(Form form, long[] values, boolean[] known, List<Written> written) {
  Reading {
    written = List.copyOf(written);
  }

  /** Whether each operand is known, or something that is known or must hold depends on it. */
  boolean saysEnough() {
    return isComplete() || covers(reachable()) || isOpen();
  }

  private boolean isComplete() {
    for (int i = 0; i < form.row().operands().size(); i++) {
      if (!known[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether an operand is left that only the form's aliases say something about. */
  boolean isOpen() {
    if (form.aliases().isEmpty() || isComplete()) {
      return false;
    }
    long reachable = reachable();
    long more = reachable;
    for (Expr e : form.aliases()) {
      more |= touched(e);
    }
    return !covers(reachable) && covers(more);
  }

  private long reachable() {
    long reachable = touched(form.row().legal()) | touched(form.when());
    for (Operand o : form.row().operands()) {
      if (known[o.index()] && o.from() instanceof Operand.From.Computed c) {
        reachable |= DecodeTime.wordBits(c.value());
      }
    }
    int derivedAt = form.row().operands().size();
    for (Derived d : form.derived()) {
      reachable |= known[derivedAt++] ? DecodeTime.wordBits(d.value()) : 0;
    }
    return reachable;
  }

  private boolean covers(long reachable) {
    for (Operand o : form.row().operands()) {
      boolean follows =
          o.from() != null || (o.field() != null && (o.field().mask() & reachable) != 0);
      if (!known[o.index()] && !follows) {
        return false;
      }
    }
    return true;
  }

  private static long touched(@Nullable Expr e) {
    return e == null ? 0 : DecodeTime.wordBits(e);
  }
}
