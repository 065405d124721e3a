package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.engine.emit.Types;
import dev.orrery.engine.timing.CoreKnowledge;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The model of a core in the code of a region. In hot blocks, each instruction's own rule stands
 * where it retires, without what is known there; other blocks call the rules of all their
 * instructions when the last one retires.
 */
final class RegionCycles implements RegionRetires {
  private static final MethodTypeDesc IS_AHEAD =
      MethodTypeDesc.of(CD_boolean, Types.LONG_ARRAY, CD_long, CD_long);

  /** A block this many times colder than the hottest one calls its rules. */
  private static final int COLD = 8;

  private final ClassDesc self;
  private final CoreModel model;
  private final CycleRules rules;
  private final CycleCode cycles;

  /** As {@link dev.orrery.engine.EngineOptions#rules}. */
  private final int most;

  /** The blocks whose rules are called. */
  private final List<BlockCycles> called = new ArrayList<>();

  private @Nullable RegionPlan plan;
  private @Nullable CycleFlow flow;

  /** What is known before the instruction, and where it has retired last. */
  private CoreKnowledge before;

  private CoreKnowledge behind;

  /** The node that the code is in. */
  private RegionPlan.@Nullable Node node;

  /** The instruction of it, by its number. */
  private int at;

  RegionCycles(ClassDesc self, CodeCache cache, CoreModel model) {
    this.self = self;
    this.model = model;
    this.most = cache.rules();
    this.cycles = new CycleCode(self, model);
    this.rules = new CycleRules(cache.isa(), model);
    this.before = rules.always();
    this.behind = before;
  }

  @Override
  public void begin(CodeBuilder code, RegionPlan plan, List<List<List<Stmt>>> bodies) {
    called.clear();
    this.plan = plan;
    if (rules.remembers() || !model.looks()) {
      plan.callCycles(rules.remembers() ? 0 : most, COLD, rules::of);
    }
    flow = new CycleFlow(plan, bodies, rules);
    cycles.begin(code);
  }

  @Override
  public Set<Long> looked() {
    return rules.looked();
  }

  @Override
  public int calledBytes() {
    return called.stream().mapToInt(BlockCycles::bytes).sum();
  }

  @Override
  public Map<String, ClassDesc> fields() {
    Map<String, ClassDesc> fields = cycles.fields();
    for (int i = 0; i < called.size(); i++) {
      fields.put(block(i), called.get(i).type());
      fields.put(inputs(i), Types.LONG_ARRAY);
    }
    return fields;
  }

  @Override
  public List<Object> values() {
    List<Object> values = cycles.values();
    called.forEach(b -> values.addAll(List.of(b.constant(), b.inputs())));
    return values;
  }

  private static String block(int i) {
    return "block" + i;
  }

  private static String inputs(int i) {
    return "inputs" + i;
  }

  @Override
  public boolean mayWait() {
    return true;
  }

  @Override
  public void enter(CodeBuilder code, Label otherwise) {
    cycles.enter(code);
    look(code, Objects.requireNonNull(plan).nodes().getFirst(), otherwise);
  }

  @Override
  public void resume(CodeBuilder code, RegionPlan.Node node, Label otherwise) {
    cycles.loadNow(code);
    look(code, node, otherwise);
  }

  /** Goes on elsewhere if {@code node} must not be entered now. */
  private void look(CodeBuilder code, RegionPlan.Node node, Label otherwise) {
    Map<CoreState, Long> sets = new LinkedHashMap<>();
    for (CoreKnowledge.Cell cell : Objects.requireNonNull(flow).assumed(node)) {
      CoreState state = cell.state();
      if (state.isArray() && cell.index() < Long.SIZE) {
        sets.merge(state, 1L << cell.index(), (a, b) -> a | b);
      } else {
        pushCell(code, cell);
        cycles.pushNow(code);
        code.lcmp().ifgt(otherwise);
      }
    }
    sets.forEach(
        (state, set) -> {
          cycles.pushArray(code, state);
          code.loadConstant((long) set);
          cycles.pushNow(code);
          code.invokestatic(Types.of(CoreModel.class), "isAhead", IS_AHEAD).ifne(otherwise);
        });
  }

  private void pushCell(CodeBuilder code, CoreKnowledge.Cell cell) {
    if (cell.state().isArray()) {
      cycles.pushArray(code, cell.state());
      code.loadConstant((int) cell.index()).laload();
    } else {
      cycles.pushState(code, cell.state());
    }
  }

  @Override
  public void settle(CodeBuilder code) {
    cycles.settle(code);
  }

  @Override
  public void settleAside(CodeBuilder code) {
    cycles.settleAside(code);
  }

  @Override
  public void enterBranch() {
    cycles.enterBranch();
  }

  @Override
  public void leaveBranch() {
    cycles.leaveBranch();
  }

  @Override
  public void leave(CodeBuilder code) {
    cycles.leave(code);
  }

  @Override
  public void start(RegionPlan.Node node) {
    this.node = node;
    at = -1;
    before = Objects.requireNonNull(flow).at(node);
    behind = before;
  }

  @Override
  public void next() {
    at++;
    before = behind;
  }

  @Override
  public void emit(CodeBuilder code, DecodedInsn insn, Stmt.Retire retire, Consumer<Expr> push) {
    RegionPlan.Node here = Objects.requireNonNull(node);
    BlockCycles whole = here.cycles();
    if (whole != null) {
      note(code, whole, retire, push);
      if (at + 1 == here.block().length) {
        call(code, whole);
      }
      return;
    }
    CoreRoutine rule = rules.general(rules.facts(insn));
    behind = before.copy();
    if (rule != null) {
      CoreRoutine special = rules.special(insn, retire, behind);
      cycles.rule(code, rule, special, input -> push(code, input, insn, retire, push));
    }
  }

  /** Notes what the block's rules will ask of the instruction. */
  private void note(CodeBuilder code, BlockCycles whole, Stmt.Retire retire, Consumer<Expr> push) {
    int number = number(whole);
    whole
        .slots(at)
        .forEach(
            (input, slot) -> {
              code.getstatic(self, inputs(number), Types.LONG_ARRAY).loadConstant(slot);
              executed(code, input, retire, push);
              code.lastore();
            });
  }

  private void call(CodeBuilder code, BlockCycles whole) {
    cycles.storeNow(code);
    String block = block(number(whole));
    whole.emitRun(code, () -> code.getstatic(self, block, whole.type()));
    cycles.loadNow(code);
  }

  private int number(BlockCycles block) {
    int number = called.indexOf(block);
    if (number < 0) {
      called.add(block);
      return called.size() - 1;
    }
    return number;
  }

  private void push(
      CodeBuilder code,
      CoreInput input,
      DecodedInsn insn,
      Stmt.Retire retire,
      Consumer<Expr> push) {
    if (input.isKnown()) {
      code.loadConstant(model.known(input, rules.facts(insn)));
    } else {
      executed(code, input, retire, push);
    }
    if (input.width() == 1) {
      code.l2i();
    }
  }

  /** Pushes what only execution says. */
  private static void executed(
      CodeBuilder code, CoreInput input, Stmt.Retire retire, Consumer<Expr> push) {
    switch (input) {
      case ADDR -> push.accept(retire.address());
      case TAKEN -> push.accept(retire.taken());
      case TARGET -> push.accept(retire.target());
      case VALUE1 -> RetireFields.pushSigned(code, retire.value1(), push);
      case VALUE2 -> RetireFields.pushSigned(code, retire.value2(), push);
      default -> throw new AssertionError(input);
    }
  }
}
