package dev.orrery.engine.timing;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.orrery.engine.emit.CoreEmitter;
import dev.orrery.engine.emit.Types;
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
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generates the class of a core's model: a field for each state, a method for each routine. */
public final class CoreClass {
  private static final ClassDesc MODEL = Types.of(CoreModel.class);
  private static final ClassDesc TABLE = Types.of(CoreTable.class);
  private static final ClassDesc VIEW = Types.of(CodeView.class);
  private static final ClassDesc RETIRED = Types.of(Retired.class);
  private static final ClassDesc FACTS = Types.of(InsnFacts.class);
  private static final MethodTypeDesc RETIRE = MethodTypeDesc.of(CD_void, RETIRED);
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(CD_void);

  private final CoreTable table;
  private final ClassDesc name = ClassDesc.of(CoreClass.class.getPackageName(), "Core");
  private final Map<CoreRoutine, String> methods = new LinkedHashMap<>();

  private CoreClass(CoreTable table) {
    this.table = table;
    table.functions().forEach(f -> methods.put(f, "function" + methods.size()));
    table.rules().forEach(r -> methods.putIfAbsent(r, "rule" + methods.size()));
    methods.put(table.reset(), "atReset");
  }

  /** A core after reset, whose fetch sees {@code code}. */
  public static CoreModel model(CoreTable table, CodeView code) {
    byte[] bytes = new CoreClass(table).bytes();
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
      CoreModel model =
          (CoreModel)
              lookup
                  .findConstructor(
                      lookup.lookupClass(),
                      MethodType.methodType(void.class, CoreTable.class, CodeView.class))
                  .invoke(table, code);
      model.reset();
      return model;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
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
    b.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
    b.withSuperclass(MODEL);
    for (CoreState s : table.states()) {
      int flags = ClassFile.ACC_PRIVATE | (s.isArray() ? ClassFile.ACC_FINAL : 0);
      b.withField(CoreEmitter.field(s), CoreEmitter.type(s), flags);
    }
    MethodTypeDesc constructor = MethodTypeDesc.of(CD_void, TABLE, VIEW);
    b.withMethodBody(INIT_NAME, constructor, ClassFile.ACC_PUBLIC, this::constructor);
    b.withMethodBody("reset", NOTHING, ClassFile.ACC_PUBLIC, this::reset);
    b.withMethodBody("retired", RETIRE, ClassFile.ACC_PUBLIC, this::retired);
    methods.forEach(
        (routine, method) ->
            b.withMethodBody(
                method,
                CoreEmitter.type(routine),
                0,
                code -> CoreEmitter.emit(code, name, r -> methods.getOrDefault(r, ""), routine)));
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

  private void reset(CodeBuilder code) {
    code.aload(0).invokevirtual(name, "atReset", NOTHING).return_();
  }

  /** A switch over the class of the instruction. */
  private void retired(CodeBuilder code) {
    code.aload(0).iconst_0().putfield(name, "rounds", CD_int);
    Label none = code.newLabel();
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
      code.invokevirtual(name, methods.getOrDefault(rule, ""), CoreEmitter.type(rule));
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
        fact(code, "length", CD_int);
        code.i2l().ladd();
      }
      case LENGTH -> whole(code, "length");
      case WORD -> fact(code, "word", CD_long);
      case KIND -> {
        code.aload(0).aload(1).getfield(RETIRED, "insn", FACTS);
        code.invokevirtual(name, "kind", MethodTypeDesc.of(CD_int, FACTS)).i2l();
      }
      case DST -> whole(code, "dst");
      case SRC1 -> whole(code, "src1");
      case SRC2 -> whole(code, "src2");
      case SRC3 -> whole(code, "src3");
      case IMM -> fact(code, "imm", CD_long);
      case SIZE -> whole(code, "size");
      case CALL -> fact(code, "call", CD_boolean);
      case RET -> fact(code, "ret", CD_boolean);
      case ADDR -> field(code, "addr", CD_long);
      case TAKEN -> field(code, "taken", CD_boolean);
      case TARGET -> field(code, "target", CD_long);
      case VALUE1 -> field(code, "value1", CD_long);
      case VALUE2 -> field(code, "value2", CD_long);
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

  private static void field(CodeBuilder code, String field, ClassDesc type) {
    code.aload(1).getfield(RETIRED, field, type);
  }
}
