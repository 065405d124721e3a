package dev.orrery.engine.timing.memo;

import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.Retired;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A core's model by what was met before. While blocks run here, the model's own states are behind,
 * and get what they lack before anything else looks at them ({@link #settle}).
 */
public final class Memo implements CoreModel.Ahead {
  /** Blocks that are recorded before all is forgotten. */
  private static final int MOST_RECORDED = 1 << 15;

  /** In the place of a configuration's number: the model's states say where the core is. */
  private static final long NOWHERE = 0;

  /** Blocks that were looked up so often become code: by far most never are. */
  private static final int EAGER = 1 << 8;

  /** So often all is forgotten before nothing is recorded any more: the core is too manifold. */
  private static final int PATIENCE = 4;

  /** What actions of one block can read, at most. */
  static final int MOST_LOADS = 64;

  private final CoreModel model;
  private final int eager;
  private final Cells cells;
  private final Recorder recorder;
  private final Map<Configuration, Configuration> configurations = new HashMap<>();

  /** The same, in the order in which they were met. */
  private final List<Configuration> byNumber = new ArrayList<>();

  /** The number of the first of them. No number is given twice, whatever has been forgotten. */
  private long firstNumber = NOWHERE + 1;

  private final List<Action.End> ends = new ArrayList<>();

  /** How often each of them has happened. */
  private final long[] times = new long[MOST_RECORDED];

  /** By block, the configurations that it was met in. */
  private final Map<MemoBlock, List<Configuration>> starts = new HashMap<>();

  /** Cycles by cause that the model does not have, and no end counts any more. */
  private final long[] charged;

  /** The number of the configuration that the core is in, or {@link #NOWHERE}. */
  private final long[] at = {NOWHERE};

  /** The end of a block that has run here last; null if there was none since. */
  private Action.@Nullable End last;

  /** Instructions that retired by themselves while a configuration was ahead of the model. */
  private final Map<InsnFacts, Single> singles = new IdentityHashMap<>();

  private int forgotten;
  private int lost;

  /** The run of a block. */
  private long began;

  private long[] inputs = new long[0];
  private final long[] loaded = new long[MOST_LOADS];
  private final long[] spilled;

  private Memo(CoreModel model, int eager) {
    this.model = model;
    this.eager = eager;
    this.cells = new Cells(model);
    this.charged = new long[model.table().causes().size()];
    this.recorder = new Recorder(this, model, cells);
    this.spilled = new long[cells.size()];
  }

  /**
   * Whether {@code model} is better remembered than compiled. Rules that look at code are too long
   * to stand at each instruction; but where they ask for addresses of data, what they do is hardly
   * ever the same. They must look when a block ends, so that nothing changes the code meanwhile.
   */
  public static boolean suits(CoreModel model, Isa isa) {
    if (model.ahead() instanceof Memo) {
      return true;
    }
    return model.looks()
        && !model.wants().contains(CoreInput.ADDR)
        && isa.rows().stream().allMatch(row -> jumps(row) || !looks(model, row));
  }

  private static boolean looks(CoreModel model, Row row) {
    int kind = model.table().classOf(row);
    return kind >= 0 && CoreModel.looks(model.table().rules().get(kind));
  }

  private static boolean jumps(Row row) {
    return Effects.of(row.meaning().body()).jumps();
  }

  /** That of {@code model}. */
  public static Memo of(CoreModel model) {
    return of(model, EAGER);
  }

  /**
   * That of {@code model}.
   *
   * @param eager a block that was looked up so often becomes code
   */
  public static Memo of(CoreModel model, int eager) {
    if (model.ahead() instanceof Memo known) {
      return known;
    }
    Memo memo = new Memo(model, eager);
    model.ahead(memo);
    model.watchCode(memo::forget);
    return memo;
  }

  /** All instructions of {@code block} have retired, and no code knows what they do. */
  void look(MemoBlock block) {
    if (block.isDue()) {
      block.walk = WalkClass.make(this, block);
    }
    if (forgotten >= PATIENCE) {
      tell(block);
      return;
    }
    Configuration start = at[0] == NOWHERE ? enter() : byNumber.get((int) (at[0] - firstNumber));
    began = model.now;
    long[] in = block.inputs();
    inputs = in;
    int done = 0;
    Action a = last != null && last.to() == start ? last.first(block) : start.first(block);
    while (a != null) {
      Action next;
      if (a instanceof Action.Differs d) { // the first ones are most, and no virtual calls
        next = d.next(this);
      } else if (a instanceof Action.Happens h) {
        next = in[h.cell] != 0 ? h.yes : h.no;
      } else if (a instanceof Action.End end) {
        finish(end);
        return;
      } else {
        next = a.next(this);
      }
      done = a.effects;
      a = next;
    }
    recorder.record(block, start, done);
  }

  @Override
  public boolean retired(Retired insn) {
    if (at[0] == NOWHERE) {
      return false;
    }
    Single single = singles.computeIfAbsent(insn.insn, facts -> new Single(this, facts));
    if (single.isRare()) {
      settle();
      return false;
    }
    single.filled(insn).run();
    return true;
  }

  private Configuration enter() {
    model.scalarsInto(cells.memory());
    Configuration here = known(cells.read(model.now));
    at[0] = here.number();
    return here;
  }

  /** The one configuration that is equal to {@code c}. */
  Configuration known(Configuration c) {
    Configuration known = configurations.putIfAbsent(c, c);
    if (known != null) {
      return known;
    }
    c.called(firstNumber + byNumber.size());
    byNumber.add(c);
    return c;
  }

  /** {@code block} was met in {@code start} for the first time, and does this first. */
  void begins(MemoBlock block, Configuration start, Action first) {
    start.begins(block, first);
    starts.computeIfAbsent(block, b -> new ArrayList<>()).add(start);
  }

  /** The configurations that {@code block} was met in. */
  List<Configuration> starts(MemoBlock block) {
    return starts.getOrDefault(block, List.of());
  }

  /** How often what begins with {@code action} was gone through to its end. */
  long times(@Nullable Action action) {
    return switch (action) {
      case null -> 0;
      case Action.End end -> times[end.number()];
      case Action.Question q -> times(q.yes) + times(q.no);
      case Action.Choice c -> Arrays.stream(c.outcomes()).map(o -> times(c.behind(o))).sum();
      default -> times(action.behind(0));
    };
  }

  /** A block that was looked up so often becomes code. */
  int eager() {
    return eager;
  }

  /** What it is a memory of. */
  CoreModel model() {
    return model;
  }

  /** In its first cell, the number of the configuration that the core is in. */
  long[] at() {
    return at;
  }

  /** By number of the end, how often it has happened. */
  long[] times() {
    return times;
  }

  /** The number of the next end that is recorded. */
  int nextEnd() {
    return ends.size();
  }

  /** The block has come to {@code end}. */
  void finish(Action.End end) {
    spill(end);
    model.now = began + end.cycles();
    times[end.number()]++;
    at[0] = end.to().number();
    last = end;
  }

  private void spill(Action.End end) {
    Action.Spill[] spills = end.spills();
    if (end.areApart()) {
      for (Action.Spill s : spills) {
        s.memory()[s.index()] = s.value().in(this);
      }
      return;
    }
    for (int i = 0; i < spills.length; i++) {
      spilled[i] = spills[i].value().in(this);
    }
    for (int i = 0; i < spills.length; i++) {
      spills[i].memory()[spills[i].index()] = spilled[i];
    }
  }

  /** The block has been recorded: it ends so. */
  void recorded(Action.End end) {
    ends.add(end);
    finish(end);
    if (ends.size() >= MOST_RECORDED) {
      forget();
      forgotten++;
    }
  }

  /**
   * The block cannot be remembered, and memory has all that it did.
   *
   * @param byCause the cycles that it took
   */
  void lost(long[] byCause) {
    for (int i = 0; i < charged.length; i++) {
      charged[i] += byCause[i];
    }
    model.scalarsFrom(cells.memory());
    at[0] = NOWHERE;
    if (++lost >= MOST_RECORDED) {
      forgotten = PATIENCE;
    }
  }

  private void tell(MemoBlock block) {
    settle();
    Retired retired = new Retired();
    List<InsnFacts> facts = block.facts();
    for (int i = 0; i < facts.size(); i++) {
      InsnFacts insn = facts.get(i);
      Map<CoreInput, Integer> slots = block.slots().get(i);
      retired.insn = insn;
      retired.addr = input(block, slots, CoreInput.ADDR, 0);
      retired.taken = input(block, slots, CoreInput.TAKEN, 0) != 0;
      retired.target = input(block, slots, CoreInput.TARGET, insn.pc() + insn.length());
      retired.value1 = input(block, slots, CoreInput.VALUE1, 0);
      retired.value2 = input(block, slots, CoreInput.VALUE2, 0);
      model.retired(retired);
    }
  }

  private static long input(
      MemoBlock block, Map<CoreInput, Integer> slots, CoreInput input, long otherwise) {
    Integer slot = slots.get(input);
    return slot == null ? otherwise : block.inputs()[slot];
  }

  @Override
  public void settle() {
    if (at[0] != NOWHERE) {
      cells.write(byNumber.get((int) (at[0] - firstNumber)), model.now);
      model.scalarsFrom(cells.memory());
      at[0] = NOWHERE;
    }
  }

  @Override
  public void charge(long[] byCause) {
    ends.forEach(end -> end.charge(times[end.number()], byCause));
    for (int i = 0; i < charged.length; i++) {
      byCause[i] += charged[i];
    }
  }

  /** Code that was looked at has changed, or there is too much to remember. */
  private void forget() {
    settle();
    ends.forEach(end -> end.charge(times[end.number()], charged));
    ends.clear();
    Arrays.fill(times, 0);
    firstNumber += byNumber.size();
    byNumber.clear();
    configurations.clear();
    starts.clear();
    singles.clear();
    last = null;
  }

  /** The cycle reached when the block began. */
  long began() {
    return began;
  }

  /** What only execution knows of the block. */
  long input(int cell) {
    return inputs[cell];
  }

  /** What its actions have read. */
  long loaded(int number) {
    return loaded[number];
  }

  /** An action reads {@code value}. */
  void load(int number, long value) {
    loaded[number] = value;
  }
}
