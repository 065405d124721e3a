package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_int;

import dev.orrery.engine.emit.Types;
import dev.orrery.engine.fp.FpFlags;
import dev.orrery.engine.fp.Frm;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.FpFormat;
import dev.orrery.spec.ir.FpOp;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.Register;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.function.Consumer;

/**
 * The code of {@link HostFloats}. Nothing is on the operand stack where a result turns out not to
 * be ordinary. {@link dev.orrery.engine.fp.F64} says what is: a finite number, and for all but sums
 * one that is not tiny, unless a zero made it exact.
 */
final class RegionFloats {
  private static final double TWO_31 = 0x1p31;
  private static final double TWO_32 = 0x1p32;
  private static final double TWO_63 = 0x1p63;

  private final HostFloats floats;
  private final FloatLocals doubles;
  private final FloatLocals singles;

  /** The local for an integer that comes out, and for one of 32 bits. */
  private final int number;

  private final int word;

  /** The code of {@code floats} in a method that {@code code} builds. */
  RegionFloats(CodeBuilder code, HostFloats floats) {
    this.floats = floats;
    this.doubles = FloatLocals.of(code, TypeKind.DOUBLE);
    this.singles = FloatLocals.of(code, TypeKind.FLOAT);
    this.number = code.allocateLocal(TypeKind.LONG);
    this.word = code.allocateLocal(TypeKind.INT);
  }

  /**
   * Goes to {@code otherwise} if what the region relies on does not hold.
   *
   * @param hart the local that holds the hart
   * @param flags the local that holds its flags
   */
  void test(CodeBuilder code, int hart, int flags, Label otherwise) {
    if (floats.some()) {
      code.aload(flags).getfield(Types.FP_FLAGS, "bits", CD_int);
      code.loadConstant(FpFlags.NX).iand().ifeq(otherwise);
    }
    for (Register mode : floats.modes()) {
      code.aload(hart).getfield(Types.HART, "regs", Types.LONG_ARRAY);
      code.loadConstant(mode.slot()).laload();
      code.loadConstant((long) Frm.RNE).lcmp().ifne(otherwise);
    }
  }

  /**
   * Pushes what {@code fp} gives.
   *
   * @param push pushes an argument
   * @param leave emits what leaves the region before the instruction
   */
  void emit(CodeBuilder code, Stmt.Fp fp, Consumer<Expr> push, Runnable leave) {
    FloatLocals own = fp.format() == FpFormat.F64 ? doubles : singles;
    Expr first = fp.args().getFirst();
    Label odd = code.newLabel();
    Label good = code.newLabel();
    Runnable result =
        switch (fp.op()) {
          case ADD, SUB, MUL, DIV, SQRT, FMA -> arithmetic(code, own, fp, push, odd, good);
          case EQ, LT, LE -> comparison(code, own, fp, push, odd, good);
          case TO_I32, TO_U32, TO_I64 -> toInteger(code, own, fp, push, odd, good);
          case FROM_I32, FROM_U32, FROM_I64 -> {
            push.accept(first);
            fromInteger(code, own, fp.op());
            own.toBits(code);
            yield null;
          }
          case TO_F32 -> {
            operand(code, doubles, first, push, doubles.x());
            doubles.load(code, doubles.x());
            code.d2f().fstore(singles.result());
            unlessTiny(code, singles, good);
            doubles.load(code, doubles.x());
            doubles.ifZero(code, good);
            yield () -> pushBits(code, singles);
          }
          case FROM_F32 -> {
            operand(code, singles, first, push, singles.x());
            singles.load(code, singles.x());
            code.f2d().dstore(doubles.result());
            doubles.load(code, doubles.result());
            doubles.load(code, doubles.result());
            code.dcmpl().ifeq(good); // unless it is NaN
            yield () -> pushBits(code, doubles);
          }
          default -> throw new AssertionError(fp.op());
        };
    if (result != null) {
      code.labelBinding(odd);
      leave.run();
      code.labelBinding(good);
      result.run();
    }
  }

  private static void operand(
      CodeBuilder code, FloatLocals own, Expr e, Consumer<Expr> push, int local) {
    push.accept(e);
    own.fromBits(code);
    own.store(code, local);
  }

  private static void pushBits(CodeBuilder code, FloatLocals own) {
    own.load(code, own.result());
    own.toBits(code);
  }

  private static Runnable arithmetic(
      CodeBuilder code, FloatLocals own, Stmt.Fp fp, Consumer<Expr> push, Label odd, Label good) {
    FpOp op = fp.op();
    operand(code, own, fp.args().getFirst(), push, own.x());
    if (op == FpOp.SQRT) {
      own.load(code, own.x());
      own.unlessAtLeast(code, 0, odd);
      own.load(code, own.x());
      own.unlessLess(code, Double.POSITIVE_INFINITY, odd);
      own.load(code, own.x());
      own.root(code);
      own.store(code, own.result());
      code.goto_(good);
      return () -> pushBits(code, own);
    }
    operand(code, own, fp.args().get(1), push, own.y());
    own.load(code, own.x());
    own.load(code, own.y());
    switch (op) {
      case ADD -> own.add(code);
      case SUB -> own.subtract(code);
      case MUL -> own.multiply(code);
      case DIV -> own.divide(code);
      default -> {
        push.accept(fp.args().get(2));
        own.fromBits(code);
        own.fuse(code);
      }
    }
    own.store(code, own.result());
    if (op == FpOp.ADD || op == FpOp.SUB) {
      own.load(code, own.result());
      own.abs(code);
      own.ifLess(code, Double.POSITIVE_INFINITY, good);
      return () -> pushBits(code, own);
    }
    Label zero = code.newLabel();
    unlessTiny(code, own, good);
    own.load(code, own.x());
    own.ifZero(code, zero);
    if (op != FpOp.DIV) {
      own.load(code, own.y());
      own.ifZero(code, zero);
    }
    code.goto_(odd);
    code.labelBinding(zero);
    own.load(code, own.result());
    own.abs(code);
    own.ifLess(code, Double.POSITIVE_INFINITY, good);
    return () -> pushBits(code, own);
  }

  /** Goes to {@code good} if the result is finite and neither tiny nor zero. */
  private static void unlessTiny(CodeBuilder code, FloatLocals own, Label good) {
    Label tiny = code.newLabel();
    own.load(code, own.result());
    own.abs(code);
    own.unlessGreater(code, own.leastNormal(), tiny);
    own.load(code, own.result());
    own.abs(code);
    own.ifLess(code, Double.POSITIVE_INFINITY, good);
    code.labelBinding(tiny);
  }

  private Runnable comparison(
      CodeBuilder code, FloatLocals own, Stmt.Fp fp, Consumer<Expr> push, Label odd, Label good) {
    Label no = code.newLabel();
    operand(code, own, fp.args().getFirst(), push, own.x());
    operand(code, own, fp.args().get(1), push, own.y());
    own.load(code, own.x());
    own.load(code, own.y());
    own.orGreater(code);
    switch (fp.op()) {
      case EQ -> code.ifne(no);
      case LT -> code.ifge(no);
      default -> code.ifgt(no);
    }
    code.iconst_1().istore(word).goto_(good);
    code.labelBinding(no);
    own.load(code, own.x());
    own.load(code, own.y());
    own.orLess(code);
    switch (fp.op()) {
      case LT -> code.iflt(odd);
      case LE -> code.ifle(odd);
      default -> {
        Label less = code.newLabel();
        code.ifgt(less);
        own.load(code, own.x());
        own.load(code, own.y());
        own.orGreater(code).ifge(odd);
        code.labelBinding(less);
      }
    }
    code.iconst_0().istore(word).goto_(good);
    return () -> code.iload(word);
  }

  private Runnable toInteger(
      CodeBuilder code, FloatLocals own, Stmt.Fp fp, Consumer<Expr> push, Label odd, Label good) {
    push.accept(fp.args().getFirst());
    own.fromBits(code);
    own.widen(code);
    doubles.store(code, doubles.x());
    doubles.load(code, doubles.x());
    if (fp.op() == FpOp.TO_U32) {
      doubles.unlessAtLeast(code, 0, odd);
      doubles.load(code, doubles.x());
      doubles.unlessLess(code, TWO_32, odd);
    } else {
      doubles.abs(code);
      doubles.unlessLess(code, fp.op() == FpOp.TO_I64 ? TWO_63 : TWO_31, odd);
    }
    doubles.load(code, doubles.x());
    code.d2l();
    if (fp.op() == FpOp.TO_I64) {
      code.lstore(number).goto_(good);
      return () -> code.lload(number);
    }
    code.l2i().istore(word).goto_(good);
    return () -> code.iload(word);
  }

  private static void fromInteger(CodeBuilder code, FloatLocals own, FpOp op) {
    if (op == FpOp.FROM_U32) {
      code.i2l().loadConstant((1L << 32) - 1).land();
    }
    boolean isDouble = own.kind() == TypeKind.DOUBLE;
    if (op == FpOp.FROM_I32) {
      if (isDouble) {
        code.i2d();
      } else {
        code.i2f();
      }
    } else if (isDouble) {
      code.l2d();
    } else {
      code.l2f();
    }
  }
}
