package dev.orrery.spec.decode;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** The set of words that belong to a row: its fixed bits and its decode-time condition. */
public final class RowWords {
  /** A condition may touch this many bits; all their values are enumerated. */
  public static final int MAX_TOUCHED_BITS = 20;

  private static final int SAMPLE_ATTEMPTS = 64;

  private RowWords() {}

  /** The words that have the row's fixed bits, legal or not. */
  public static Cube cube(Row row) {
    return new Cube(row.mask(), row.match());
  }

  /** Whether {@code word} belongs to {@code row}. */
  public static boolean contains(Row row, long word) {
    return (word & row.mask()) == row.match() && isLegal(row, word);
  }

  /** Whether the row's condition holds for {@code word}, which has the row's fixed bits. */
  static boolean isLegal(Row row, long word) {
    Expr legal = row.legal();
    return legal == null || DecodeTime.value(legal, at(row, word, 0)) != 0;
  }

  /** The conditions that must all hold for a word to belong to the row. */
  static List<Expr> conditions(Row row) {
    List<Expr> out = new ArrayList<>();
    if (row.legal() != null) {
      split(row.legal(), out);
    }
    return out;
  }

  private static void split(Expr e, List<Expr> out) {
    if (e instanceof Expr.Binary b && b.op() == BinaryOp.AND && b.width() == 1) {
      split(b.a(), out);
      split(b.b(), out);
    } else {
      out.add(e);
    }
  }

  /** Whether one of them holds for {@code word}, which has the row's fixed bits. */
  static boolean holds(Row row, Expr condition, long word) {
    return DecodeTime.value(condition, at(row, word, 0)) != 0;
  }

  /**
   * {@code word} decoded as {@code row} at {@code pc}, whether it belongs there or not. Operands
   * that stand behind the word are 0.
   */
  public static DecodedInsn at(Row row, long word, long pc) {
    List<Operand> operands = row.operands();
    long[] values = new long[operands.size()];
    DecodedInsn insn = new DecodedInsn(row, pc, word, values);
    for (int i = 0; i < values.length; i++) {
      Operand o = operands.get(i);
      values[i] =
          o.from() instanceof Operand.From.Computed c
              ? DecodeTime.value(c.value(), insn)
              : o.value(word);
    }
    return insn;
  }

  /**
   * The word of {@code row} with the given operand values, by position in {@code row.operands()};
   * bits that no operand holds are taken from {@code rest}.
   *
   * @throws IllegalArgumentException if a value does not fit its field, differs from what the row
   *     fixes, or the row's condition does not hold
   */
  public static long encode(Row row, long[] values, long rest) {
    long word = rest & ~row.mask() | row.match();
    for (Operand o : row.operands()) {
      BitField field = o.field();
      if (o.from() != null) {
        continue;
      }
      if (field != null) {
        word = word & ~field.mask() | field.insert(values[o.index()]);
      } else if (values[o.index()] != o.fixed()) {
        throw new IllegalArgumentException(row + ": " + o.name() + " is always " + o.fixed());
      }
    }
    for (Operand o : row.operands()) {
      if (o.from() == null && o.value(word) != values[o.index()]) {
        throw new IllegalArgumentException(row + ": two values for " + o.name());
      }
    }
    if (!contains(row, word)) {
      throw new IllegalArgumentException(row + " has no word with these operands");
    }
    return word;
  }

  /**
   * A random word of {@code row}: its operand bits are uniform over what the row allows.
   *
   * @throws IllegalArgumentException if the row has no words
   */
  public static long sample(Row row, RandomGenerator random) {
    long all = row.length() >= 8 ? -1L : (1L << 8 * row.length()) - 1;
    for (int i = 0; i < SAMPLE_ATTEMPTS; i++) {
      long word = random.nextLong() & all & ~row.mask() | row.match();
      if (isLegal(row, word)) {
        return word;
      }
    }
    long touched = touchedBits(row);
    long[] words = words(cube(row), touched, w -> isLegal(row, w));
    if (words.length == 0) {
      throw new IllegalArgumentException(row + " has no words");
    }
    long word = words[random.nextInt(words.length)];
    return word | random.nextLong() & all & ~row.mask() & ~touched;
  }

  /**
   * Word bits that the row's condition reads; 0 when it has none.
   *
   * @throws IllegalArgumentException if they are more than can be enumerated
   */
  public static long touchedBits(Row row) {
    Expr legal = row.legal();
    long bits = legal == null ? 0 : touched(legal);
    if (Long.bitCount(bits & ~row.mask()) > MAX_TOUCHED_BITS) {
      throw new IllegalArgumentException(
          row.source()
              + ": the condition of '"
              + row.name()
              + "' reads "
              + Long.bitCount(bits & ~row.mask())
              + " bits of the word; at most "
              + MAX_TOUCHED_BITS
              + " can be checked exactly");
    }
    return bits;
  }

  /** Word bits that a condition reads. */
  static long touched(Expr e) {
    return switch (e) {
      case Expr.Const c -> 0;
      case Expr.Field f ->
          switch (f.operand().from()) {
            case null -> f.operand().field() == null ? 0 : f.operand().field().mask();
            case Operand.From.Computed c -> touched(c.value());
            case Operand.From.Next n -> throw notAboutTheWord(e);
          };
      case Expr.Unary u -> touched(u.a());
      case Expr.Binary b -> touched(b.a()) | touched(b.b());
      case Expr.Extend x -> touched(x.a());
      case Expr.Slice s -> touched(s.a());
      case Expr.Concat c -> touched(c.hi()) | touched(c.lo());
      case Expr.Select s -> touched(s.cond()) | touched(s.a()) | touched(s.b());
      case Expr.Pc p -> throw notAboutTheWord(e);
      case Expr.NextPc n -> throw notAboutTheWord(e);
      case Expr.GetFile g -> throw notAboutTheWord(e);
      case Expr.GetReg g -> throw notAboutTheWord(e);
      case Expr.Tmp t -> throw notAboutTheWord(e);
    };
  }

  private static IllegalArgumentException notAboutTheWord(Expr e) {
    return new IllegalArgumentException("a row's condition may read its operand fields only: " + e);
  }

  /**
   * The first word of {@code cube}, free bits outside {@code touched} zero, for which {@code test}
   * holds; -1 if there is none. Exact when {@code test} reads no bits outside {@code touched} and
   * the cube's.
   */
  static long find(Cube cube, long touched, LongPredicate test) {
    long free = touched & ~cube.mask();
    long bits = 0;
    do {
      long word = cube.match() | bits;
      if (test.test(word)) {
        return word;
      }
      bits = (bits - free) & free;
    } while (bits != 0);
    return -1;
  }

  /** As {@link #find}, all of them. */
  static long[] words(Cube cube, long touched, LongPredicate test) {
    long free = touched & ~cube.mask();
    LongStream.Builder out = LongStream.builder();
    long bits = 0;
    do {
      long word = cube.match() | bits;
      if (test.test(word)) {
        out.add(word);
      }
      bits = (bits - free) & free;
    } while (bits != 0);
    return out.build().toArray();
  }
}
