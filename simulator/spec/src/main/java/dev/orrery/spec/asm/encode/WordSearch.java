package dev.orrery.spec.asm.encode;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the words of a row for which expressions have given values: the way back from what a
 * template prints to the fields that it was computed from. Bits are tried one after the other, and
 * given up as soon as what is known of an expression contradicts its value; so what is made of
 * fields by shifts, sums and choices is found in about as many steps as it has bits. What takes
 * many more, such as a rotated mask, is searched with its {@link Inverse} from then on. Safe to use
 * from several threads.
 */
final class WordSearch {
  /** Words that are found at most: forms of an address, for example. */
  private static final int MAX_WORDS = 64;

  /** Bits that are tried; a search that needs more is given up. */
  private static final int MAX_STEPS = 1 << 18;

  /** Bits that are tried before an inverse is made: fewer than making one takes. */
  private static final int PATIENT_STEPS = 1 << 10;

  private final List<Expr> exprs;
  private final long[] touched;

  /** Single bits of the word in the order of the operands; in each, the lowest value bit first. */
  private final long[] order;

  private volatile @Nullable Inverse inverse;

  /** Prepares for words of {@code row} and values of {@code exprs}. */
  WordSearch(Row row, List<Expr> exprs) {
    this.exprs = List.copyOf(exprs);
    this.touched = exprs.stream().mapToLong(DecodeTime::wordBits).toArray();
    this.order = order(row);
  }

  /**
   * Words that complete {@code start} so that expressions have given values; bits that make no
   * difference are left open. Words with zeros come before those with ones.
   *
   * @param chosen positions of expressions
   * @param wanted their values, zero-extended from their widths
   * @param count how many there are in both
   */
  List<PartialWord> words(PartialWord start, int[] chosen, long[] wanted, int count) {
    Run run = new Run(chosen, wanted, count);
    Inverse known = inverse;
    int at = known == null ? -1 : run.indexOf(known.expr());
    if (known == null || at < 0) {
      run.search(start, -1);
      if (known == null && run.steps > PATIENT_STEPS) {
        inverse = run.inverse();
      }
    } else {
      for (PartialWord word : known.words(start, wanted[at])) {
        run.search(word, -1);
      }
    }
    return run.found;
  }

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

  /** One search. */
  private final class Run {
    private final int[] chosen;
    private final long[] wanted;
    private final int count;
    private final List<PartialWord> found = new ArrayList<>(1);
    private int steps;

    Run(int[] chosen, long[] wanted, int count) {
      this.chosen = chosen;
      this.wanted = wanted;
      this.count = count;
    }

    /** The position of an expression among the chosen ones; -1 if it is none. */
    int indexOf(Expr expr) {
      for (int i = 0; i < count; i++) {
        if (exprs.get(chosen[i]) == expr) {
          return i;
        }
      }
      return -1;
    }

    /** The inverse of the widest expression that has one: it leaves the fewest words. */
    @Nullable Inverse inverse() {
      Inverse widest = null;
      for (int i = 0; i < count; i++) {
        Expr e = exprs.get(chosen[i]);
        if (widest == null || e.width() > widest.expr().width()) {
          Inverse other = Inverse.of(e, touched[chosen[i]], order);
          widest = other == null ? widest : other;
        }
      }
      return widest;
    }

    /**
     * Completes {@code word}.
     *
     * @param open which expressions are perhaps not known yet, by position modulo 64
     */
    void search(PartialWord word, long open) {
      if (++steps > MAX_STEPS || found.size() >= MAX_WORDS) {
        return;
      }
      long deciding = 0;
      long left = 0;
      for (int i = 0; i < count; i++) {
        if ((open >>> i & 1) != 0) {
          KnownBits v = word.value(exprs.get(chosen[i]));
          if (!v.allows(wanted[i])) {
            return;
          }
          if (!v.isKnown()) {
            left |= 1L << i;
            deciding |= touched[chosen[i]];
          }
        }
      }
      long bit = next(deciding & ~word.mask());
      if (bit == 0) {
        found.add(word);
        return;
      }
      search(word.with(bit, false), left);
      search(word.with(bit, true), left);
    }

    private long next(long deciding) {
      if (deciding == 0) {
        return 0;
      }
      for (long bit : order) {
        if ((bit & deciding) != 0) {
          return bit;
        }
      }
      return 0;
    }
  }
}
