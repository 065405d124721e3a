package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.engine.emit.CoreEmitter;
import dev.orrery.engine.emit.StateBounds;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.timing.CoreClass;
import dev.orrery.engine.timing.CoreKnowledge;
import dev.orrery.engine.timing.CoreLength;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The model of a core in the code of a region: each instruction's own rule stands where it retires,
 * without what is known there. The cycle reached and the sums of causes are in locals; the model
 * has them when the region is left.
 */
final class RegionCycles implements RegionRetires, CoreEmitter.Place {
  private static final String MODEL = "model";
  private static final MethodTypeDesc IS_AHEAD =
      MethodTypeDesc.of(CD_boolean, Types.LONG_ARRAY, CD_long, CD_long);

  private final ClassDesc self;
  private final CoreModel model;
  private final ClassDesc type;
  private final CoreEmitter.Target target;
  private final CycleRules rules;

  /** The states whose arrays the code uses: as constants, HotSpot knows their lengths. */
  private final Set<CoreState> arrays = new LinkedHashSet<>();

  /** By number of the cause, the local with cycles that the model does not have yet. */
  private final int[] sums;

  /** The causes that the code charges. */
  private final Set<Cause> charged = new LinkedHashSet<>();

  private @Nullable RegionPlan plan;
  private @Nullable CycleFlow flow;
  private int now;

  /** By number of the cause, cycles that pass on the straight way to here and are in no local. */
  private final long[] owed;

  /** Their sum, which the cycle reached lacks. */
  private long owedNow;

  /** Whether one loop at most may go round for the instruction: what it counts begins there. */
  private boolean resetsAtCall;

  /** Branches that the code is in; cycles that pass there are put into locals at once. */
  private int depth;

  /** What is known before the instruction, and where it has retired last. */
  private CoreKnowledge before;

  private CoreKnowledge behind;

  RegionCycles(ClassDesc self, Isa isa, CoreModel model) {
    this.self = self;
    this.model = model;
    this.type = Types.of(model.getClass());
    CoreTable table = model.table();
    this.target =
        new CoreEmitter.Target(
            type, called -> CoreClass.method(table, called), StateBounds.of(table));
    this.rules = new CycleRules(isa, model);
    this.before = rules.always();
    this.behind = before;
    this.sums = new int[model.table().causes().size()];
    this.owed = new long[sums.length];
  }

  @Override
  public void begin(CodeBuilder code, RegionPlan plan, List<List<List<Stmt>>> bodies) {
    arrays.clear();
    charged.clear();
    this.plan = plan;
    flow = new CycleFlow(plan, bodies, rules);
    now = code.allocateLocal(TypeKind.LONG);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = code.allocateLocal(TypeKind.LONG);
    }
  }

  @Override
  public Set<Long> looked() {
    return rules.looked();
  }

  @Override
  public Map<String, ClassDesc> fields() {
    Map<String, ClassDesc> fields = new LinkedHashMap<>();
    fields.put(MODEL, type);
    arrays.forEach(s -> fields.put(CoreEmitter.field(s), Types.LONG_ARRAY));
    return fields;
  }

  @Override
  public List<Object> values() {
    List<Object> values = new ArrayList<>(List.of(model));
    arrays.forEach(s -> values.add(model.array(s)));
    return values;
  }

  @Override
  public boolean mayWait() {
    return true;
  }

  @Override
  public void enter(CodeBuilder code, Label otherwise) {
    resume(code, Objects.requireNonNull(plan).nodes().getFirst(), otherwise);
    for (int sum : sums) {
      code.lconst_0().lstore(sum);
    }
  }

  private void pushCell(CodeBuilder code, CoreKnowledge.Cell cell) {
    if (cell.state().isArray()) {
      pushArray(code, cell.state());
      code.loadConstant((int) cell.index()).laload();
    } else {
      pushModel(code);
      code.getfield(type, CoreEmitter.field(cell.state()), CD_long);
    }
  }

  @Override
  public void resume(CodeBuilder code, RegionPlan.Node node, Label otherwise) {
    loadNow(code);
    Map<CoreState, Long> sets = new LinkedHashMap<>();
    for (CoreKnowledge.Cell cell : Objects.requireNonNull(flow).assumed(node)) {
      CoreState state = cell.state();
      if (state.isArray() && cell.index() < Long.SIZE) {
        sets.merge(state, 1L << cell.index(), (a, b) -> a | b);
      } else {
        pushCell(code, cell);
        code.lload(now).lcmp().ifgt(otherwise);
      }
    }
    sets.forEach(
        (state, set) -> {
          pushArray(code, state);
          code.loadConstant((long) set).lload(now);
          code.invokestatic(Types.of(CoreModel.class), "isAhead", IS_AHEAD).ifne(otherwise);
        });
  }

  private void loadNow(CodeBuilder code) {
    pushModel(code);
    code.getfield(type, CoreEmitter.NOW, CD_long);
    if (owedNow != 0) {
      code.loadConstant(owedNow).lsub();
    }
    code.lstore(now);
  }

  @Override
  public void settle(CodeBuilder code) {
    settleAside(code);
    Arrays.fill(owed, 0);
    owedNow = 0;
  }

  @Override
  public void settleAside(CodeBuilder code) {
    if (owedNow != 0) {
      add(code, now, owedNow);
    }
    for (int i = 0; i < owed.length; i++) {
      if (owed[i] != 0) {
        add(code, sums[i], owed[i]);
      }
    }
  }

  private static void add(CodeBuilder code, int local, long cycles) {
    code.lload(local).loadConstant(cycles).ladd().lstore(local);
  }

  @Override
  public void enterBranch() {
    depth++;
  }

  @Override
  public void leaveBranch() {
    depth--;
  }

  @Override
  public void leave(CodeBuilder code) {
    storeNow(code);
    for (Cause c : charged) {
      int sum = sums[c.index()];
      pushModel(code);
      code.dup().getfield(type, CoreEmitter.field(c), CD_long).lload(sum).ladd();
      code.putfield(type, CoreEmitter.field(c), CD_long);
      code.lconst_0().lstore(sum);
    }
  }

  @Override
  public void start(RegionPlan.Node node) {
    before = Objects.requireNonNull(flow).at(node);
    behind = before;
  }

  @Override
  public void next() {
    before = behind;
  }

  @Override
  public void emit(CodeBuilder code, DecodedInsn insn, Stmt.Retire retire, Consumer<Expr> push) {
    CoreRoutine rule = rules.general(insn);
    behind = before.copy();
    if (rule == null) {
      return;
    }
    CoreRoutine special = rules.special(insn, retire, behind);
    if (special == null) {
      callRule(code, rule, insn, retire, push);
      return;
    }
    resetsAtCall = CoreLength.loops(special.body()) == 1;
    if (CoreLength.loops(special.body()) > 1) {
      resetRounds(code);
    }
    CoreEmitter.inline(code, target, this, input -> push(code, input, retire, push), special);
  }

  private void callRule(
      CodeBuilder code,
      CoreRoutine rule,
      DecodedInsn insn,
      Stmt.Retire retire,
      Consumer<Expr> push) {
    resetsAtCall = true;
    beforeCall(code);
    pushModel(code);
    for (CoreInput input : rule.inputs()) {
      if (!input.isKnown()) {
        push(code, input, retire, push);
      } else if (input.width() == 1) {
        code.loadConstant((int) model.known(input, rules.facts(insn)));
      } else {
        code.loadConstant(model.known(input, rules.facts(insn)));
      }
    }
    code.invokevirtual(type, CoreClass.method(model.table(), rule), CoreClass.type(rule));
    afterCall(code);
  }

  /** Pushes what only execution says. */
  private static void push(
      CodeBuilder code, CoreInput input, Stmt.Retire retire, Consumer<Expr> push) {
    switch (input) {
      case ADDR -> push.accept(retire.address());
      case TAKEN -> {
        push.accept(retire.taken());
        code.l2i();
      }
      case TARGET -> push.accept(retire.target());
      case VALUE1 -> RetireFields.pushSigned(code, retire.value1(), push);
      case VALUE2 -> RetireFields.pushSigned(code, retire.value2(), push);
      default -> throw new AssertionError(input);
    }
  }

  @Override
  public void pushModel(CodeBuilder code) {
    code.getstatic(self, MODEL, type);
  }

  @Override
  public void pushArray(CodeBuilder code, CoreState state) {
    arrays.add(state);
    code.getstatic(self, CoreEmitter.field(state), Types.LONG_ARRAY);
  }

  @Override
  public void pushNow(CodeBuilder code) {
    code.lload(now);
    if (owedNow != 0) {
      code.loadConstant(owedNow).ladd();
    }
  }

  @Override
  public void pass(CodeBuilder code, Cause cause, Runnable cycles) {
    charged.add(cause);
    for (int local : new int[] {now, sums[cause.index()]}) {
      code.lload(local);
      cycles.run();
      code.ladd().lstore(local);
    }
  }

  @Override
  public void pass(CodeBuilder code, Cause cause, long cycles) {
    if (depth > 0) {
      pass(code, cause, () -> code.loadConstant(cycles));
    } else {
      charged.add(cause);
      owed[cause.index()] += cycles;
      owedNow += cycles;
    }
  }

  @Override
  public void beforeCall(CodeBuilder code) {
    storeNow(code);
    if (resetsAtCall) {
      resetRounds(code);
    }
  }

  private void storeNow(CodeBuilder code) {
    pushModel(code);
    pushNow(code);
    code.putfield(type, CoreEmitter.NOW, CD_long);
  }

  private void resetRounds(CodeBuilder code) {
    pushModel(code);
    code.iconst_0().putfield(type, "rounds", CD_int);
  }

  @Override
  public void afterCall(CodeBuilder code) {
    loadNow(code);
  }
}
