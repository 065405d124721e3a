package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.orrery.engine.emit.DecodeEmitter;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.emit.Variant;
import dev.orrery.spec.model.Row;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generates the class of an {@link OpCatalog}. */
final class CatalogClass {
  private static final ClassDesc CATALOG = Types.of(OpCatalog.class);
  private static final ClassDesc ROW = Types.of(Row.class);
  private static final MethodTypeDesc NO_ARGUMENTS = MethodTypeDesc.of(CD_void);
  private static final MethodTypeDesc VARIANT = MethodTypeDesc.of(CD_int, Types.DECODED_INSN);
  private static final int INSN_OF_METHOD = 1;
  private static final int INSN_OF_STATIC = 0;

  private final ClassDesc name;
  private final List<Variant> variants = new ArrayList<>();
  private final List<ClassDesc> classes = new ArrayList<>();

  /** Numbers of the variants of a row, by the row's id. */
  private final Map<Integer, List<Integer>> ofRow = new LinkedHashMap<>();

  private CatalogClass(ClassDesc name) {
    this.name = name;
  }

  /**
   * The class file.
   *
   * @param name name of the class, in this package
   * @param ops the class of each variant's ops
   */
  static byte[] generate(ClassDesc name, Map<Variant, ClassDesc> ops) {
    CatalogClass c = new CatalogClass(name);
    ops.forEach(c::add);
    return ClassFile.of().build(name, c::build);
  }

  private void add(Variant variant, ClassDesc op) {
    ofRow.computeIfAbsent(variant.row().id(), r -> new ArrayList<>()).add(variants.size());
    variants.add(variant);
    classes.add(op);
  }

  private void build(ClassBuilder b) {
    b.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
    b.withSuperclass(CATALOG);
    b.withMethodBody(
        INIT_NAME,
        NO_ARGUMENTS,
        0,
        code -> code.aload(0).invokespecial(CATALOG, INIT_NAME, NO_ARGUMENTS).return_());
    b.withMethodBody(
        "variants",
        MethodTypeDesc.of(CD_int),
        0,
        code -> code.loadConstant(variants.size()).ireturn());
    b.withMethodBody("variant", VARIANT, 0, this::variant);
    b.withMethodBody("prototype", MethodTypeDesc.of(CD_Object, CD_int), 0, this::prototype);
    ofRow.forEach(
        (row, numbers) -> {
          if (!hasOne(numbers)) {
            b.withMethodBody(
                methodOf(row),
                VARIANT,
                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
                code -> choose(code, new DecodeEmitter(code, INSN_OF_STATIC), numbers, 0));
          }
        });
  }

  private boolean hasOne(List<Integer> numbers) {
    return numbers.size() == 1 && variants.get(numbers.getFirst()).outcomes().isEmpty();
  }

  private static String methodOf(int row) {
    return "row" + row;
  }

  /** A switch over the row. */
  private void variant(CodeBuilder code) {
    Label unknown = code.newLabel();
    List<SwitchCase> cases = new ArrayList<>();
    ofRow.keySet().forEach(row -> cases.add(SwitchCase.of(row, code.newLabel())));
    code.aload(INSN_OF_METHOD)
        .invokevirtual(Types.DECODED_INSN, "row", MethodTypeDesc.of(ROW))
        .invokevirtual(ROW, "meaning", MethodTypeDesc.of(ROW))
        .invokevirtual(ROW, "id", MethodTypeDesc.of(CD_int))
        .lookupswitch(unknown, cases);
    for (SwitchCase c : cases) {
      List<Integer> numbers = ofRow.getOrDefault(c.caseValue(), List.of());
      code.labelBinding(c.target());
      if (hasOne(numbers)) {
        code.loadConstant(numbers.getFirst());
      } else {
        code.aload(INSN_OF_METHOD).invokestatic(name, methodOf(c.caseValue()), VARIANT);
      }
      code.ireturn();
    }
    code.labelBinding(unknown);
    code.loadConstant(OpCatalog.UNKNOWN).ireturn();
  }

  /**
   * Asks the conditions of a row in the order in which they are met. The variants {@code numbers}
   * agree on the first {@code depth} of them, and so on which one is next.
   */
  private void choose(CodeBuilder code, DecodeEmitter decode, List<Integer> numbers, int depth) {
    if (numbers.isEmpty()) {
      code.loadConstant(OpCatalog.UNKNOWN).ireturn();
      return;
    }
    Variant first = variants.get(numbers.getFirst());
    if (first.conditions().size() == depth) {
      code.loadConstant(numbers.getFirst()).ireturn();
      return;
    }
    Label otherwise = code.newLabel();
    decode.unless(first.conditions().get(depth), otherwise);
    choose(code, decode, where(numbers, depth, '1'), depth + 1);
    code.labelBinding(otherwise);
    choose(code, decode, where(numbers, depth, '0'), depth + 1);
  }

  private List<Integer> where(List<Integer> numbers, int depth, char outcome) {
    return numbers.stream()
        .filter(n -> variants.get(n).outcomes().charAt(depth) == outcome)
        .toList();
  }

  private void prototype(CodeBuilder code) {
    Label unknown = code.newLabel();
    List<SwitchCase> cases = new ArrayList<>();
    for (int n = 0; n < classes.size(); n++) {
      cases.add(SwitchCase.of(n, code.newLabel()));
    }
    code.iload(1).tableswitch(0, classes.size() - 1, unknown, cases);
    for (SwitchCase c : cases) {
      ClassDesc op = classes.get(c.caseValue());
      code.labelBinding(c.target());
      code.new_(op).dup().invokespecial(op, INIT_NAME, NO_ARGUMENTS).areturn();
    }
    code.labelBinding(unknown);
    code.aconst_null().areturn();
  }
}
