package dev.orrery.engine.emit;

import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.UnaryOp;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Map;

/**
 * Emits the computation of pure expressions onto the operand stack. What is fixed at decode is left
 * to the frame, as a whole.
 */
class ExprEmitter {
  private final CodeBuilder code;
  private final RowFrame frame;
  private final Map<Integer, Integer> locals = new HashMap<>();

  ExprEmitter(CodeBuilder code, RowFrame frame) {
    this.code = code;
    this.frame = frame;
  }

  /** Whether the frame knows the value of {@code e}, which is not a literal. */
  boolean isGiven(Expr e) {
    return DecodeTime.isFixed(e);
  }

  /** Pushes what only the decoded instruction tells: its operands and its address. */
  void pushDecoded(Expr leaf) {
    throw new AssertionError(leaf);
  }

  /** Whether values of {@code width} bits are ints. */
  static boolean isInt(int width) {
    return width <= 32;
  }

  static TypeKind kind(int width) {
    return isInt(width) ? TypeKind.INT : TypeKind.LONG;
  }

  static ClassDesc desc(int width) {
    return isInt(width) ? CD_int : CD_long;
  }

  /** Pops the value of a temporary into its local. */
  void define(Expr.Tmp tmp) {
    TypeKind kind = kind(tmp.width());
    int local = code.allocateLocal(kind);
    locals.put(tmp.id(), local);
    code.storeLocal(kind, local);
  }

  /** Pops a value into the local of a temporary that may have one already. */
  void assign(Expr.Tmp tmp) {
    Integer local = locals.get(tmp.id());
    if (local == null) {
      define(tmp);
    } else {
      code.storeLocal(kind(tmp.width()), local);
    }
  }

  /** Says that the value of a temporary is in {@code local}. */
  void bind(Expr.Tmp tmp, int local) {
    locals.put(tmp.id(), local);
  }

  /** Pushes the value of {@code e}. */
  void push(Expr e) {
    switch (e) {
      case Expr.Const c -> constant(c.width(), c.value());
      case Expr.Tmp t -> code.loadLocal(kind(t.width()), local(t));
      case Expr.GetFile g -> frame.pushRegister(code, g.file(), g.index());
      case Expr.GetReg g -> register(g);
      default -> {
        if (isGiven(e)) {
          frame.pushFixed(code, e);
        } else {
          compute(e);
        }
      }
    }
  }

  private int local(Expr.Tmp t) {
    Integer local = locals.get(t.id());
    if (local == null) {
      throw new IllegalStateException("%" + t.id() + " is used before it is defined");
    }
    return local;
  }

  private void register(Expr.GetReg g) {
    if (g.register().fpFlags()) {
      frame.pushFlags(code);
      code.getfield(Types.FP_FLAGS, "bits", CD_int);
    } else {
      frame.pushRegister(code, g.register());
    }
  }

  void constant(int width, long value) {
    if (isInt(width)) {
      code.loadConstant((int) value);
    } else {
      code.loadConstant(value);
    }
  }

  /** Pushes {@code e} as a long, zero-extended. */
  void pushLong(Expr e) {
    push(e);
    if (isInt(e.width())) {
      widen(e.width());
    }
  }

  private void compute(Expr e) {
    switch (e) {
      case Expr.Unary u -> unary(u);
      case Expr.Binary b -> {
        if (b.op().isComparison()) {
          materialise(b);
        } else {
          binary(b);
        }
      }
      case Expr.Extend x -> extend(x);
      case Expr.Slice s -> slice(s);
      case Expr.Concat c -> {
        pushAs(c.hi(), c.width());
        code.loadConstant(c.lo().width());
        shift(BinaryOp.SHL, isInt(c.width()));
        pushAs(c.lo(), c.width());
        or(c.width());
      }
      case Expr.Select s -> {
        Label otherwise = code.newLabel();
        Label end = code.newLabel();
        unless(s.cond(), otherwise);
        branch(s.a());
        code.goto_(end);
        code.labelBinding(otherwise);
        branch(s.b());
        code.labelBinding(end);
      }
      case Expr.Const c -> throw new AssertionError(c);
      case Expr.Field f -> pushDecoded(f);
      case Expr.Pc p -> pushDecoded(p);
      case Expr.NextPc n -> pushDecoded(n);
      case Expr.GetFile g -> throw new AssertionError(g);
      case Expr.GetReg g -> throw new AssertionError(g);
      case Expr.Tmp t -> throw new AssertionError(t);
    }
  }

  private void branch(Expr arm) {
    frame.enterBranch();
    push(arm);
    frame.leaveBranch(code);
  }

  private void or(int width) {
    if (isInt(width)) {
      code.ior();
    } else {
      code.lor();
    }
  }

  /** Pushes {@code e} zero-extended in the representation of {@code width} bits. */
  private void pushAs(Expr e, int width) {
    push(e);
    if (isInt(e.width()) && !isInt(width)) {
      widen(e.width());
    }
  }

  /** Int of {@code from} bits to a long, zero-extended. */
  private void widen(int from) {
    code.i2l();
    if (from == 32) {
      code.loadConstant(0xffff_ffffL).land();
    }
  }

  /** A long to a value of {@code width} bits. */
  void narrow(int width) {
    if (isInt(width)) {
      code.l2i();
    }
    mask(width);
  }

  /** Clears the bits above {@code width}. */
  private void mask(int width) {
    if (width < 32) {
      code.loadConstant((int) Bits.mask(width)).iand();
    } else if (width > 32 && width < 64) {
      code.loadConstant(Bits.mask(width)).land();
    }
  }

  /** Pushes {@code e} sign-extended to its representation. */
  private void pushSigned(Expr e) {
    push(e);
    signed(e.width());
  }

  private void signed(int width) {
    if (width == 8) {
      code.i2b();
    } else if (width == 16) {
      code.i2s();
    } else if (width < 32) {
      code.loadConstant(32 - width).ishl().loadConstant(32 - width).ishr();
    } else if (width > 32 && width < 64) {
      code.loadConstant(64 - width).lshl().loadConstant(64 - width).lshr();
    }
  }

  private void extend(Expr.Extend x) {
    int from = x.a().width();
    if (!x.signed()) {
      pushAs(x.a(), x.width());
      return;
    }
    pushSigned(x.a());
    if (isInt(from) && !isInt(x.width())) {
      code.i2l();
    }
    mask(x.width());
  }

  private void slice(Expr.Slice s) {
    int from = s.a().width();
    push(s.a());
    if (isInt(from)) {
      if (s.lo() > 0) {
        code.loadConstant(s.lo()).iushr();
      }
      if (s.hi() < from - 1) {
        mask(s.width());
      }
      return;
    }
    if (s.lo() > 0) {
      code.loadConstant(s.lo()).lushr();
    }
    if (isInt(s.width())) {
      code.l2i();
    }
    if (s.hi() < from - 1) {
      mask(s.width());
    }
  }

  private void unary(Expr.Unary u) {
    boolean narrow = isInt(u.a().width());
    int from = u.a().width();
    switch (u.op()) {
      case NOT -> {
        push(u.a());
        if (narrow) {
          code.loadConstant((int) Bits.mask(from)).ixor();
        } else {
          code.loadConstant(Bits.mask(from)).lxor();
        }
      }
      case NEG -> {
        push(u.a());
        if (narrow) {
          code.ineg();
        } else {
          code.lneg();
        }
        mask(from);
      }
      case BOX -> {
        pushAs(u.a(), u.width());
        constant(u.width(), Bits.mask(u.width()) & ~Bits.mask(from));
        or(u.width());
      }
      case UNBOX -> {
        push(u.a());
        code.invokestatic(Types.BOXING, "unbox" + u.width(), MethodTypeDesc.of(CD_int, desc(from)));
      }
      case POPCOUNT, CLZ, CTZ -> count(u, narrow, from);
      case BYTE_SWAP -> {
        push(u.a());
        if (narrow) {
          code.invokestatic(CD_Integer, "reverseBytes", MethodTypeDesc.of(CD_int, CD_int));
          if (from < 32) {
            code.loadConstant(32 - from).iushr();
          }
        } else {
          code.invokestatic(CD_Long, "reverseBytes", MethodTypeDesc.of(CD_long, CD_long));
          if (from < 64) {
            code.loadConstant(64 - from).lushr();
          }
        }
      }
    }
  }

  private void count(Expr.Unary u, boolean narrow, int from) {
    String method =
        u.op() == UnaryOp.POPCOUNT
            ? "bitCount"
            : u.op() == UnaryOp.CLZ ? "numberOfLeadingZeros" : "numberOfTrailingZeros";
    push(u.a());
    code.invokestatic(
        narrow ? CD_Integer : CD_Long,
        method,
        MethodTypeDesc.of(CD_int, narrow ? CD_int : CD_long));
    int spare = (narrow ? 32 : 64) - from;
    if (u.op() == UnaryOp.CLZ && spare > 0) {
      code.loadConstant(spare).isub();
    } else if (u.op() == UnaryOp.CTZ && spare > 0) {
      code.loadConstant(from)
          .invokestatic(Types.MATH, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int));
    }
    if (!isInt(u.width())) {
      code.i2l();
    }
  }

  private void binary(Expr.Binary b) {
    int w = b.a().width();
    boolean narrow = isInt(w);
    BinaryOp op = b.op();
    switch (op) {
      case ADD, SUB, MUL, AND, OR, XOR -> {
        push(b.a());
        push(b.b());
        plain(op, narrow);
        if (op == BinaryOp.ADD || op == BinaryOp.SUB || op == BinaryOp.MUL) {
          mask(w);
        }
      }
      case SHL, SHR, SAR -> shift(b, narrow, w);
      case ROTL, ROTR -> {
        push(b.a());
        push(b.b());
        if (!isInt(b.b().width())) {
          code.l2i();
        }
        code.invokestatic(
            narrow ? CD_Integer : CD_Long,
            op == BinaryOp.ROTL ? "rotateLeft" : "rotateRight",
            MethodTypeDesc.of(desc(w), desc(w), CD_int));
      }
      case MULH_S, MULH_U, MULH_SU -> high(b, w);
      case CLMUL, CLMULH -> {
        push(b.a());
        push(b.b());
        code.invokestatic(
            Types.ARITH,
            op == BinaryOp.CLMUL ? "carrylessLow" : "carrylessHigh",
            MethodTypeDesc.of(desc(w), desc(w), desc(w)));
      }
      case DIV_S, REM_S -> {
        pushSigned(b.a());
        pushSigned(b.b());
        plain(op, narrow);
        mask(w);
      }
      case DIV_U, REM_U -> {
        push(b.a());
        push(b.b());
        code.invokestatic(
            narrow ? CD_Integer : CD_Long,
            op == BinaryOp.DIV_U ? "divideUnsigned" : "remainderUnsigned",
            MethodTypeDesc.of(desc(w), desc(w), desc(w)));
      }
      case MIN_S, MAX_S -> {
        pushSigned(b.a());
        pushSigned(b.b());
        code.invokestatic(
            Types.MATH,
            op == BinaryOp.MIN_S ? "min" : "max",
            MethodTypeDesc.of(desc(w), desc(w), desc(w)));
        mask(w);
      }
      case MIN_U, MAX_U -> {
        push(b.a());
        push(b.b());
        code.invokestatic(
            Types.ARITH,
            op == BinaryOp.MIN_U ? "minUnsigned" : "maxUnsigned",
            MethodTypeDesc.of(desc(w), desc(w), desc(w)));
      }
      case EQ, NE, LT_S, LT_U, LE_S, LE_U -> throw new AssertionError(b);
    }
  }

  private void plain(BinaryOp op, boolean narrow) {
    switch (op) {
      case ADD -> pick(narrow, code::iadd, code::ladd);
      case SUB -> pick(narrow, code::isub, code::lsub);
      case MUL -> pick(narrow, code::imul, code::lmul);
      case AND -> pick(narrow, code::iand, code::land);
      case OR -> pick(narrow, code::ior, code::lor);
      case XOR -> pick(narrow, code::ixor, code::lxor);
      case DIV_S -> pick(narrow, code::idiv, code::ldiv);
      case REM_S -> pick(narrow, code::irem, code::lrem);
      default -> throw new AssertionError(op);
    }
  }

  private static void pick(boolean narrow, Runnable ifInt, Runnable ifLong) {
    (narrow ? ifInt : ifLong).run();
  }

  private void high(Expr.Binary b, int w) {
    BinaryOp op = b.op();
    if (w == 64) {
      push(b.a());
      push(b.b());
      String method =
          switch (op) {
            case MULH_S -> "multiplyHigh";
            case MULH_U -> "unsignedMultiplyHigh";
            default -> "multiplyHighSignedUnsigned";
          };
      code.invokestatic(
          op == BinaryOp.MULH_SU ? Types.ARITH : Types.MATH,
          method,
          MethodTypeDesc.of(CD_long, CD_long, CD_long));
      return;
    }
    if (w != 32) {
      throw new IllegalArgumentException(op + " of " + w + " bits");
    }
    push(b.a());
    if (op == BinaryOp.MULH_U) {
      widen(32);
    } else {
      code.i2l();
    }
    push(b.b());
    if (op == BinaryOp.MULH_S) {
      code.i2l();
    } else {
      widen(32);
    }
    code.lmul().loadConstant(32).lushr().l2i();
  }

  private void shift(Expr.Binary b, boolean narrow, int w) {
    BinaryOp op = b.op();
    int amountWidth = b.b().width();
    if (op == BinaryOp.SAR) {
      pushSigned(b.a());
    } else {
      push(b.a());
    }
    // The JVM takes amounts modulo 32 or 64, so that an amount that cannot reach that is plain.
    boolean plain = amountWidth <= (narrow ? 5 : 6);
    if (plain) {
      push(b.b());
      shift(op, narrow);
    } else {
      pushLong(b.b());
      code.invokestatic(
          Types.ARITH,
          op == BinaryOp.SHL ? "shl" : op == BinaryOp.SHR ? "shr" : "sar",
          MethodTypeDesc.of(desc(w), desc(w), CD_long));
    }
    if (op == BinaryOp.SHL || op == BinaryOp.SAR) {
      mask(w);
    }
  }

  private void shift(BinaryOp op, boolean narrow) {
    switch (op) {
      case SHL -> pick(narrow, code::ishl, code::lshl);
      case SHR -> pick(narrow, code::iushr, code::lushr);
      default -> pick(narrow, code::ishr, code::lshr);
    }
  }

  /** Pushes a condition as 0 or 1. */
  private void materialise(Expr condition) {
    Label no = code.newLabel();
    Label end = code.newLabel();
    unless(condition, no);
    code.iconst_1().goto_(end);
    code.labelBinding(no);
    code.iconst_0();
    code.labelBinding(end);
  }

  /** Jumps to {@code target} unless the one-bit {@code condition} holds. */
  void unless(Expr condition, Label target) {
    jump(condition, false, target);
  }

  /** Jumps to {@code target} when {@code condition} is {@code sense}, else falls through. */
  private void jump(Expr condition, boolean sense, Label target) {
    if (!isGiven(condition)) {
      switch (condition) {
        case Expr.Unary u when u.op() == UnaryOp.NOT -> {
          jump(u.a(), !sense, target);
          return;
        }
        case Expr.Binary b when b.op().isComparison() -> {
          compare(b, sense, target);
          return;
        }
        case Expr.Binary b when b.op() == BinaryOp.AND || b.op() == BinaryOp.OR -> {
          shortCircuit(b, sense, target);
          return;
        }
        default -> {}
      }
    }
    push(condition);
    if (sense) {
      code.ifne(target);
    } else {
      code.ifeq(target);
    }
  }

  private void shortCircuit(Expr.Binary b, boolean sense, Label target) {
    boolean decides = b.op() == BinaryOp.OR; // the outcome of the first operand that decides
    if (sense == decides) {
      jump(b.a(), sense, target);
      frame.enterBranch();
      jump(b.b(), sense, target);
      frame.leaveBranch(code);
    } else {
      Label skip = code.newLabel();
      jump(b.a(), decides, skip);
      frame.enterBranch();
      jump(b.b(), sense, target);
      frame.leaveBranch(code);
      code.labelBinding(skip);
    }
  }

  private void compare(Expr.Binary b, boolean sense, Label target) {
    BinaryOp op = b.op();
    int w = b.a().width();
    boolean unsigned = op == BinaryOp.LT_U || op == BinaryOp.LE_U;
    boolean zero = b.b() instanceof Expr.Const c && c.value() == 0;
    if (op == BinaryOp.EQ || op == BinaryOp.NE || unsigned) {
      push(b.a());
    } else {
      pushSigned(b.a());
    }
    boolean equality = op == BinaryOp.EQ || op == BinaryOp.NE;
    if (isInt(w) && zero && equality) {
      againstZero(op, sense, target);
      return;
    }
    if (equality || unsigned) {
      push(b.b());
    } else {
      pushSigned(b.b());
    }
    if (!isInt(w)) {
      if (unsigned) {
        code.invokestatic(CD_Long, "compareUnsigned", MethodTypeDesc.of(CD_int, CD_long, CD_long));
      } else {
        code.lcmp();
      }
      againstZero(op, sense, target);
    } else if (unsigned && w == 32) {
      code.invokestatic(CD_Integer, "compareUnsigned", MethodTypeDesc.of(CD_int, CD_int, CD_int));
      againstZero(op, sense, target);
    } else {
      switch (op) {
        case EQ -> pick(sense, () -> code.if_icmpeq(target), () -> code.if_icmpne(target));
        case NE -> pick(sense, () -> code.if_icmpne(target), () -> code.if_icmpeq(target));
        case LT_S, LT_U -> pick(sense, () -> code.if_icmplt(target), () -> code.if_icmpge(target));
        default -> pick(sense, () -> code.if_icmple(target), () -> code.if_icmpgt(target));
      }
    }
  }

  /** Compares the int on the stack with 0 as {@code op} says. */
  private void againstZero(BinaryOp op, boolean sense, Label target) {
    switch (op) {
      case EQ -> pick(sense, () -> code.ifeq(target), () -> code.ifne(target));
      case NE -> pick(sense, () -> code.ifne(target), () -> code.ifeq(target));
      case LT_S, LT_U -> pick(sense, () -> code.iflt(target), () -> code.ifge(target));
      default -> pick(sense, () -> code.ifle(target), () -> code.ifgt(target));
    }
  }
}
