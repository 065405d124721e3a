package dev.orrery.spec.asm.encode;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the words of a row for which expressions have given values: the way back from what a
 * template prints to the fields that it was computed from. Bits are tried one after the other, and
 * given up as soon as what is known of an expression contradicts its value; so what is made of
 * fields by shifts, sums and choices is found in about as many steps as it has bits. What takes
 * many more, such as a rotated mask, is searched with its {@link Inverse} from then on. What was
 * found is kept, for all rows that compute the same: a program has few different addresses. Safe to
 * use from several threads.
 */
final class WordSearch {
  /** Words that are found at most: forms of an address, for example. */
  private static final int MAX_WORDS = 64;

  /** Bits that are tried; a search that needs more is given up. */
  private static final int MAX_STEPS = 1 << 18;

  /** Bits that are tried before an inverse is made: fewer than making one takes. */
  private static final int PATIENT_STEPS = 1 << 10;

  /** Answers that are kept. */
  private static final int MAX_KEPT = 1 << 14;

  private final Deduction deduction;

  /** Single bits of the word in the order of the operands; in each, the lowest value bit first. */
  private final long[] order;

  private final Map<Question, List<PartialWord>> kept = new ConcurrentHashMap<>();
  private volatile @Nullable Inverse inverse;

  private WordSearch(Deduction deduction, long[] order) {
    this.deduction = deduction;
    this.order = order;
  }

  /**
   * The searches of an instruction set, one for all rows that compute the same of the same bits.
   */
  static final class Pool {
    private final Map<Kind, WordSearch> searches = new ConcurrentHashMap<>();

    private record Kind(Deduction deduction, List<Long> order) {}

    /** Searches for words of {@code row} and values of {@code exprs}. */
    WordSearch of(Row row, List<Expr> exprs) {
      List<Long> order = order(row);
      return searches.computeIfAbsent(
          new Kind(Deduction.of(exprs), order),
          kind -> new WordSearch(kind.deduction, order.stream().mapToLong(bit -> bit).toArray()));
    }

    private static List<Long> order(Row row) {
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
      return bits;
    }
  }

  /**
   * Something to search for.
   *
   * @param start what is known of the bits that matter
   * @param chosen positions of expressions
   * @param wanted their values, zero-extended from their widths
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by what they hold
  private record Question(PartialWord start, int[] chosen, long[] wanted) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Question q
          && start.equals(q.start)
          && Arrays.equals(chosen, q.chosen)
          && Arrays.equals(wanted, q.wanted);
    }

    @Override
    public int hashCode() {
      int hash = 31 * start.hashCode() + Arrays.hashCode(wanted);
      return 31 * hash + Arrays.hashCode(chosen);
    }
  }

  /**
   * Words that complete {@code start} so that expressions have given values; bits that make no
   * difference are left open. Words with zeros come before those with ones.
   *
   * @param pc what is known of the instruction's address
   * @param chosen positions of expressions
   * @param wanted their values, zero-extended from their widths
   */
  List<PartialWord> words(PartialWord start, KnownBits pc, int[] chosen, long[] wanted) {
    long deciding = 0;
    for (int expr : chosen) {
      deciding |= deduction.touched(expr);
    }
    Question question = new Question(start.part(deciding), chosen, wanted);
    boolean isClosed = (deciding & ~start.mask()) == 0;
    List<PartialWord> found =
        isClosed || deduction.readsPc() ? found(question, pc) : keptOrFound(question, pc);
    List<PartialWord> out = new ArrayList<>(found.size());
    for (PartialWord word : found) {
      out.add(start.with(word));
    }
    return out;
  }

  private List<PartialWord> keptOrFound(Question question, KnownBits pc) {
    List<PartialWord> known = kept.get(question);
    if (known != null) {
      return known;
    }
    List<PartialWord> found = found(question, pc);
    if (kept.size() < MAX_KEPT) {
      kept.put(question, found);
    }
    return found;
  }

  private List<PartialWord> found(Question question, KnownBits pc) {
    Run run = new Run(question);
    Inverse known = inverse;
    int at = known == null ? -1 : Arrays.binarySearch(question.chosen, known.expr());
    if (known == null || at < 0) {
      run.search(question.start, pc);
      if (known == null && run.steps > PATIENT_STEPS) {
        inverse = run.inverse();
      }
    } else {
      for (PartialWord word : known.words(question.start, question.wanted[at])) {
        run.search(word, pc);
      }
    }
    return run.found;
  }

  /** One search. */
  private final class Run {
    private final int[] chosen;
    private final long[] wanted;
    private final List<PartialWord> found = new ArrayList<>(1);
    private int steps;

    Run(Question question) {
      this.chosen = question.chosen;
      this.wanted = question.wanted;
    }

    /** The inverse of the widest expression that has one: it leaves the fewest words. */
    @Nullable Inverse inverse() {
      Inverse widest = null;
      int width = 0;
      for (int expr : chosen) {
        int other = deduction.width(expr);
        Inverse found =
            other > width ? Inverse.of(deduction, expr, deduction.touched(expr), order) : null;
        if (found != null) {
          widest = found;
          width = other;
        }
      }
      return widest;
    }

    /** Completes {@code start}. */
    void search(PartialWord start, KnownBits pc) {
      search(deduction.new Knowledge(start.mask(), start.bits(), pc), -1);
    }

    /**
     * Completes {@code word}.
     *
     * @param open which expressions are perhaps not known yet, by position modulo 64
     */
    private void search(Deduction.Knowledge word, long open) {
      if (++steps > MAX_STEPS || found.size() >= MAX_WORDS) {
        return;
      }
      long deciding = 0;
      long left = 0;
      for (int i = 0; i < chosen.length; i++) {
        if ((open >>> i & 1) != 0) {
          KnownBits v = word.value(chosen[i]);
          if (!v.allows(wanted[i])) {
            return;
          }
          if (!v.isKnown()) {
            left |= 1L << i;
            deciding |= deduction.touched(chosen[i]);
          }
        }
      }
      long bit = next(deciding & ~word.mask());
      if (bit == 0) {
        found.add(new PartialWord(word.mask(), word.bits()));
        return;
      }
      word.assume(bit, false);
      search(word, left);
      word.forget(bit);
      word.assume(bit, true);
      search(word, left);
      word.forget(bit);
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
