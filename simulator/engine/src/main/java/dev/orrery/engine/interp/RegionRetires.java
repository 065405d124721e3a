package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.orrery.engine.emit.CoreEmitter;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.timing.CoreClass;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.CoreSpecialiser;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.Retired;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Emits what tells of instructions that retire. The model of a core is called at once, with what is
 * known of the instruction as constants; another listener is given a {@link Retired}.
 */
final class RegionRetires {
  private static final ClassDesc LISTENER = Types.of(RetireListener.class);
  private static final ClassDesc FACTS = Types.of(InsnFacts.class);

  private final ClassDesc self;
  private final Isa isa;
  private final RetireListener listener;
  private final Retired retired = new Retired();
  private final List<InsnFacts> facts = new ArrayList<>();

  /** The states whose arrays the code uses: as constants, HotSpot knows their lengths. */
  private final Set<CoreState> arrays = new LinkedHashSet<>();

  private final CoreEmitter.Place place =
      new CoreEmitter.Place() {
        @Override
        public void pushModel(CodeBuilder code) {
          code.getstatic(self, "listener", type());
        }

        @Override
        public void pushArray(CodeBuilder code, CoreState state) {
          arrays.add(state);
          code.getstatic(self, CoreEmitter.field(state), Types.LONG_ARRAY);
        }
      };

  /**
   * For the code of one region.
   *
   * @param self the region's class
   */
  RegionRetires(ClassDesc self, Isa isa, RetireListener listener) {
    this.self = self;
    this.isa = isa;
    this.listener = listener;
  }

  /** The code begins, perhaps anew. */
  void begin() {
    facts.clear();
    arrays.clear();
  }

  private boolean isModel() {
    return listener instanceof CoreModel m && m.isCompiled();
  }

  private ClassDesc type() {
    return isModel() ? Types.of(listener.getClass()) : LISTENER;
  }

  /** The constants that the code uses, by the names of their fields. */
  Map<String, ClassDesc> fields() {
    Map<String, ClassDesc> fields = new LinkedHashMap<>();
    fields.put("listener", type());
    for (CoreState s : arrays) {
      fields.put(CoreEmitter.field(s), Types.LONG_ARRAY);
    }
    if (!isModel()) {
      fields.put("retired", RetireFields.RETIRED);
      fields.put("facts", FACTS.arrayType());
    }
    return fields;
  }

  /** Their values, in the same order. */
  List<Object> values() {
    List<Object> values = new ArrayList<>(List.of(listener));
    if (listener instanceof CoreModel model && isModel()) {
      arrays.forEach(s -> values.add(model.array(s)));
    } else {
      values.addAll(List.of(retired, facts.toArray(InsnFacts[]::new)));
    }
    return values;
  }

  /** The code is where {@code insn} retires. */
  void emit(CodeBuilder code, DecodedInsn insn, Stmt.Retire retire, Consumer<Expr> push) {
    if (listener instanceof CoreModel model && model.isCompiled()) {
      tell(model, code, InsnFacts.of(isa, insn), retire, push);
      return;
    }
    RetireFields.set(
        code, () -> code.getstatic(self, "retired", RetireFields.RETIRED), retire, push);
    code.getstatic(self, "retired", RetireFields.RETIRED);
    code.getstatic(self, "facts", FACTS.arrayType()).loadConstant(facts.size()).aaload();
    code.putfield(RetireFields.RETIRED, "insn", FACTS);
    facts.add(InsnFacts.of(isa, insn));
    code.getstatic(self, "listener", LISTENER).getstatic(self, "retired", RetireFields.RETIRED);
    code.invokeinterface(LISTENER, "retired", MethodTypeDesc.of(CD_void, RetireFields.RETIRED));
  }

  /** Calls the rule of the instruction's class. */
  private void tell(
      CoreModel model, CodeBuilder code, InsnFacts insn, Stmt.Retire retire, Consumer<Expr> push) {
    int kind = model.kind(insn);
    if (kind < 0) {
      return;
    }
    CoreRoutine rule = model.table().rules().get(kind);
    CoreRoutine own = CoreSpecialiser.of(rule, input -> model.known(input, insn));
    if (own != null) {
      if (CoreSpecialiser.loops(own.body())) {
        place.pushModel(code);
        code.iconst_0().putfield(type(), "rounds", CD_int);
      }
      CoreEmitter.inline(
          code,
          type(),
          called -> CoreClass.method(model.table(), called),
          place,
          input -> found(code, input, retire, push),
          own);
      return;
    }
    code.getstatic(self, "listener", type()).dup();
    code.iconst_0().putfield(type(), "rounds", CD_int);
    for (CoreInput input : rule.inputs()) {
      if (input.isKnown()) {
        known(code, input.width(), model.known(input, insn));
      } else {
        found(code, input, retire, push);
      }
    }
    code.invokevirtual(type(), CoreClass.method(model.table(), rule), CoreClass.type(rule));
  }

  /** Pushes what only execution says. */
  private static void found(
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

  private static void known(CodeBuilder code, int width, long value) {
    if (width == 1) {
      code.loadConstant((int) value);
    } else {
      code.loadConstant(value);
    }
  }
}
