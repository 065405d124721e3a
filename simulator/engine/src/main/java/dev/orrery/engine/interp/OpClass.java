package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.orrery.engine.emit.BodyEmitter;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.emit.Variant;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;

/** Generates the class of a variant's {@link Op}s. */
final class OpClass {
  private static final ClassDesc OP = Types.of(Op.class);
  private static final MethodTypeDesc CREATE = MethodTypeDesc.of(OP, Types.LONG_ARRAY);
  private static final MethodTypeDesc EXECUTE = MethodTypeDesc.of(CD_long, Types.HART);
  private static final MethodTypeDesc NO_ARGUMENTS = MethodTypeDesc.of(CD_void);

  private final ClassDesc name;
  private final Variant variant;
  private final int xlen;
  private final List<OpOperands.Item> items;
  private final MethodTypeDesc constructor;

  private OpClass(ClassDesc name, Variant variant, int xlen) {
    this.name = name;
    this.variant = variant;
    this.xlen = xlen;
    this.items = OpOperands.of(variant, xlen);
    this.constructor = MethodTypeDesc.of(CD_void, items.stream().map(OpFrame::fieldType).toList());
  }

  /**
   * The class file of {@code variant}'s ops.
   *
   * @param name name of the class, in a package that sees this one
   * @param xlen bits of an address
   */
  static byte[] generate(ClassDesc name, Variant variant, int xlen) {
    OpClass c = new OpClass(name, variant, xlen);
    return ClassFile.of().build(name, c::build);
  }

  private void build(ClassBuilder b) {
    b.withFlags(AccessFlag.PUBLIC, AccessFlag.FINAL, AccessFlag.SUPER);
    b.withSuperclass(OP);
    for (int i = 0; i < items.size(); i++) {
      b.withField(
          OpFrame.fieldName(i),
          OpFrame.fieldType(items.get(i)),
          ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
    }
    if (!items.isEmpty()) {
      // The prototype, from which the others are made.
      b.withMethodBody(INIT_NAME, NO_ARGUMENTS, ClassFile.ACC_PUBLIC, this::prototype);
    }
    b.withMethodBody(
        INIT_NAME,
        constructor,
        items.isEmpty() ? ClassFile.ACC_PUBLIC : ClassFile.ACC_PRIVATE,
        this::constructor);
    b.withMethodBody("create", CREATE, ClassFile.ACC_PUBLIC, this::create);
    b.withMethodBody("execute", EXECUTE, ClassFile.ACC_PUBLIC, this::execute);
  }

  private void prototype(CodeBuilder code) {
    code.aload(0);
    for (OpOperands.Item item : items) {
      if (item.isInt()) {
        code.iconst_0();
      } else {
        code.lconst_0();
      }
    }
    code.invokespecial(name, INIT_NAME, constructor).return_();
  }

  private void constructor(CodeBuilder code) {
    code.aload(0).invokespecial(OP, INIT_NAME, NO_ARGUMENTS);
    for (int i = 0; i < items.size(); i++) {
      OpOperands.Item item = items.get(i);
      code.aload(0);
      if (item.isInt()) {
        code.iload(code.parameterSlot(i));
      } else {
        code.lload(code.parameterSlot(i));
      }
      code.putfield(name, OpFrame.fieldName(i), OpFrame.fieldType(item));
    }
    code.return_();
  }

  private void create(CodeBuilder code) {
    code.new_(name).dup();
    for (int i = 0; i < items.size(); i++) {
      code.aload(1).loadConstant(i).laload();
      if (items.get(i).isInt()) {
        code.l2i();
      }
    }
    code.invokespecial(name, INIT_NAME, constructor).areturn();
  }

  private void execute(CodeBuilder code) {
    OpFrame frame = new OpFrame(name, items);
    if (BodyEmitter.emit(code, frame, variant.body())) {
      OpOperands.Fixed next = OpOperands.next(xlen);
      if (items.contains(next)) {
        frame.pushFixed(code, next.expr());
        OpFrame.toSlot(code, xlen);
      } else {
        code.lconst_0();
      }
      code.lreturn();
    }
  }
}
