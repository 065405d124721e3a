package dev.orrery.spec.asm.encode;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.Derived;
import dev.orrery.spec.model.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which bits of the word something is said about that stands in a text by a form, or holds for it.
 *
 * @param always bits that conditions depend on which hold for all texts
 * @param aliases bits that the conditions of other ways to print a word depend on
 * @param said by position, bits that a value there says something about
 * @param held by operand, its bits; all where it follows from others
 */
@SuppressWarnings("ArrayRecordComponent") // made once for a form, never compared
record Reach(long always, long aliases, long[] said, long[] held) {
  /** Of a form of {@code row}. */
  static Reach of(Form form) {
    List<Operand> operands = form.row().operands();
    List<Derived> derived = form.derived();
    long[] said = new long[operands.size() + derived.size()];
    long[] held = new long[operands.size()];
    for (Operand o : operands) {
      said[o.index()] =
          o.from() instanceof Operand.From.Computed c ? DecodeTime.wordBits(c.value()) : 0;
      held[o.index()] = o.from() != null ? -1 : o.field() == null ? 0 : o.field().mask();
    }
    for (int i = 0; i < derived.size(); i++) {
      said[operands.size() + i] = DecodeTime.wordBits(derived.get(i).value());
    }
    long aliases = 0;
    for (Expr e : form.aliases()) {
      aliases |= touched(e);
    }
    return new Reach(touched(form.row().legal()) | touched(form.when()), aliases, said, held);
  }

  private static long touched(@Nullable Expr e) {
    return e == null ? 0 : DecodeTime.wordBits(e);
  }

  /** Whether each operand is known, or something that is known or must hold depends on it. */
  boolean saysEnough(boolean[] known) {
    return isComplete(known) || covers(known, reached(known)) || isOpen(known);
  }

  /** Whether an operand is left that only the conditions of other ways say something about. */
  boolean isOpen(boolean[] known) {
    if (aliases == 0 || isComplete(known)) {
      return false;
    }
    long reached = reached(known);
    return !covers(known, reached) && covers(known, reached | aliases);
  }

  private boolean isComplete(boolean[] known) {
    for (int i = 0; i < held.length; i++) {
      if (!known[i]) {
        return false;
      }
    }
    return true;
  }

  private long reached(boolean[] known) {
    long reached = always;
    for (int i = 0; i < said.length; i++) {
      reached |= known[i] ? said[i] : 0;
    }
    return reached;
  }

  private boolean covers(boolean[] known, long reached) {
    for (int i = 0; i < held.length; i++) {
      if (!known[i] && held[i] != -1 && (held[i] & reached) == 0) {
        return false;
      }
    }
    return true;
  }
}
