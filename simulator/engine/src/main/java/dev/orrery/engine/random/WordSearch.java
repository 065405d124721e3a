package dev.orrery.engine.random;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomWords;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds words that do what somebody asks for, by making words of rows and trying them. Answers are
 * kept, and depend on the question alone, not on what was asked before.
 */
final class WordSearch {
  /** Tries for what is likely to be right. */
  static final int TRIES = 30;

  /** What is left to chance, such as the link register of a call, needs more. */
  static final int MANY_TRIES = 600;

  private static final int MOST = 8;

  /** Pairs of registers that rows are tried with. */
  private static final int EXAMPLES = 2;

  private final Isa isa;
  private final RandomWords words;
  private final RegisterFile file;

  /** Rows that have answers, by the kind of question. */
  private final Map<String, List<Row>> useful = new HashMap<>();

  private final Map<String, List<Insn>> known = new HashMap<>();

  /** Positions of operands that are numbers of registers without a file of their own, by row. */
  private final Map<Row, BitSet> names = new HashMap<>();

  /**
   * What an instruction should do, and which may.
   *
   * @param registers what register operands may be; null for any
   * @param immediates what immediates may be, where that fits; empty for any
   * @param tries words of a row to try
   * @param works whether a word does it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Question(
      int @Nullable [] registers, long[] immediates, int tries, Predicate<Insn> works) {}

  /** A question about two registers. */
  @FunctionalInterface
  interface IntFunctions {
    Question about(int first, int second);
  }

  /** Searches {@code isa}; what is asked is about registers of {@code file}. */
  WordSearch(Isa isa, RandomWords words, RegisterFile file) {
    this.isa = isa;
    this.words = words;
    this.file = file;
  }

  /** Registers that may hold anything, and are named by operands. */
  List<Integer> registers() {
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < file.count(); i++) {
      if (i != file.zero()) {
        free.add(i);
      }
    }
    return free;
  }

  /** The number that stands for no register where there is such a thing. */
  int zero() {
    return Math.max(file.zero(), 0);
  }

  /**
   * Words that are an answer, at most two of a row.
   *
   * @param kind of question, of which only the registers differ
   * @param rows that may have an answer
   * @param question about two registers
   */
  List<Insn> answers(String kind, List<Row> rows, IntFunctions question, int first, int second) {
    String what = kind + " " + first + " " + second;
    List<Insn> before = known.get(what);
    if (before != null) {
      return before;
    }
    // Most rows never have an answer, and there are many registers.
    List<Row> useful = useful(kind, rows, question);
    SplittableRandom random = new SplittableRandom(what.hashCode());
    List<Insn> found = new ArrayList<>();
    for (Row row : useful) {
      found.addAll(answers(row, question.about(first, second), random));
    }
    List<Insn> result = List.copyOf(found);
    known.put(what, result);
    return result;
  }

  private List<Row> useful(String kind, List<Row> rows, IntFunctions question) {
    List<Row> before = useful.get(kind);
    if (before != null) {
      return before;
    }
    SplittableRandom random = new SplittableRandom(kind.hashCode());
    List<Row> left = new ArrayList<>(rows);
    List<Row> found = new ArrayList<>();
    List<Integer> registers = registers();
    // A few of all rather than all of the first ones.
    while (!left.isEmpty() && found.size() < MOST) {
      Row row = left.remove(random.nextInt(left.size()));
      for (int i = 0; i + 1 < registers.size(); i += registers.size() / EXAMPLES) {
        Question example = question.about(registers.get(i), registers.get(i + 1));
        if (!answers(row, example, random).isEmpty()) {
          found.add(row);
          break;
        }
        if (example.registers == null) {
          break; // it is about no registers
        }
      }
    }
    List<Row> result = List.copyOf(found);
    useful.put(kind, result);
    return result;
  }

  private List<Insn> answers(Row row, Question question, SplittableRandom random) {
    List<Insn> found = new ArrayList<>();
    for (int i = 0; i < question.tries && found.size() < 2; i++) {
      Insn insn = shape(row, random, question.registers, question.immediates);
      if (insn != null && !found.contains(insn) && question.works.test(insn)) {
        found.add(insn);
      }
    }
    return found;
  }

  /** A word of {@code row} with operands from the given ones; null if the row has none such. */
  @Nullable Insn shape(
      Row row, SplittableRandom random, int @Nullable [] registers, long[] immediates) {
    Shape shape = new Shape(isa, words, row, random);
    boolean inBytes = isa.decoder().inBytes();
    for (Operand o : row.operands()) {
      if (namesRegister(row, o)) {
        if (registers != null && (o.file() == null || o.file().equals(file))) {
          int number = registers[random.nextInt(registers.length)];
          boolean unused = number >= 0 && shape.set(o, number);
        }
      } else if (immediates.length > 0 && (!inBytes || o.field() == null)) {
        boolean unused = shape.set(o, immediates[random.nextInt(immediates.length)]);
      }
    }
    return shape.insn();
  }

  /**
   * Whether bits of the word are the number of a register: as an operand, as what the body takes
   * for a number, or as what the number of an operand is computed from.
   */
  private boolean namesRegister(Row row, Operand o) {
    return o.file() != null || names.computeIfAbsent(row, this::names).get(o.index());
  }

  private BitSet names(Row row) {
    long bits = 0;
    Effects effects = Effects.of(row.body());
    for (Set<Location> locations : List.of(effects.reads(), effects.writes())) {
      for (Location l : locations) {
        if (l instanceof Location.InFile f
            && f.file().equals(file)
            && f.index() instanceof Expr.Index.Of of) {
          bits |= DecodeTime.wordBits(of.operand());
        }
      }
    }
    BitSet found = new BitSet();
    for (Operand o : row.operands()) {
      BitField field = o.field();
      if (field != null && (field.mask() & bits) != 0 && 1 << field.width() >= registers().size()) {
        found.set(o.index());
      }
    }
    return found;
  }
}
