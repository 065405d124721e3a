package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.orrery.engine.emit.BodyEmitter;
import dev.orrery.engine.emit.DecodeEmitter;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.emit.Variant;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Generates the class of a variant's {@link Op}s. */
final class OpClass {
  private static final ClassDesc OP = Types.of(Op.class);
  private static final ClassDesc PROTOTYPE = Types.of(OpPrototype.class);
  private static final MethodTypeDesc CREATE = MethodTypeDesc.of(OP, Types.DECODED_INSN);
  private static final MethodTypeDesc EXECUTE = MethodTypeDesc.of(CD_long, Types.HART);
  private static final ClassDesc EXIT = Types.of(Op.Exit.class);
  private static final int INSN = 1;
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
    b.withSuperclass(PROTOTYPE);
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
    Expr target = jumpTarget(variant.body());
    if (target != null) {
      Op.Exit exit = DecodeTime.isFixed(target) ? Op.Exit.DIRECT : Op.Exit.COMPUTED;
      b.withMethodBody(
          "exit",
          MethodTypeDesc.of(EXIT),
          ClassFile.ACC_PUBLIC,
          code -> code.getstatic(EXIT, exit.name(), EXIT).areturn());
      if (exit == Op.Exit.DIRECT) {
        b.withMethodBody(
            "target",
            MethodTypeDesc.of(CD_long, Types.DECODED_INSN),
            ClassFile.ACC_PUBLIC,
            code -> target(code, target));
      }
    }
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
    code.aload(0).invokespecial(PROTOTYPE, INIT_NAME, NO_ARGUMENTS);
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
    DecodeEmitter decode = new DecodeEmitter(code, INSN);
    code.new_(name).dup();
    for (OpOperands.Item item : items) {
      item.push(decode);
    }
    code.invokespecial(name, INIT_NAME, constructor).areturn();
  }

  private static void target(CodeBuilder code, Expr target) {
    new DecodeEmitter(code, INSN).push(target);
    OpFrame.toSlot(code, target.width());
    code.lreturn();
  }

  /** The target of the first jump in {@code body}; null if there is none. */
  private static @Nullable Expr jumpTarget(List<Stmt> body) {
    for (Stmt s : body) {
      Expr target =
          switch (s) {
            case Stmt.Goto g -> g.target();
            case Stmt.If i -> {
              Expr then = jumpTarget(i.then());
              yield then != null ? then : jumpTarget(i.otherwise());
            }
            default -> null;
          };
      if (target != null) {
        return target;
      }
    }
    return null;
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
