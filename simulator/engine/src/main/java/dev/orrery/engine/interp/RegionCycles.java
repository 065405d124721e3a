package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.engine.emit.CoreEmitter;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.timing.CoreClass;
import dev.orrery.engine.timing.CoreKnowledge;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.CoreSpecialiser;
import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
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

  private final ClassDesc self;
  private final CoreModel model;
  private final ClassDesc type;
  private final CycleRules rules;

  /** The states whose arrays the code uses: as constants, HotSpot knows their lengths. */
  private final Set<CoreState> arrays = new LinkedHashSet<>();

  /** By number of the cause, the local with cycles that the model does not have yet. */
  private final int[] sums;

  /** The causes that the code charges. */
  private final Set<Cause> charged = new LinkedHashSet<>();

  private @Nullable CycleFlow flow;
  private int now;

  /** What is known before the instruction, and where it has retired last. */
  private CoreKnowledge before = new CoreKnowledge();

  private CoreKnowledge behind = before;

  RegionCycles(ClassDesc self, Isa isa, CoreModel model) {
    this.self = self;
    this.model = model;
    this.type = Types.of(model.getClass());
    this.rules = new CycleRules(isa, model);
    this.sums = new int[model.table().causes().size()];
  }

  @Override
  public void begin(CodeBuilder code, RegionPlan plan, List<List<List<Stmt>>> bodies) {
    arrays.clear();
    charged.clear();
    flow = CycleFlow.of(plan, bodies, rules);
    now = code.allocateLocal(TypeKind.LONG);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = code.allocateLocal(TypeKind.LONG);
    }
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
  public void enter(CodeBuilder code, Label otherwise) {
    resume(code);
    for (CoreKnowledge.Cell cell : Objects.requireNonNull(flow).assumed()) {
      CoreState state = cell.state();
      if (state.isArray()) {
        pushArray(code, state);
        code.loadConstant((int) cell.index()).laload();
      } else {
        pushModel(code);
        code.getfield(type, CoreEmitter.field(state), CD_long);
      }
      code.lload(now).lcmp().ifgt(otherwise);
    }
    for (int sum : sums) {
      code.lconst_0().lstore(sum);
    }
  }

  @Override
  public void resume(CodeBuilder code) {
    pushModel(code);
    code.getfield(type, CoreEmitter.NOW, CD_long).lstore(now);
  }

  @Override
  public void leave(CodeBuilder code) {
    beforeCall(code);
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
    if (CoreSpecialiser.loops(special.body())) {
      pushModel(code);
      code.iconst_0().putfield(type, "rounds", CD_int);
    }
    CoreEmitter.inline(
        code,
        type,
        called -> CoreClass.method(model.table(), called),
        this,
        input -> push(code, input, retire, push),
        special);
  }

  private void callRule(
      CodeBuilder code,
      CoreRoutine rule,
      DecodedInsn insn,
      Stmt.Retire retire,
      Consumer<Expr> push) {
    beforeCall(code);
    pushModel(code);
    code.dup().iconst_0().putfield(type, "rounds", CD_int);
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
  public void beforeCall(CodeBuilder code) {
    pushModel(code);
    code.lload(now).putfield(type, CoreEmitter.NOW, CD_long);
  }

  @Override
  public void afterCall(CodeBuilder code) {
    resume(code);
  }
}
