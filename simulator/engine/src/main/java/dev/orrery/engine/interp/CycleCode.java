package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.engine.emit.CoreEmitter;
import dev.orrery.engine.emit.StateBounds;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.timing.CoreClass;
import dev.orrery.engine.timing.CoreLength;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreTable;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Emits rules of a core one after the other, in a method that is not the model's. The cycle reached
 * and the sums of causes are in locals; the model has them when the code is left.
 */
final class CycleCode implements CoreEmitter.Place {
  private static final String MODEL = "model";

  private final ClassDesc self;
  private final CoreModel model;
  private final ClassDesc type;
  private final CoreEmitter.Target target;

  /** The states whose arrays the code uses: as constants, HotSpot knows their lengths. */
  private final Set<CoreState> arrays = new LinkedHashSet<>();

  /** By number of the cause, the local with cycles that the model does not have yet. */
  private final int[] sums;

  /** The causes that the code charges. */
  private final Set<Cause> charged = new LinkedHashSet<>();

  private int now;

  /** By number of the cause, cycles that pass on the straight way to here and are in no local. */
  private final long[] owed;

  /** Their sum, which the cycle reached lacks. */
  private long owedNow;

  /** Whether one loop at most may go round for the instruction: what it counts begins there. */
  private boolean resetsAtCall;

  /** Branches that the code is in; cycles that pass there are put into locals at once. */
  private int depth;

  /** In class {@code self}. */
  CycleCode(ClassDesc self, CoreModel model) {
    this.self = self;
    this.model = model;
    this.type = Types.of(model.getClass());
    CoreTable table = model.table();
    this.target =
        new CoreEmitter.Target(
            type, called -> CoreClass.method(table, called), StateBounds.of(table));
    this.sums = new int[table.causes().size()];
    this.owed = new long[sums.length];
  }

  /** The code begins, perhaps anew. */
  void begin(CodeBuilder code) {
    arrays.clear();
    charged.clear();
    now = code.allocateLocal(TypeKind.LONG);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = code.allocateLocal(TypeKind.LONG);
    }
  }

  /** The constants that the code uses, by the names of their fields. */
  Map<String, ClassDesc> fields() {
    Map<String, ClassDesc> fields = new LinkedHashMap<>();
    fields.put(MODEL, type);
    arrays.forEach(s -> fields.put(CoreEmitter.field(s), Types.LONG_ARRAY));
    return fields;
  }

  /** Their values, in the same order. */
  List<Object> values() {
    List<Object> values = new ArrayList<>(List.of(model));
    arrays.forEach(s -> values.add(model.array(s)));
    return values;
  }

  /** Nothing is in the locals yet but the cycle reached. */
  void enter(CodeBuilder code) {
    loadNow(code);
    for (int sum : sums) {
      code.lconst_0().lstore(sum);
    }
  }

  /** Takes the cycle reached from the model. */
  void loadNow(CodeBuilder code) {
    pushModel(code);
    code.getfield(type, CoreEmitter.NOW, CD_long);
    if (owedNow != 0) {
      code.loadConstant(owedNow).lsub();
    }
    code.lstore(now);
  }

  /** Pushes what {@code state}, which is a single value, holds. */
  void pushState(CodeBuilder code, CoreState state) {
    pushModel(code);
    code.getfield(type, CoreEmitter.field(state), CD_long);
  }

  /** As {@link RegionRetires#settle}. */
  void settle(CodeBuilder code) {
    settleAside(code);
    Arrays.fill(owed, 0);
    owedNow = 0;
  }

  /** As {@link RegionRetires#settleAside}. */
  void settleAside(CodeBuilder code) {
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

  /** The code goes where the model must know everything, and may come back. */
  void leave(CodeBuilder code) {
    storeNow(code);
    for (Cause c : charged) {
      int sum = sums[c.index()];
      pushModel(code);
      code.dup().getfield(type, CoreEmitter.field(c), CD_long).lload(sum).ladd();
      code.putfield(type, CoreEmitter.field(c), CD_long);
      code.lconst_0().lstore(sum);
    }
  }

  /**
   * An instruction retires.
   *
   * @param rule of its class
   * @param special the same as it is there; null if there is none for it alone
   * @param push emits the push of an input: an int if it has one bit, else a long
   */
  void rule(
      CodeBuilder code, CoreRoutine rule, @Nullable CoreRoutine special, Consumer<CoreInput> push) {
    if (special == null) {
      resetsAtCall = true;
      beforeCall(code);
      pushModel(code);
      rule.inputs().forEach(push);
      code.invokevirtual(type, CoreClass.method(model.table(), rule), CoreClass.type(rule));
      afterCall(code);
      return;
    }
    resetsAtCall = CoreLength.loops(special.body()) == 1;
    if (CoreLength.loops(special.body()) > 1) {
      resetRounds(code);
    }
    CoreEmitter.inline(code, target, this, push, special);
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

  /** Tells the model the cycle reached. */
  void storeNow(CodeBuilder code) {
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
