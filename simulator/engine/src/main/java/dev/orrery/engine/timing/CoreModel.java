package dev.orrery.engine.timing;

import dev.orrery.spec.core.CodeFact;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Row;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A core at work: told of every instruction that retires, it says what cycle it is. Every cycle is
 * charged to one of the table's causes, so that these add up to all cycles.
 */
public abstract class CoreModel implements RetireListener {
  /** The loops of a rule go round at most so often for one instruction, all together. */
  private static final int MAX_ROUNDS = 1 << 20;

  /** Instructions whose classes are not looked up again; a power of two. */
  private static final int RECENT = 1 << 10;

  /** More cycles are an error: sums with the cycle reached are then not near to overflow. */
  private static final long MAX_CYCLES = Long.MAX_VALUE / 2;

  /** The cycle reached: cycles since reset. Generated code of engines works on it directly. */
  public long now;

  /** How often loops have gone round for the instruction that retires. */
  public int rounds;

  private final CoreTable table;
  private final CodeView code;
  private final CoreShapes shapes = new CoreShapes();
  private @Nullable Ahead ahead;
  private @Nullable CoreKnowledge invariants;
  private @Nullable Boolean looks;
  private final Map<Row, Integer> kinds = new IdentityHashMap<>();

  /** The classes of instructions met last, by their addresses. */
  private final InsnFacts[] recent = new InsnFacts[RECENT];

  private final int[] recentKinds = new int[RECENT];

  /** A core after reset, whose fetch sees {@code code}. */
  protected CoreModel(CoreTable table, CodeView code) {
    this.table = table;
    this.code = code;
  }

  final CodeView code() {
    return code;
  }

  /** Its rules for instructions that are alike. */
  public final CoreShapes shapes() {
    return shapes;
  }

  /** The tables. */
  public final CoreTable table() {
    return table;
  }

  /** Cycles since reset; after an instruction, when it retired. */
  public final long cycles() {
    return now;
  }

  /** Cycles by the number of their cause; their sum is {@link #cycles}. */
  public final long[] byCause() {
    long[] cycles = new long[table.causes().size()];
    byCause(cycles);
    return cycles;
  }

  /** The same into {@code cycles}, which has a cell for each cause. */
  public final void byCause(long[] cycles) {
    charged(cycles);
    if (ahead != null) {
      ahead.charge(cycles);
    }
  }

  /** Puts the cycles by cause that it has charged itself into {@code cycles}. */
  protected abstract void charged(long[] cycles);

  /** What makes the core go on, and does not keep its states here. */
  public interface Ahead {
    /**
     * An instruction retires.
     *
     * @return whether this has gone on; else the model's states are what they are in the cycle
     *     reached, and the model must
     */
    boolean retired(Retired insn);

    /** The model's states become what they are in the cycle reached. */
    void settle();

    /** Adds cycles that the model has not charged itself, by number of the cause. */
    void charge(long[] byCause);
  }

  /** What may be ahead of this model; null if nothing is. */
  public final @Nullable Ahead ahead() {
    return ahead;
  }

  /** From now on {@code other} may be ahead of this model. */
  public final void ahead(Ahead other) {
    ahead = other;
  }

  /** Whether what is ahead has dealt with {@code insn}; else the states are settled. */
  protected final boolean isDoneAhead(Retired insn) {
    return ahead != null && ahead.retired(insn);
  }

  /** Its states become what they are in the cycle reached. */
  public final void settle() {
    if (ahead != null) {
      ahead.settle();
    }
  }

  /** Puts its single values into cell 0 of {@code cells}, by number of the state. */
  public abstract void scalarsInto(long[][] cells);

  /** Takes its single values from there. */
  public abstract void scalarsFrom(long[][] cells);

  /** Has {@code observer} run when code that was looked at may have changed. */
  public final void watchCode(Runnable observer) {
    code.watch(observer);
  }

  @Override
  public final Set<CoreInput> wants() {
    Set<CoreInput> all = EnumSet.noneOf(CoreInput.class);
    table.rules().forEach(rule -> all.addAll(rule.inputs()));
    return all;
  }

  /** Takes what the table's rule for reset says. */
  public abstract void reset();

  /** Whether generated code can call its rules as methods: see {@link CoreClass#model}. */
  public boolean isCompiled() {
    return false;
  }

  /** What the decoded instruction alone says; conditions are 0 or 1. */
  public final long known(CoreInput input, InsnFacts insn) {
    return switch (input) {
      case PC -> insn.pc();
      case NPC -> insn.pc() + insn.length();
      case LENGTH -> insn.length();
      case WORD -> insn.word();
      case KIND -> kind(insn);
      case DST -> insn.dst();
      case SRC1 -> insn.src1();
      case SRC2 -> insn.src2();
      case SRC3 -> insn.src3();
      case IMM -> insn.imm();
      case SIZE -> insn.size();
      case CALL -> insn.call() ? 1 : 0;
      case RET -> insn.ret() ? 1 : 0;
      case ADDR, TAKEN, TARGET, VALUE1, VALUE2, NOW ->
          throw new IllegalArgumentException(input.text());
    };
  }

  /** The class of an instruction, by its number; -1 if the core has no such class. */
  public final int kind(InsnFacts insn) {
    int at = (int) (insn.pc() >>> 1) & RECENT - 1;
    if (recent[at] != insn) {
      Row row = insn.row();
      recentKinds[at] = row == null ? -1 : kind(row);
      recent[at] = insn;
    }
    return recentKinds[at];
  }

  private int kind(Row row) {
    Integer known = kinds.get(row);
    if (known == null) {
      known = table.classOf(row);
      kinds.put(row, known);
    }
    return known;
  }

  /** A fact about the code at {@code address}. */
  public final long look(CodeFact fact, long address) {
    return fact(fact, code.seen(address));
  }

  /**
   * The same as long as the code there stays as it is, of which engines are told; null if they are
   * not.
   */
  public final @Nullable Long lasting(CodeFact fact, long address) {
    CodeView.Seen seen = code.seen(address);
    return seen.lasts() ? Long.valueOf(fact(fact, seen)) : null;
  }

  /** What holds of its states between any two instructions. */
  public final CoreKnowledge invariants() {
    if (invariants == null) {
      invariants = CoreInvariants.of(CoreClass.model(table, code));
    }
    return invariants;
  }

  /** Whether any of its rules looks at code. */
  public final boolean looks() {
    if (looks == null) {
      looks = table.rules().stream().anyMatch(CoreModel::looks);
    }
    return looks;
  }

  /** Whether {@code rule} looks at code. */
  public static boolean looks(CoreRoutine rule) {
    return CoreEffects.of(rule.body()).looks();
  }

  private long fact(CodeFact fact, CodeView.Seen seen) {
    return switch (fact) {
      case CODE -> seen.code();
      case CLASS_AT -> kind(seen.insn());
      case LENGTH_AT -> seen.insn().length();
      case DST_AT -> seen.insn().dst();
      case SRC1_AT -> seen.insn().src1();
      case SRC2_AT -> seen.insn().src2();
    };
  }

  /** The cells of the state with number {@code state}, after reset. */
  protected final long[] cells(int state) {
    CoreState s = table.states().get(state);
    long[] cells = new long[Math.max(1, s.cells())];
    Arrays.fill(cells, s.reset());
    return cells;
  }

  /** The array of a state that is one; generated code of engines works on it directly. */
  public abstract long[] array(CoreState state);

  /** {@code index}, if the state has such a cell. */
  protected final int cell(long index, long[] cells, int state) {
    if (index < 0 || index >= cells.length) {
      throw outside(index, state);
    }
    return (int) index;
  }

  /** Reports an index outside the array of the state with number {@code state}. */
  public final OrreryException outside(long index, int state) {
    CoreState s = table.states().get(state);
    return new OrreryException(
        ExitCode.BAD_INPUT,
        "core %s, cycle %d: %s[%d], but '%s' has %d cells. Mend the table, or give it more."
            .formatted(table.name(), now, s.name(), index, s.name(), s.cells()));
  }

  /** Whether a cell with a cycle after {@code now} is among those whose bits are in {@code set}. */
  public static boolean isAhead(long[] cells, long set, long now) {
    for (long rest = set; rest != 0; rest &= rest - 1) {
      if (cells[Long.numberOfTrailingZeros(rest)] > now) {
        return true;
      }
    }
    return false;
  }

  /** A loop goes round. */
  public final void round() {
    if (++rounds > MAX_ROUNDS) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "core %s, cycle %d: `while` went round %d times for one instruction. Mend its condition."
              .formatted(table.name(), now, MAX_ROUNDS));
    }
  }

  /**
   * {@code amount}, if so many more cycles can be counted.
   *
   * @param reached the cycle reached
   * @param cause what they are for
   */
  public final long checked(long amount, long reached, int cause) {
    if (amount > MAX_CYCLES - reached) {
      throw tooLong(amount, reached, cause);
    }
    return amount;
  }

  private OrreryException tooLong(long amount, long reached, int cause) {
    return new OrreryException(
        ExitCode.BAD_INPUT,
        "core %s, cycle %d: %d more cycles for '%s' are more than can be counted. A number in the table, or one that --set gives, is far too large."
            .formatted(table.name(), reached, amount, table.causes().get(cause).name()));
  }

  /** Names of the causes with cycles, and these; largest first. */
  public final List<Share> stack() {
    long[] charged = byCause();
    return table.causes().stream()
        .map(c -> new Share(c.name(), c.meaning(), charged[c.index()]))
        .filter(s -> s.cycles() != 0)
        .sorted((a, b) -> Long.compare(b.cycles(), a.cycles()))
        .toList();
  }

  /**
   * A part of a CPI stack.
   *
   * @param cause name of the cause
   * @param meaning what it is
   * @param cycles charged to it
   */
  public record Share(String cause, String meaning, long cycles) {}
}
