package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.encode.Encodable.Role;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Derived;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the words of a row in which operands, and what a template computes from them, have given
 * values. Safe to use from several threads.
 */
final class Solver {
  private final Row row;
  private final List<Derived> derived;

  /** Conditions that hold. */
  private final List<Expr> conditions = new ArrayList<>(2);

  /** Conditions that do not hold where the text leaves an operand open. */
  private final List<Expr> unless;

  private final WordSearch.Pool searches;

  /** What does not depend on a text; made when it is needed first. */
  private volatile @Nullable WordSearch search;

  /** Words that are possible, and why there are none if there are none. */
  record Words(List<PartialWord> words, String problem) {}

  /**
   * Prepares for words of {@code row}.
   *
   * @param derived what is computed from operands; positions follow those of the operands
   * @param when condition on the words; null for none
   * @param unless conditions that do not hold where the text leaves an operand open
   * @param searches those of the instruction set
   */
  Solver(
      Row row,
      List<Derived> derived,
      @Nullable Expr when,
      List<Expr> unless,
      WordSearch.Pool searches) {
    this.row = row;
    this.derived = derived;
    if (row.legal() != null) {
      conditions.add(row.legal());
    }
    if (when != null) {
      conditions.add(when);
    }
    this.unless = unless;
    this.searches = searches;
  }

  private WordSearch search() {
    WordSearch made = search;
    if (made == null) {
      List<Expr> exprs = new ArrayList<>();
      for (Operand o : row.operands()) {
        if (o.from() instanceof Operand.From.Computed c) {
          exprs.add(c.value());
        }
      }
      derived.forEach(d -> exprs.add(d.value()));
      exprs.addAll(conditions);
      exprs.addAll(unless);
      made = searches.of(row, exprs);
      search = made;
    }
    return made;
  }

  /**
   * The words in which what is {@code settled} has the values of {@code values}.
   *
   * @param open whether the text leaves an operand open
   */
  Words words(long[] values, boolean[] settled, boolean open, KnownBits pc) {
    List<Operand> operands = row.operands();
    long mask = row.mask();
    long bits = row.match();
    int n = operands.size() + derived.size() + conditions.size() + unless.size();
    int[] chosen = new int[n];
    long[] wanted = new long[n];
    int count = 0;
    int at = 0; // among the expressions of the search
    for (int i = 0; i < operands.size(); i++) {
      Operand o = operands.get(i);
      BitField field = o.field();
      long value = values[i];
      if (o.from() instanceof Operand.From.Computed) {
        if (settled[i]) {
          chosen[count] = at;
          wanted[count++] = value;
        }
        at++;
      } else if (field == null) {
        if (o.from() == null && value != o.fixed()) {
          return none("'" + o.name() + "' of " + row.name() + " is " + o.fixed());
        }
      } else if (settled[i]) {
        long placed = Encodable.bits(field, value);
        if (field.extract(placed) != value) {
          return none(Misfit.inside(row, Role.PLAIN, o, value, value));
        }
        long fieldMask = field.mask();
        if (((placed ^ bits) & mask & fieldMask) != 0) {
          return none("'" + o.name() + "' of " + row.name() + " has two values");
        }
        mask |= fieldMask;
        bits |= placed;
      }
    }
    for (int i = 0; i < derived.size(); i++, at++) {
      int position = operands.size() + i;
      if (settled[position]) {
        Derived d = derived.get(i);
        int width = d.value().width();
        long value = Bits.zext(values[position], width);
        if (value != values[position] && !isNegative(values[position], width)) {
          return none("'" + d.name() + "' of " + row.name() + " cannot be " + values[position]);
        }
        chosen[count] = at;
        wanted[count++] = value;
      }
    }
    for (int i = 0; i < conditions.size(); i++) {
      chosen[count] = at++;
      wanted[count++] = 1;
    }
    for (int i = 0; open && i < unless.size(); i++) {
      chosen[count] = at++;
      wanted[count++] = 0;
    }
    PartialWord start = new PartialWord(mask, bits);
    return new Words(
        count == 0
            ? List.of(start)
            : search().words(start, pc, Arrays.copyOf(chosen, count), Arrays.copyOf(wanted, count)),
        "'" + row.name() + "' has no word with these operands");
  }

  private static Words none(String problem) {
    return new Words(List.of(), problem);
  }

  /** Whether {@code value} is a negative number of {@code width} bits, too many for a count. */
  private static boolean isNegative(long value, int width) {
    return width >= Integer.SIZE && value < 0 && Bits.sext(value, width) == value;
  }
}
