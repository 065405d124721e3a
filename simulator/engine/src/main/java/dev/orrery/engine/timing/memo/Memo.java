package dev.orrery.engine.timing.memo;

import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.Retired;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
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

  /** So often all is forgotten before nothing is recorded any more: the core is too manifold. */
  private static final int PATIENCE = 4;

  /** What actions of one block can read, at most. */
  static final int MOST_LOADS = 64;

  private final CoreModel model;
  private final Cells cells;
  private final Recorder recorder;
  private final Map<Configuration, Configuration> configurations = new HashMap<>();
  private final List<Action.End> ends = new ArrayList<>();

  /** Cycles by cause that the model does not have, and no end counts any more. */
  private final long[] charged;

  /** Where the core is; null if the model's states say it. */
  private @Nullable Configuration at;

  /** How it came there; null if not by a block. */
  private Action.@Nullable End last;

  private int forgotten;
  private int lost;

  /** The run of a block. */
  private long began;

  private long[] inputs = new long[0];
  private final long[] loaded = new long[MOST_LOADS];
  private final long[] spilled;

  private Memo(CoreModel model) {
    this.model = model;
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
    if (model.ahead() instanceof Memo known) {
      return known;
    }
    Memo memo = new Memo(model);
    model.ahead(memo);
    model.watchCode(memo::forget);
    return memo;
  }

  /** All instructions of {@code block} have retired. */
  public void run(MemoBlock block) {
    if (forgotten >= PATIENCE) {
      tell(block);
      return;
    }
    Configuration start = at == null ? enter() : at;
    began = model.now;
    long[] in = block.inputs();
    inputs = in;
    int done = 0;
    Action a = last == null ? start.first(block) : last.first(block);
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

  private Configuration enter() {
    model.scalarsInto(cells.memory());
    Configuration here = known(cells.read(model.now));
    at = here;
    last = null;
    return here;
  }

  /** The one configuration that is equal to {@code c}. */
  Configuration known(Configuration c) {
    Configuration known = configurations.putIfAbsent(c, c);
    return known == null ? c : known;
  }

  /** The block has come to {@code end}. */
  void finish(Action.End end) {
    spill(end);
    model.now = began + end.cycles();
    end.count();
    at = end.to();
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
    at = null;
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
    if (at != null) {
      cells.write(at, model.now);
      model.scalarsFrom(cells.memory());
      at = null;
      last = null;
    }
  }

  @Override
  public void charge(long[] byCause) {
    ends.forEach(end -> end.charge(byCause));
    for (int i = 0; i < charged.length; i++) {
      byCause[i] += charged[i];
    }
  }

  /** Code that was looked at has changed, or there is too much to remember. */
  private void forget() {
    settle();
    ends.forEach(end -> end.charge(charged));
    ends.clear();
    configurations.clear();
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
