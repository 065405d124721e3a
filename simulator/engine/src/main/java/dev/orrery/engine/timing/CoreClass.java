package dev.orrery.engine.timing;

import static java.lang.classfile.ClassFile.ACC_PROTECTED;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.orrery.engine.emit.CoreEmitter;
import dev.orrery.engine.emit.StateBounds;
import dev.orrery.engine.emit.Types;
import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Generates the class of a core's model: a field for each state, a method for each routine. */
public final class CoreClass {
  private static final ClassDesc MODEL = Types.of(CoreModel.class);
  private static final ClassDesc TABLE = Types.of(CoreTable.class);
  private static final ClassDesc VIEW = Types.of(CodeView.class);
  private static final ClassDesc STATE = Types.of(CoreState.class);
  private static final ClassDesc RETIRED = Types.of(Retired.class);
  private static final ClassDesc FACTS = Types.of(InsnFacts.class);
  private static final MethodTypeDesc RETIRE = MethodTypeDesc.of(CD_void, RETIRED);
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(CD_void);

  /** What may become of a class. */
  private enum Kind {
    /** Other generated code may name it, so that it is never unloaded. */
    NAMED,
    /** It is hidden, and unloaded when its table and models are gone. */
    DETACHED
  }

  private static final Map<CoreTable, Map<Kind, Class<?>>> CLASSES =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final CoreTable table;
  private final ClassDesc name;
  private final Kind kind;

  private CoreClass(CoreTable table, Kind kind) {
    this.table = table;
    this.kind = kind;
    this.name = ClassDesc.of(CoreClass.class.getPackageName(), "Core_" + NUMBER.incrementAndGet());
  }

  /** Name of the method of a rule or function. */
  public static String method(CoreTable table, CoreRoutine routine) {
    int function = table.functions().indexOf(routine);
    if (function >= 0) {
      return "function" + function;
    }
    int rule = table.rules().indexOf(routine);
    return rule >= 0 ? "rule" + rule : "atReset";
  }

  /** Its type: the inputs, then the parameters. */
  public static MethodTypeDesc type(CoreRoutine routine) {
    return CoreEmitter.type(routine);
  }

  /** A core after reset, whose fetch sees {@code code}. */
  public static CoreModel model(CoreTable table, CodeView code) {
    return instance(Kind.NAMED, table, code);
  }

  /**
   * The same where there are many tables, one after the other: what is generated goes with the
   * table and its models. An engine calls such a model as any listener, and compiles no rules of it
   * into what it generates.
   */
  public static CoreModel detached(CoreTable table, CodeView code) {
    return instance(Kind.DETACHED, table, code);
  }

  private static CoreModel instance(Kind kind, CoreTable table, CodeView code) {
    Class<?> made =
        CLASSES
            .computeIfAbsent(table, t -> new ConcurrentHashMap<>())
            .computeIfAbsent(kind, k -> define(table, k));
    try {
      CoreModel model =
          (CoreModel) made.getConstructor(CoreTable.class, CodeView.class).newInstance(table, code);
      model.reset();
      return model;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e); // the class was made to fit
    }
  }

  /** What {@code state}, which is a single value, holds in a model that was made here. */
  static long value(CoreModel model, CoreState state) {
    try {
      return model.getClass().getField(CoreEmitter.field(state)).getLong(model);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e); // it has a field for each
    }
  }

  private static Class<?> define(CoreTable table, Kind kind) {
    byte[] bytes = new CoreClass(table, kind).bytes();
    MethodHandles.Lookup here = MethodHandles.lookup();
    try {
      return switch (kind) {
        case NAMED -> here.defineClass(bytes);
        case DETACHED -> here.defineHiddenClass(bytes, false).lookupClass();
      };
    } catch (IllegalAccessException e) {
      throw new AssertionError(e); // it is in this package
    }
  }

  /**
   * The class file.
   *
   * @throws OrreryException if a class file cannot hold all of the table
   */
  private byte[] bytes() {
    try {
      return ClassFile.of().build(name, this::build);
    } catch (IllegalArgumentException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "core %s: its rules are too long to compile. Make functions of parts of the longest ones."
              .formatted(table.name()),
          e);
    }
  }

  private void build(ClassBuilder b) {
    b.withFlags(ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
    b.withSuperclass(MODEL);
    for (CoreState s : table.states()) {
      int flags = ACC_PUBLIC | (s.isArray() ? ClassFile.ACC_FINAL : 0);
      b.withField(CoreEmitter.field(s), CoreEmitter.type(s), flags);
    }
    for (Cause c : table.causes()) {
      b.withField(CoreEmitter.field(c), CD_long, ACC_PUBLIC);
    }
    MethodTypeDesc into = MethodTypeDesc.of(CD_void, Types.LONG_ARRAY);
    b.withMethodBody("charged", into, ACC_PROTECTED, this::charged);
    MethodTypeDesc scalars = MethodTypeDesc.of(CD_void, Types.LONG_ARRAY.arrayType());
    b.withMethodBody("scalarsInto", scalars, ACC_PUBLIC, this::scalarsInto);
    b.withMethodBody("scalarsFrom", scalars, ACC_PUBLIC, this::scalarsFrom);
    b.withMethodBody("array", MethodTypeDesc.of(Types.LONG_ARRAY, STATE), ACC_PUBLIC, this::array);
    MethodTypeDesc constructor = MethodTypeDesc.of(CD_void, TABLE, VIEW);
    b.withMethodBody(INIT_NAME, constructor, ACC_PUBLIC, this::constructor);
    b.withMethodBody("reset", NOTHING, ACC_PUBLIC, this::reset);
    b.withMethodBody("retired", RETIRE, ACC_PUBLIC, this::retired);
    if (kind == Kind.NAMED) {
      MethodTypeDesc asked = MethodTypeDesc.of(CD_boolean);
      b.withMethodBody("isCompiled", asked, ACC_PUBLIC, code -> code.iconst_1().ireturn());
    }
    CoreEmitter.Target target =
        new CoreEmitter.Target(name, called -> method(table, called), StateBounds.of(table));
    Set<CoreRoutine> routines = new LinkedHashSet<>(table.functions());
    routines.addAll(table.rules());
    routines.add(table.reset());
    for (CoreRoutine r : routines) {
      b.withMethodBody(
          method(table, r),
          type(r),
          ACC_PUBLIC,
          code -> CoreEmitter.emit(code, target, CoreSpecialiser.whole(r)));
    }
  }

  private void constructor(CodeBuilder code) {
    code.aload(0).aload(1).aload(2);
    code.invokespecial(MODEL, INIT_NAME, MethodTypeDesc.of(CD_void, TABLE, VIEW));
    for (CoreState s : table.states()) {
      code.aload(0);
      if (s.isArray()) {
        code.aload(0).loadConstant(s.index());
        code.invokevirtual(name, "cells", MethodTypeDesc.of(Types.LONG_ARRAY, CD_int));
      } else {
        code.loadConstant(s.reset());
      }
      code.putfield(name, CoreEmitter.field(s), CoreEmitter.type(s));
    }
    code.return_();
  }

  /** A switch over the states. */
  private void array(CodeBuilder code) {
    Label none = code.newLabel();
    List<SwitchCase> cases = new ArrayList<>();
    for (CoreState s : table.states()) {
      if (s.isArray()) {
        cases.add(SwitchCase.of(s.index(), code.newLabel()));
      }
    }
    code.aload(1).invokevirtual(STATE, "index", MethodTypeDesc.of(CD_int));
    code.lookupswitch(none, cases);
    for (SwitchCase c : cases) {
      CoreState s = table.states().get(c.caseValue());
      code.labelBinding(c.target());
      code.aload(0).getfield(name, CoreEmitter.field(s), Types.LONG_ARRAY).areturn();
    }
    code.labelBinding(none);
    code.aconst_null().areturn();
  }

  private void scalarsInto(CodeBuilder code) {
    for (CoreState s : table.states()) {
      if (!s.isArray()) {
        code.aload(1).loadConstant(s.index()).aaload().iconst_0();
        code.aload(0).getfield(name, CoreEmitter.field(s), CD_long).lastore();
      }
    }
    code.return_();
  }

  private void scalarsFrom(CodeBuilder code) {
    for (CoreState s : table.states()) {
      if (!s.isArray()) {
        code.aload(0).aload(1).loadConstant(s.index()).aaload().iconst_0().laload();
        code.putfield(name, CoreEmitter.field(s), CD_long);
      }
    }
    code.return_();
  }

  private void charged(CodeBuilder code) {
    for (Cause c : table.causes()) {
      code.aload(1).loadConstant(c.index());
      code.aload(0).getfield(name, CoreEmitter.field(c), CD_long).lastore();
    }
    code.return_();
  }

  private void reset(CodeBuilder code) {
    code.aload(0).invokevirtual(name, "atReset", NOTHING).return_();
  }

  /** A switch over the class of the instruction. */
  private void retired(CodeBuilder code) {
    Label none = code.newLabel();
    MethodTypeDesc asked = MethodTypeDesc.of(CD_boolean, RETIRED);
    code.aload(0).aload(1).invokevirtual(name, "isDoneAhead", asked).ifne(none);
    code.aload(0).iconst_0().putfield(name, "rounds", CD_int);
    List<SwitchCase> cases = new ArrayList<>();
    for (int k = 0; k < table.rules().size(); k++) {
      cases.add(SwitchCase.of(k, code.newLabel()));
    }
    code.aload(0).aload(1).getfield(RETIRED, "insn", FACTS);
    code.invokevirtual(name, "kind", MethodTypeDesc.of(CD_int, FACTS));
    code.tableswitch(0, cases.size() - 1, none, cases);
    for (SwitchCase c : cases) {
      CoreRoutine rule = table.rules().get(c.caseValue());
      code.labelBinding(c.target());
      code.aload(0);
      rule.inputs().forEach(i -> input(code, i));
      code.invokevirtual(name, method(table, rule), type(rule));
      code.return_();
    }
    code.labelBinding(none);
    code.return_();
  }

  private void input(CodeBuilder code, CoreInput input) {
    switch (input) {
      case PC -> fact(code, "pc", CD_long);
      case NPC -> {
        fact(code, "pc", CD_long);
        whole(code, "length");
        code.ladd();
      }
      case WORD -> fact(code, "word", CD_long);
      case KIND -> {
        code.aload(0).aload(1).getfield(RETIRED, "insn", FACTS);
        code.invokevirtual(name, "kind", MethodTypeDesc.of(CD_int, FACTS)).i2l();
      }
      case IMM -> fact(code, "imm", CD_long);
      case LENGTH, DST, SRC1, SRC2, SRC3, SIZE -> whole(code, input.text());
      case CALL, RET -> fact(code, input.text(), CD_boolean);
      case TAKEN -> code.aload(1).getfield(RETIRED, input.text(), CD_boolean);
      case ADDR, TARGET, VALUE1, VALUE2 -> code.aload(1).getfield(RETIRED, input.text(), CD_long);
      case NOW -> throw new AssertionError(input);
    }
  }

  private static void whole(CodeBuilder code, String fact) {
    fact(code, fact, CD_int);
    code.i2l();
  }

  private static void fact(CodeBuilder code, String fact, ClassDesc type) {
    code.aload(1).getfield(RETIRED, "insn", FACTS);
    code.invokevirtual(FACTS, fact, MethodTypeDesc.of(type));
  }
}
