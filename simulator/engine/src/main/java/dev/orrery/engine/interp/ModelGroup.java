package dev.orrery.engine.interp;

import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.Retired;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Models that are told of the same instructions, and asked now and then. Instructions wait for each
 * other up to the next that goes elsewhere; where the same ones follow each other often, each model
 * has one method for all of their rules, as it has for a block of a region.
 *
 * <p>What a model that looks at code sees depends on when it is told: such models wait for nothing.
 */
public final class ModelGroup implements RetireListener {
  /** So many instructions wait at most. */
  private static final int LONGEST = 32;

  /** Making methods takes the time of some hundred thousand instructions. */
  private static final int USUAL_HEAT = 400_000;

  /** So many steps are kept at most: programs that change their code go on making new ones. */
  private static final int MOST_STEPS = 1 << 18;

  private static final int ADDR = BlockCycles.cell(0, CoreInput.ADDR);
  private static final int TAKEN = BlockCycles.cell(0, CoreInput.TAKEN);
  private static final int TARGET = BlockCycles.cell(0, CoreInput.TARGET);
  private static final int VALUE1 = BlockCycles.cell(0, CoreInput.VALUE1);
  private static final int VALUE2 = BlockCycles.cell(0, CoreInput.VALUE2);

  private final List<CoreModel> atOnce = new ArrayList<>();
  private final List<CoreModel> waiting = new ArrayList<>();
  private final Map<CoreModel, CycleRules> rules = new IdentityHashMap<>();
  private final Isa isa;
  private final int hot;
  private final int mostSteps;

  /** What only execution knows of the instructions that wait. */
  private final long[] executed = new long[BlockCycles.cells(LONGEST)];

  /** They themselves. */
  private final InsnFacts[] insns = new InsnFacts[LONGEST];

  private final Retired retired = new Retired();
  private final Step start = new Step(null);

  /** The last one that waits; {@link #start} if none does. */
  private Step at = start;

  /** The last one of those that waited before. */
  private Step ended = start;

  private int count;

  /** Steps that there are, or more. */
  private int steps;

  /** An instruction that waits behind others, from the first one on. */
  private static final class Step {
    private final @Nullable InsnFacts insn;

    /** What has ever come next while these wait, and what came last. */
    private final Map<InsnFacts, Step> next = new IdentityHashMap<>(2);

    private @Nullable Step last;

    /** The first one of those that waited next, when this was the last one. */
    private @Nullable Step follower;

    /** How many instructions ended here. */
    private int heat;

    /** For each model that waits, its rules up to here; null before these are worth it. */
    private BlockCycles @Nullable [] cycles;

    Step(@Nullable InsnFacts insn) {
      this.insn = insn;
    }

    Step next(InsnFacts insn) {
      Step step = last;
      if (step == null || step.insn != insn) {
        step = next.computeIfAbsent(insn, Step::new);
        last = step;
      }
      return step;
    }
  }

  /**
   * A group of {@code models}, which nobody else tells of anything.
   *
   * @param isa what retires belongs to
   */
  public ModelGroup(Isa isa, List<CoreModel> models) {
    this(isa, models, USUAL_HEAT, MOST_STEPS);
  }

  /**
   * The same, with methods for what was met for {@code hot} instructions, and keeping {@code
   * mostSteps}.
   */
  ModelGroup(Isa isa, List<CoreModel> models, int hot, int mostSteps) {
    this.isa = isa;
    this.hot = hot;
    this.mostSteps = mostSteps;
    for (CoreModel model : models) {
      (model.isCompiled() && !model.looks() ? waiting : atOnce).add(model);
    }
  }

  @Override
  public void retired(Retired insn) {
    for (CoreModel model : atOnce) {
      model.retired(insn);
    }
    InsnFacts facts = insn.insn;
    if (count > 0) {
      at = at.next(facts);
    } else {
      Step first = ended.follower;
      if (first == null || first.insn != facts) {
        first = start.next(facts);
        ended.follower = first;
      }
      at = first;
    }
    insns[count] = facts;
    int cell = BlockCycles.cells(count);
    executed[cell + ADDR] = insn.addr;
    executed[cell + TAKEN] = insn.taken ? 1 : 0;
    executed[cell + TARGET] = insn.target;
    executed[cell + VALUE1] = insn.value1;
    executed[cell + VALUE2] = insn.value2;
    count++;
    if (insn.taken || insn.target != facts.pc() + facts.length() || count == LONGEST) {
      end();
    }
  }

  /** Nothing waits any more: the models know all that has retired. */
  public void settle() {
    if (count > 0) {
      end();
    }
  }

  private void end() {
    Step last = at;
    int n = count;
    ended = last;
    at = start;
    count = 0;
    BlockCycles[] cycles = last.cycles;
    if (cycles == null) {
      tell(last, n);
      return;
    }
    for (BlockCycles own : cycles) {
      own.run();
    }
  }

  /** Tells each model of one instruction after the other. */
  private void tell(Step last, int n) {
    for (int i = 0; i < n; i++) {
      int cell = BlockCycles.cells(i);
      retired.insn = insns[i];
      retired.addr = executed[cell + ADDR];
      retired.taken = executed[cell + TAKEN] != 0;
      retired.target = executed[cell + TARGET];
      retired.value1 = executed[cell + VALUE1];
      retired.value2 = executed[cell + VALUE2];
      for (CoreModel model : waiting) {
        model.retired(retired);
      }
    }
    if (last.heat == 0) {
      steps += n;
    }
    last.heat += n;
    if (last.heat >= hot) {
      make(last, List.of(Arrays.copyOf(insns, n)));
    } else if (steps > mostSteps) {
      forget();
    }
  }

  /** Begins anew: what is hot is met again soon, what is gone is not. */
  private void forget() {
    start.next.clear();
    start.last = null;
    start.follower = null;
    ended = start;
    steps = 0;
    rules.clear();
  }

  private void make(Step last, List<InsnFacts> run) {
    BlockCycles[] cycles = new BlockCycles[waiting.size()];
    for (int m = 0; m < cycles.length; m++) {
      CoreModel model = waiting.get(m);
      CycleRules own = rules.computeIfAbsent(model, k -> new CycleRules(isa, k));
      cycles[m] = BlockCyclesClass.make(run, own, model, executed);
    }
    last.cycles = cycles;
  }
}
