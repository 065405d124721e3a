package dev.orrery.engine.random;

import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.engine.random.WordSearch.Question;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.Csr;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What the instructions of a set are good for: to count down and loop, to call and return, to set a
 * register. Words are made from the rows and tried on the oracle, and those that do what is wanted
 * are kept; so that programs can have a structure without anybody telling what an instruction is.
 *
 * <p>What is found depends on the tables and the question alone, not on what was asked before.
 * Lists may be empty.
 */
final class Idioms {
  private static final int MOST_CONSTANTS = 32;
  private static final int TRIES = WordSearch.TRIES;
  private static final long LARGEST_CONSTANT = 1 << 17;

  /** Numbers that counting is tried with. */
  static final long[] COUNTS = {1, 2, 77, 30_000};

  private final Isa isa;
  private final Trial trial;
  private final RegisterFile file;
  private final WordSearch search;
  private final Jumps jumps;

  /** Rows that only compute, with integers. */
  private final List<Row> plain = new ArrayList<>();

  private final List<Row> loading = new ArrayList<>();
  private final List<Row> storing = new ArrayList<>();
  private final List<Row> fencing = new ArrayList<>();

  private final Map<Integer, List<Constant>> constants = new HashMap<>();

  /** Rows that can set the first register: no others are tried with the other ones. */
  private @Nullable List<Row> settingConstants;

  private final Map<Row, List<Long>> accessible = new HashMap<>();

  /** Sets a register to {@code value}, whatever it held. */
  record Constant(Insn insn, long value) {}

  /**
   * Idioms of {@code isa}.
   *
   * @param rows that they may be made of
   */
  Idioms(Isa isa, RandomWords words, List<Row> rows) {
    this.isa = isa;
    this.trial = new Trial(isa);
    List<Row> jumping = new ArrayList<>();
    Set<RegisterFile> addressing = new HashSet<>();
    for (Row row : rows) {
      Effects effects = Effects.of(row.body());
      addressing.addAll(effects.addressing());
      if (effects.jumps()) {
        if (!Repeats.isOne(row.body())) {
          jumping.add(row);
        }
      } else if (effects.memory().size() == 1) {
        switch (effects.memory().getFirst()) {
          case Stmt.Load l -> loading.add(row);
          case Stmt.Store t -> storing.add(row);
          case Stmt.InstructionFence f -> fencing.add(row);
          default -> {}
        }
      }
    }
    file =
        isa.files().stream()
            .filter(addressing::contains)
            .max(Comparator.comparingInt(RegisterFile::count))
            .orElseThrow(() -> new IllegalArgumentException(isa.name() + " has no addresses"));
    for (Row row : rows) {
      Effects effects = Effects.of(row.body());
      if (!effects.jumps()
          && effects.memory().isEmpty()
          && effects.traps().isEmpty()
          && effects.writes().stream().allMatch(this::isPlain)) {
        plain.add(row);
      }
    }
    search = new WordSearch(isa, words, file);
    jumps = new Jumps(isa, jumping, this, search, trial);
  }

  private boolean isPlain(Location written) {
    return switch (written) {
      case Location.InFile f -> f.file().equals(file);
      case Location.Single r -> !r.register().fpFlags();
    };
  }

  /** A hart of the instruction set, of nobody in particular. */
  Hart hart() {
    return trial.hart;
  }

  /** The registers that addresses are in: all that is found is about them. */
  RegisterFile file() {
    return file;
  }

  /** Registers that may hold anything, and are named by operands. */
  List<Integer> registers() {
    return search.registers();
  }

  /** What its jumps are good for. */
  Jumps jumps() {
    return jumps;
  }

  /** Does nothing. */
  List<Insn> neutral() {
    return search.answers(
        "neutral",
        plain,
        (a, b) -> new Question(null, new long[] {0}, TRIES, this::isNeutral),
        0,
        0);
  }

  private boolean isNeutral(Insn insn) {
    for (int i = 0; i < Trial.BACKGROUNDS; i++) {
      trial.start(i);
      if (!trial.run(insn) || !trial.changedNothing() || trial.hart.pc != Trial.behind(insn)) {
        return false;
      }
    }
    return true;
  }

  /** Sets {@code register} to something from 2 to 2<sup>17</sup>. */
  List<Constant> constants(int register) {
    if (settingConstants == null) {
      Set<Row> rows = new LinkedHashSet<>();
      List<Constant> unused = findConstants(registers().getFirst(), plain, rows);
      settingConstants = List.copyOf(rows);
    }
    List<Row> rows = settingConstants;
    return constants.computeIfAbsent(register, r -> findConstants(r, rows, new LinkedHashSet<>()));
  }

  /**
   * Sets {@code register} by instructions of some rows.
   *
   * @param able gets the rows of them that can
   */
  private List<Constant> findConstants(int register, List<Row> rows, Set<Row> able) {
    SplittableRandom random = new SplittableRandom(register);
    List<Constant> found = new ArrayList<>();
    for (Row row : rows) {
      for (int i = 0; i < TRIES && found.size() < MOST_CONSTANTS; i++) {
        long size = 1L << random.nextInt(1, 17);
        long value = size + (random.nextBoolean() ? random.nextLong(size) : 0);
        Insn insn =
            search.shape(row, random, new int[] {register, search.zero()}, new long[] {value, 0});
        trial.start(0);
        if (insn != null && trial.run(insn)) {
          long result = trial.get(file, register);
          if (result >= 2 && result <= LARGEST_CONSTANT && gives(insn, register, result)) {
            found.add(new Constant(insn, result));
            able.add(row);
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private boolean gives(Insn insn, int register, long value) {
    for (int i = 0; i < Trial.BACKGROUNDS; i++) {
      trial.start(i);
      if (!trial.run(insn)
          || !trial.onlyChanged(file, register)
          || trial.get(file, register) != value) {
        return false;
      }
    }
    return true;
  }

  /** Adds {@code amount} to {@code register}. */
  List<Insn> adds(int register, int amount) {
    return search.answers("add " + amount, plain, (r, b) -> adding(r, amount), register, 0);
  }

  private Question adding(int register, int amount) {
    return new Question(
        new int[] {register},
        new long[] {amount, -amount},
        TRIES,
        insn -> {
          for (long count : COUNTS) {
            trial.start((int) (count % Trial.BACKGROUNDS));
            trial.set(file, register, count + Math.abs(amount) - 1);
            long before = trial.get(file, register);
            if (!trial.run(insn)
                || !trial.onlyChanged(file, register)
                || trial.get(file, register) != before + amount) {
              return false;
            }
          }
          return true;
        });
  }

  /** Copies {@code from} to {@code to}, all bits of it. */
  List<Insn> moves(int to, int from) {
    return search.answers("move", plain, this::moving, to, from);
  }

  private Question moving(int to, int from) {
    return new Question(
        new int[] {to, from, search.zero()},
        new long[] {0},
        TRIES,
        insn -> {
          for (int i = 0; i < Trial.BACKGROUNDS; i++) {
            trial.start(i);
            long value = trial.get(file, from);
            if (!trial.run(insn) || !trial.onlyChanged(file, to) || trial.get(file, to) != value) {
              return false;
            }
          }
          return true;
        });
  }

  /** Whether the first access of an instruction in {@link World#CODE} is one of data. */
  boolean reachesData(@Nullable Insn insn) {
    trial.start(0);
    return insn != null
        && !trial.run(insn)
        && trial.hart.stop instanceof Stop.Fault f
        && f.address() >= World.DATA
        && f.address() < World.HOLE;
  }

  /** Stores the {@code bytes} low bytes of {@code value} where {@code base} points. */
  List<Insn> stores(int value, int base, int bytes) {
    return search.answers("store " + bytes, storing, (v, a) -> storing(v, a, bytes), value, base);
  }

  private Question storing(int value, int base, int bytes) {
    return new Question(
        new int[] {value, base, search.zero()},
        new long[] {0},
        TRIES,
        insn -> {
          trial.start(0);
          trial.set(file, base, Trial.PLACE);
          long mask = Bits.mask(8 * bytes);
          long stored = isa.dataOrder().of(trial.get(file, value) & mask, bytes);
          return trial.run(insn)
              && trial.storedBytes() == bytes
              && ((trial.place() ^ stored) & mask) == 0
              && trial.onlyChanged(file, file.zero());
        });
  }

  /** Loads {@code to}, all of it, from where {@code base} points. */
  List<Insn> loads(int to, int base) {
    return search.answers("load", loading, this::loading, to, base);
  }

  private Question loading(int to, int base) {
    int bytes = isa.xlen() / 8;
    return new Question(
        new int[] {to, base, search.zero()},
        new long[] {0},
        TRIES,
        insn -> {
          trial.start(0);
          trial.set(file, base, Trial.PLACE);
          long held = isa.dataOrder().of(trial.place() & Bits.mask(8 * bytes), bytes);
          return trial.run(insn) && trial.get(file, to) == held && trial.onlyChanged(file, to);
        });
  }

  /** Makes stores visible to instruction fetch. */
  List<Insn> fences() {
    return search.answers(
        "fence", fencing, (a, b) -> new Question(null, new long[0], TRIES, i -> true), 0, 0);
  }

  /**
   * The numbers of the control and status registers that an operand of {@code row} can name without
   * a trap.
   */
  List<Long> accessible(Row row, Operand operand) {
    return accessible.computeIfAbsent(
        row,
        r -> {
          List<Long> numbers = new ArrayList<>();
          SplittableRandom random = new SplittableRandom(row.id());
          for (Csr csr : isa.csrs()) {
            Insn insn = search.shape(row, random, null, new long[] {csr.number()});
            trial.start(0);
            if (insn != null && operand.value(insn.word()) == csr.number() && trial.run(insn)) {
              numbers.add((long) csr.number());
            }
          }
          return List.copyOf(numbers);
        });
  }
}
