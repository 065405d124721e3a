package dev.orrery.engine.random;

import dev.orrery.engine.Hart;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Csr;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
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
  private static final int MOST = 8;

  /** Pairs of registers that rows are tried with. */
  private static final int EXAMPLES = 2;

  private static final int MOST_CONSTANTS = 32;
  private static final int TRIES = 30;

  /** What is left to chance, such as the link register of a call, needs more. */
  private static final int MANY_TRIES = 600;

  private static final int REACH = 32;
  private static final long ELSEWHERE = Trial.PC + REACH;
  private static final long LARGEST_CONSTANT = 1 << 17;
  private static final long[] COUNTS = {1, 2, 77, 30_000};

  private final Isa isa;
  private final RandomWords words;
  private final Trial trial;
  private final RegisterFile file;

  /** Rows that only compute, with integers. */
  private final List<Row> plain = new ArrayList<>();

  private final List<Row> jumping = new ArrayList<>();
  private final List<Row> loading = new ArrayList<>();
  private final List<Row> storing = new ArrayList<>();
  private final List<Row> fencing = new ArrayList<>();

  /** Rows that have answers, by the kind of question. */
  private final Map<String, List<Row>> useful = new HashMap<>();

  private final Map<String, List<Insn>> known = new HashMap<>();
  private final Map<Integer, List<Loop>> loops = new HashMap<>();
  private final Map<Integer, List<Constant>> constants = new HashMap<>();
  private final Map<Row, List<Long>> accessible = new HashMap<>();
  private @Nullable List<Call> calls;

  /** Sets a register to {@code value}, whatever it held. */
  record Constant(Insn insn, long value) {}

  /**
   * Takes one from a register and jumps unless it is 0 now.
   *
   * @param step the former
   * @param branch the latter
   */
  record Loop(Insn step, Insn branch) {}

  /**
   * A direct call.
   *
   * @param number of the register that holds the return address, in {@link Idioms#file}
   * @param single that register, if it is one of no file
   */
  record Call(Insn insn, int number, @Nullable Register single) {}

  /**
   * What an instruction should do, and which may.
   *
   * @param registers what register operands may be; null for any
   * @param immediates what immediates may be, where that fits; empty for any
   * @param tries words of a row to try
   * @param works whether a word does it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Question(
      int @Nullable [] registers, long[] immediates, int tries, Predicate<Insn> works) {}

  /** A question about two registers. */
  @FunctionalInterface
  private interface IntFunctions {
    Question about(int first, int second);
  }

  Idioms(Isa isa, RandomWords words) {
    this.isa = isa;
    this.words = words;
    this.trial = new Trial(isa);
    Set<RegisterFile> addressing = new HashSet<>();
    for (Row row : isa.rows()) {
      Effects effects = Effects.of(row.body());
      addressing.addAll(effects.addressing());
      if (effects.jumps()) {
        jumping.add(row);
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
    for (Row row : isa.rows()) {
      Effects effects = Effects.of(row.body());
      if (!effects.jumps()
          && effects.memory().isEmpty()
          && effects.traps().isEmpty()
          && effects.writes().stream().allMatch(this::isPlain)) {
        plain.add(row);
      }
    }
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
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < file.count(); i++) {
      if (i != file.zero()) {
        free.add(i);
      }
    }
    return free;
  }

  /** Does nothing. */
  List<Insn> neutral() {
    return answers(
        "neutral",
        plain,
        (a, b) -> new Question(null, new long[] {0}, TRIES, this::isNeutral),
        0,
        0);
  }

  private boolean isNeutral(Insn insn) {
    for (int i = 0; i < Trial.BACKGROUNDS; i++) {
      trial.start(i);
      if (!trial.run(insn) || !trial.changedNothing() || trial.hart.pc != behind(insn)) {
        return false;
      }
    }
    return true;
  }

  /** Sets {@code register} to something from 2 to 2<sup>17</sup>. */
  List<Constant> constants(int register) {
    return constants.computeIfAbsent(register, this::findConstants);
  }

  private List<Constant> findConstants(int register) {
    SplittableRandom random = new SplittableRandom(register);
    List<Constant> found = new ArrayList<>();
    for (Row row : plain) {
      for (int i = 0; i < TRIES && found.size() < MOST_CONSTANTS; i++) {
        long size = 1L << random.nextInt(1, 17);
        long value = size + (random.nextBoolean() ? random.nextLong(size) : 0);
        Insn insn = shape(row, random, new int[] {register, zero()}, new long[] {value, 0});
        trial.start(0);
        if (insn != null && trial.run(insn)) {
          long result = trial.get(file, register);
          if (result >= 2 && result <= LARGEST_CONSTANT && gives(insn, register, result)) {
            found.add(new Constant(insn, result));
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
    return answers("add " + amount, plain, (r, b) -> adding(r, amount), register, 0);
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
    return answers("move", plain, this::moving, to, from);
  }

  private Question moving(int to, int from) {
    return new Question(
        new int[] {to, from, zero()},
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

  /** Stores the {@code bytes} low bytes of {@code value} where {@code base} points. */
  List<Insn> stores(int value, int base, int bytes) {
    return answers("store " + bytes, storing, (v, a) -> storing(v, a, bytes), value, base);
  }

  private Question storing(int value, int base, int bytes) {
    return new Question(
        new int[] {value, base, zero()},
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
    return answers("load", loading, this::loading, to, base);
  }

  private Question loading(int to, int base) {
    int bytes = isa.xlen() / 8;
    return new Question(
        new int[] {to, base, zero()},
        new long[] {0},
        TRIES,
        insn -> {
          trial.start(0);
          trial.set(file, base, Trial.PLACE);
          long held = isa.dataOrder().of(trial.place() & Bits.mask(8 * bytes), bytes);
          return trial.run(insn) && trial.get(file, to) == held && trial.onlyChanged(file, to);
        });
  }

  /** Counts {@code register} down to 0; where it jumps to is to be {@linkplain Targets#aim set}. */
  List<Loop> loops(int register) {
    return loops.computeIfAbsent(register, this::findLoops);
  }

  private List<Loop> findLoops(int register) {
    SplittableRandom random = new SplittableRandom(register);
    List<Loop> found = new ArrayList<>();
    List<Insn> steps = adds(register, -1);
    for (Insn step : steps.subList(0, Math.min(3, steps.size()))) {
      for (Row row : jumping) {
        int ofRow = 0;
        for (int i = 0; i < TRIES && ofRow < 2; i++) {
          Insn sample = shape(row, random, new int[] {register, zero()}, new long[0]);
          Insn branch =
              sample == null || kind(sample) != JumpKind.BRANCH
                  ? null
                  : Targets.aim(isa, sample, behind(step), behind(step) - REACH);
          if (branch != null && closes(new Loop(step, branch), register)) {
            found.add(new Loop(step, branch));
            ofRow++;
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private boolean closes(Loop loop, int register) {
    for (long count : COUNTS) {
      trial.start((int) (count % Trial.BACKGROUNDS));
      trial.set(file, register, count);
      if (!trial.run(loop.step, loop.branch)) {
        return false;
      }
      long next = behind(loop.step) + (count == 1 ? loop.branch.bytes() : -REACH);
      if (trial.hart.pc != next || !trial.onlyChanged(file, register)) {
        return false;
      }
    }
    return true;
  }

  /** Jumps, always and without leaving anything behind; the target is to be set. */
  List<Insn> jumps() {
    return answers(
        "jump", jumping, (a, b) -> new Question(null, new long[0], TRIES, this::isJump), 0, 0);
  }

  private boolean isJump(Insn insn) {
    Insn aimed = kind(insn) == JumpKind.JUMP ? Targets.aim(isa, insn, Trial.PC, ELSEWHERE) : null;
    trial.start(0);
    return aimed != null
        && trial.run(aimed)
        && trial.hart.pc == ELSEWHERE
        && trial.changedNothing();
  }

  /** Conditional branches; the target is to be set. */
  List<Insn> branches() {
    return answers(
        "branch",
        jumping,
        (a, b) -> new Question(null, new long[0], TRIES, i -> kind(i) == JumpKind.BRANCH),
        0,
        0);
  }

  /** Direct calls; the target is to be set. */
  List<Call> calls() {
    List<Call> found = calls;
    if (found == null) {
      found =
          answers(
                  "call",
                  jumping.stream().filter(r -> r.call() != null).toList(),
                  (a, b) -> new Question(null, new long[0], MANY_TRIES, i -> linkOf(i) != null),
                  0,
                  0)
              .stream()
              .map(this::linkOf)
              .toList();
      calls = found;
    }
    return found;
  }

  private @Nullable Call linkOf(Insn insn) {
    Insn aimed = kind(insn) == JumpKind.CALL ? Targets.aim(isa, insn, Trial.PC, ELSEWHERE) : null;
    return aimed == null ? null : tried(aimed);
  }

  /** Calls the function that {@code register} points to, and leaves {@code link} behind. */
  List<Insn> callsThrough(int register, int link) {
    List<Row> rows = jumping.stream().filter(r -> r.call() != null).toList();
    return answers("call through", rows, this::callingThrough, register, link);
  }

  private Question callingThrough(int register, int link) {
    return new Question(
        new int[] {register, link},
        new long[] {0},
        TRIES,
        insn -> {
          Call call = throughRegister(insn, register);
          return call != null && call.number() == link;
        });
  }

  private @Nullable Call throughRegister(Insn insn, int register) {
    DecodedInsn decoded = isa.decoder().decode(insn.word(), Trial.PC);
    if (decoded == null || decoded.jumpKind() != JumpKind.CALL || Targets.of(decoded) != null) {
      return null;
    }
    trial.start(0);
    trial.set(file, register, ELSEWHERE);
    return called(insn);
  }

  private @Nullable Call tried(Insn call) {
    trial.start(0);
    return called(call);
  }

  /** Runs a call, and looks where the return address is. */
  private @Nullable Call called(Insn call) {
    if (!trial.run(call) || trial.hart.pc != ELSEWHERE) {
      return null;
    }
    for (int i : registers()) {
      if (trial.get(file, i) == behind(call) && trial.onlyChanged(file, i)) {
        return new Call(call, i, null);
      }
    }
    for (Register r : isa.registers()) {
      if (trial.hart.get(r) == behind(call) && trial.onlyChanged(file, file.zero())) {
        return new Call(call, -1, r);
      }
    }
    return null;
  }

  /** Returns from what {@code call} called. */
  List<Insn> returns(Call call) {
    Register single = call.single();
    return answers(
        "return" + (single == null ? "" : " " + single.name()),
        jumping.stream().filter(r -> r.ret() != null).toList(),
        (link, b) -> returning(link, single),
        call.number(),
        0);
  }

  private Question returning(int link, @Nullable Register single) {
    return new Question(
        single == null ? new int[] {link, zero()} : null,
        new long[] {0},
        MANY_TRIES,
        insn -> {
          if (kind(insn) != JumpKind.RETURN) {
            return false;
          }
          trial.start(0);
          if (single == null) {
            trial.set(file, link, ELSEWHERE);
          } else {
            trial.hart.set(single, ELSEWHERE);
          }
          return trial.run(insn) && trial.hart.pc == ELSEWHERE && trial.changedNothing();
        });
  }

  /** Jumps to where {@code register} points. */
  List<Insn> jumpsThrough(int register) {
    return answers("jump through", jumping, (r, b) -> jumpingThrough(r), register, 0);
  }

  private Question jumpingThrough(int register) {
    return new Question(
        new int[] {register, zero()},
        new long[] {0},
        TRIES,
        insn -> {
          DecodedInsn decoded = isa.decoder().decode(insn.word(), Trial.PC);
          if (decoded == null || decoded.jumpKind() != JumpKind.INDIRECT) {
            return false;
          }
          trial.start(0);
          trial.set(file, register, ELSEWHERE);
          return trial.run(insn) && trial.hart.pc == ELSEWHERE && trial.changedNothing();
        });
  }

  /** Makes stores visible to instruction fetch. */
  List<Insn> fences() {
    return answers(
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
            Insn insn = shape(row, random, null, new long[] {csr.number()});
            trial.start(0);
            if (insn != null && operand.value(insn.word()) == csr.number() && trial.run(insn)) {
              numbers.add((long) csr.number());
            }
          }
          return List.copyOf(numbers);
        });
  }

  private JumpKind kind(Insn insn) {
    DecodedInsn decoded = isa.decoder().decode(insn.word(), Trial.PC);
    return decoded == null ? JumpKind.NONE : decoded.jumpKind();
  }

  private static long behind(Insn insn) {
    return Trial.PC + insn.bytes();
  }

  /** The number that stands for no register where there is such a thing. */
  private int zero() {
    return Math.max(file.zero(), 0);
  }

  /**
   * Words that are an answer, at most two of a row.
   *
   * @param kind of question, of which only the registers differ
   * @param rows that may have an answer
   * @param question about two registers
   */
  private List<Insn> answers(
      String kind, List<Row> rows, IntFunctions question, int first, int second) {
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
    List<Row> found = new ArrayList<>();
    List<Integer> registers = registers();
    for (Row row : rows) {
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
    // A few of all rather than all of the first ones.
    while (found.size() > MOST) {
      Row unused = found.remove(random.nextInt(found.size()));
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
  private @Nullable Insn shape(
      Row row, SplittableRandom random, int @Nullable [] registers, long[] immediates) {
    long word = words.of(row, random);
    for (Operand o : row.operands()) {
      BitField field = o.field();
      if (field == null) {
        continue;
      }
      Long changed = null;
      if (o.file() == null) {
        if (immediates.length > 0) {
          changed = Words.with(word, field, immediates[random.nextInt(immediates.length)]);
        }
      } else if (registers != null && o.file().equals(file)) {
        int number = registers[random.nextInt(registers.length)];
        changed = number < 0 ? null : Words.with(word, field, number);
      }
      word = changed == null ? word : changed;
    }
    DecodedInsn insn = isa.decoder().decode(word, Trial.PC);
    return insn == null ? null : new Insn(word, insn.length());
  }
}
