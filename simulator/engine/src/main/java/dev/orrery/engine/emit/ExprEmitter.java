package dev.orrery.engine.emit;

import static java.lang.constant.ConstantDescs.CD_int;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.Map;

/**
 * Emits the computation of pure expressions onto the operand stack. What is fixed at decode is left
 * to the frame, as a whole.
 */
class ExprEmitter {
  private final CodeBuilder code;
  private final RowFrame frame;
  private final ArithmeticEmitter arithmetic;
  private final ConditionEmitter conditions;
  private final Map<Integer, Integer> locals = new HashMap<>();

  ExprEmitter(CodeBuilder code, RowFrame frame) {
    this.code = code;
    this.frame = frame;
    this.arithmetic = new ArithmeticEmitter(code, this);
    this.conditions = new ConditionEmitter(code, frame, this);
  }

  /** Whether the frame knows the value of {@code e}, which is not a literal. */
  boolean isGiven(Expr e) {
    return DecodeTime.isFixed(e);
  }

  /** Pushes what only the decoded instruction tells: its operands and its address. */
  void pushDecoded(Expr leaf) {
    throw new AssertionError(leaf);
  }

  /** Pops the value of a temporary into its local. */
  void define(Expr.Tmp tmp) {
    TypeKind kind = Representation.kind(tmp.width());
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
      code.storeLocal(Representation.kind(tmp.width()), local);
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
      case Expr.Tmp t -> code.loadLocal(Representation.kind(t.width()), local(t));
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
    if (t.id() < 0) {
      return ~t.id(); // the frame's
    }
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
      return;
    }
    Expr value = frame.value(g.register());
    if (value != null) {
      push(value);
    } else {
      frame.pushRegister(code, g.register());
    }
  }

  /** Pushes {@code value} as one of {@code width} bits. */
  void constant(int width, long value) {
    if (Representation.isInt(width)) {
      code.loadConstant((int) value);
    } else {
      code.loadConstant(value);
    }
  }

  /** Pushes {@code e} as a long, zero-extended. */
  void pushLong(Expr e) {
    push(e);
    if (Representation.isInt(e.width())) {
      Representation.widen(code, e.width());
    }
  }

  private void compute(Expr e) {
    switch (e) {
      case Expr.Unary u -> arithmetic.unary(u);
      case Expr.Binary b -> {
        if (b.op().isComparison()) {
          conditions.materialise(b);
        } else {
          arithmetic.binary(b);
        }
      }
      case Expr.Extend x -> extend(x);
      case Expr.Slice s -> slice(s);
      case Expr.Concat c -> {
        pushAs(c.hi(), c.width());
        code.loadConstant(c.lo().width());
        arithmetic.shift(BinaryOp.SHL, Representation.isInt(c.width()));
        pushAs(c.lo(), c.width());
        arithmetic.or(c.width());
      }
      case Expr.Select s -> {
        Label otherwise = code.newLabel();
        Label end = code.newLabel();
        conditions.unless(s.cond(), otherwise);
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

  /** Pushes {@code e} zero-extended in the representation of {@code width} bits. */
  void pushAs(Expr e, int width) {
    push(e);
    if (Representation.isInt(e.width()) && !Representation.isInt(width)) {
      Representation.widen(code, e.width());
    }
  }

  /** Pushes {@code e} sign-extended to its representation. */
  void pushSigned(Expr e) {
    push(e);
    Representation.signed(code, e.width());
  }

  private void extend(Expr.Extend x) {
    int from = x.a().width();
    if (!x.signed()) {
      pushAs(x.a(), x.width());
      return;
    }
    pushSigned(x.a());
    if (Representation.isInt(from) && !Representation.isInt(x.width())) {
      code.i2l();
    }
    Representation.mask(code, x.width());
  }

  private void slice(Expr.Slice s) {
    int from = s.a().width();
    push(s.a());
    if (Representation.isInt(from)) {
      if (s.lo() > 0) {
        code.loadConstant(s.lo()).iushr();
      }
      if (s.hi() < from - 1) {
        Representation.mask(code, s.width());
      }
      return;
    }
    if (s.lo() > 0) {
      code.loadConstant(s.lo()).lushr();
    }
    if (Representation.isInt(s.width())) {
      code.l2i();
    }
    if (s.hi() < from - 1) {
      Representation.mask(code, s.width());
    }
  }

  /** Jumps to {@code target} unless the one-bit {@code condition} holds. */
  void unless(Expr condition, Label target) {
    conditions.unless(condition, target);
  }
}
