package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_Float;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * The host's floating-point numbers of one format in generated code: locals for two operands and a
 * result, and the instructions for the format. Comparisons with a bound are all false for NaN.
 *
 * @param kind {@link TypeKind#DOUBLE} or {@link TypeKind#FLOAT}
 * @param x the local for the first operand
 * @param y the local for the second
 * @param result the local for the result
 */
record FloatLocals(TypeKind kind, int x, int y, int result) {
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

  /** New locals of {@code code}. */
  static FloatLocals of(CodeBuilder code, TypeKind kind) {
    return new FloatLocals(
        kind, code.allocateLocal(kind), code.allocateLocal(kind), code.allocateLocal(kind));
  }

  private boolean isDouble() {
    return kind == TypeKind.DOUBLE;
  }

  private ClassDesc type() {
    return isDouble() ? CD_double : CD_float;
  }

  /** Pushes a local. */
  void load(CodeBuilder code, int local) {
    code.loadLocal(kind, local);
  }

  /** Pops into a local. */
  void store(CodeBuilder code, int local) {
    code.storeLocal(kind, local);
  }

  /** Turns the bit pattern on the stack into the number. */
  void fromBits(CodeBuilder code) {
    if (isDouble()) {
      code.invokestatic(CD_Double, "longBitsToDouble", MethodTypeDesc.of(CD_double, CD_long));
    } else {
      code.invokestatic(CD_Float, "intBitsToFloat", MethodTypeDesc.of(CD_float, CD_int));
    }
  }

  /** Turns the number on the stack into its bit pattern. */
  void toBits(CodeBuilder code) {
    if (isDouble()) {
      code.invokestatic(CD_Double, "doubleToRawLongBits", MethodTypeDesc.of(CD_long, CD_double));
    } else {
      code.invokestatic(CD_Float, "floatToRawIntBits", MethodTypeDesc.of(CD_int, CD_float));
    }
  }

  void add(CodeBuilder code) {
    if (isDouble()) {
      code.dadd();
    } else {
      code.fadd();
    }
  }

  void subtract(CodeBuilder code) {
    if (isDouble()) {
      code.dsub();
    } else {
      code.fsub();
    }
  }

  void multiply(CodeBuilder code) {
    if (isDouble()) {
      code.dmul();
    } else {
      code.fmul();
    }
  }

  void divide(CodeBuilder code) {
    if (isDouble()) {
      code.ddiv();
    } else {
      code.fdiv();
    }
  }

  /** The root of what is on the stack; that of a double, rounded to a float, is a float's root. */
  void root(CodeBuilder code) {
    if (!isDouble()) {
      code.f2d();
    }
    code.invokestatic(MATH, "sqrt", MethodTypeDesc.of(CD_double, CD_double));
    if (!isDouble()) {
      code.d2f();
    }
  }

  /** The fused multiplication and addition of the three numbers on the stack. */
  void fuse(CodeBuilder code) {
    code.invokestatic(MATH, "fma", MethodTypeDesc.of(type(), type(), type(), type()));
  }

  /** The magnitude of what is on the stack. */
  void abs(CodeBuilder code) {
    code.invokestatic(MATH, "abs", MethodTypeDesc.of(type(), type()));
  }

  /** The number on the stack as a double, which holds it exactly. */
  void widen(CodeBuilder code) {
    if (!isDouble()) {
      code.f2d();
    }
  }

  /** The smallest number that is not tiny. */
  double leastNormal() {
    return isDouble() ? Double.MIN_NORMAL : Float.MIN_NORMAL;
  }

  /** Goes to {@code there} if the number on the stack is less than {@code bound}. */
  void ifLess(CodeBuilder code, double bound, Label there) {
    push(code, bound);
    orGreater(code).iflt(there);
  }

  /** Goes to {@code there} unless the number on the stack is less than {@code bound}. */
  void unlessLess(CodeBuilder code, double bound, Label there) {
    push(code, bound);
    orGreater(code).ifge(there);
  }

  /** Goes to {@code there} unless the number on the stack is greater than {@code bound}. */
  void unlessGreater(CodeBuilder code, double bound, Label there) {
    push(code, bound);
    orLess(code).ifle(there);
  }

  /** Goes to {@code there} unless the number on the stack is at least {@code bound}. */
  void unlessAtLeast(CodeBuilder code, double bound, Label there) {
    push(code, bound);
    orLess(code).iflt(there);
  }

  /** Goes to {@code there} if the number on the stack is zero. */
  void ifZero(CodeBuilder code, Label there) {
    push(code, 0);
    orLess(code).ifeq(there);
  }

  /** Compares the two numbers on the stack; NaN counts as less. */
  CodeBuilder orLess(CodeBuilder code) {
    return isDouble() ? code.dcmpl() : code.fcmpl();
  }

  /** Compares the two numbers on the stack; NaN counts as greater. */
  CodeBuilder orGreater(CodeBuilder code) {
    return isDouble() ? code.dcmpg() : code.fcmpg();
  }

  private void push(CodeBuilder code, double constant) {
    if (isDouble()) {
      code.loadConstant(constant);
    } else {
      code.loadConstant((float) constant);
    }
  }
}
