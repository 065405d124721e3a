package dev.orrery.engine.emit;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.FpOp;
import dev.orrery.spec.ir.Stmt;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Emits the statements of a specialised row body in their order, which the IR's normal form makes
 * equal to the commit rule.
 */
public final class BodyEmitter {
  private final CodeBuilder code;
  private final RowFrame frame;
  private final ExprEmitter exprs;

  private BodyEmitter(CodeBuilder code, RowFrame frame) {
    this.code = code;
    this.frame = frame;
    this.exprs = new ExprEmitter(code, frame);
  }

  /**
   * Emits {@code body} into {@code code}.
   *
   * @return whether the code emitted can reach its end: a body may always jump or trap
   */
  public static boolean emit(CodeBuilder code, RowFrame frame, List<Stmt> body) {
    return new BodyEmitter(code, frame).statements(body);
  }

  /** Emits into {@code code} the push of what {@link RowFrame#value} says. */
  public static void push(CodeBuilder code, RowFrame frame, Expr value) {
    new ExprEmitter(code, frame).push(value);
  }

  private boolean statements(List<Stmt> body) {
    for (Stmt s : body) {
      if (!statement(s)) {
        return false;
      }
    }
    return true;
  }

  /** Emits {@code s}; false when nothing behind it can be reached. */
  private boolean statement(Stmt s) {
    switch (s) {
      case Stmt.Let let -> {
        exprs.push(let.value());
        exprs.define(let.tmp());
      }
      case Stmt.Load load -> load(load);
      case Stmt.Probe probe -> probe(probe);
      case Stmt.Store store -> store(store);
      case Stmt.LoadReserved lr -> loadReserved(lr);
      case Stmt.StoreConditional sc -> storeConditional(sc);
      case Stmt.Amo amo -> amo(amo);
      case Stmt.CompareAndSwap cas -> compareAndSwap(cas);
      case Stmt.CompareAndSwapPair cas -> compareAndSwapPair(cas);
      case Stmt.ZeroBlock zero -> {
        frame.mayRaise(code);
        frame.pushMemory(code);
        exprs.pushLong(zero.address());
        code.loadConstant(zero.bytes());
        code.invokevirtual(
            Types.MEMORY_PORT, "zeroBlock", MethodTypeDesc.of(CD_void, CD_long, CD_int));
      }
      case Stmt.Retire r -> frame.retire(code, r, exprs::pushLong);
      case Stmt.Fp fp -> floatingPoint(fp);
      case Stmt.Counter c -> {
        frame.pushHart(code);
        code.getstatic(Types.COUNTER_KIND, c.kind().name(), Types.COUNTER_KIND);
        code.invokevirtual(Types.HART, "counter", MethodTypeDesc.of(CD_long, Types.COUNTER_KIND));
        exprs.define(c.tmp());
      }
      case Stmt.Fence f -> {} // one hart: program order is what it sees
      case Stmt.InstructionFence f -> {} // stores to translated code invalidate it at once
      case Stmt.PutFile p ->
          frame.setRegister(code, p.file(), p.index(), () -> exprs.push(p.value()));
      case Stmt.PutReg p -> {
        if (p.register().fpFlags()) {
          frame.pushFlags(code);
          exprs.push(p.value());
          code.putfield(Types.FP_FLAGS, "bits", CD_int);
        } else if (!frame.defer(code, p, exprs::push)) {
          frame.setRegister(code, p.register(), () -> exprs.push(p.value()));
        }
      }
      case Stmt.If i -> {
        return conditional(i);
      }
      case Stmt.Goto g -> {
        frame.jump(code, g.target(), () -> exprs.push(g.target()));
        return false;
      }
      case Stmt.Trap t -> {
        frame.mayRaise(code);
        code.getstatic(Types.TRAP_KIND, t.kind().name(), Types.TRAP_KIND);
        exprs.pushLong(t.cause());
        exprs.pushLong(t.value());
        code.invokestatic(
            Types.GUEST_TRAP,
            "of",
            MethodTypeDesc.of(Types.GUEST_TRAP, Types.TRAP_KIND, CD_long, CD_long));
        code.athrow();
        return false;
      }
    }
    return true;
  }

  private boolean conditional(Stmt.If i) {
    if (frame.isKnownFalse(i.condition())) {
      return statements(i.otherwise());
    }
    frame.beforeBranch(code);
    Label otherwise = code.newLabel();
    Label end = code.newLabel();
    exprs.unless(i.condition(), otherwise);
    boolean thenEnds = branch(i.then());
    if (thenEnds && !i.otherwise().isEmpty()) {
      code.goto_(end);
    }
    code.labelBinding(otherwise);
    boolean otherwiseEnds = branch(i.otherwise());
    code.labelBinding(end);
    if (!thenEnds) {
      frame.learnFalse(i.condition());
    }
    return thenEnds || otherwiseEnds;
  }

  private boolean branch(List<Stmt> body) {
    frame.enterBranch();
    boolean reachesEnd = statements(body);
    frame.leaveBranch(code);
    return reachesEnd;
  }

  private void load(Stmt.Load load) {
    frame.load(code, load, () -> exprs.pushLong(load.address()));
    exprs.define(load.tmp());
  }

  private void probe(Stmt.Probe probe) {
    frame.mayRaise(code);
    frame.pushMemory(code);
    exprs.pushLong(probe.address());
    code.loadConstant(probe.bytes());
    code.invokevirtual(
        Types.MEMORY_PORT, "probeStore", MethodTypeDesc.of(CD_void, CD_long, CD_int));
  }

  private void store(Stmt.Store store) {
    frame.store(
        code, store, () -> exprs.pushLong(store.address()), () -> exprs.push(store.value()));
  }

  private void loadReserved(Stmt.LoadReserved lr) {
    frame.mayRaise(code);
    frame.pushMemory(code);
    frame.pushHart(code);
    exprs.pushLong(lr.address());
    code.invokevirtual(
        Types.MEMORY_PORT,
        "loadReserved" + 8 * lr.bytes(),
        MethodTypeDesc.of(Representation.desc(8 * lr.bytes()), Types.HART, CD_long));
    exprs.define(lr.tmp());
  }

  private void storeConditional(Stmt.StoreConditional sc) {
    frame.mayRaise(code);
    frame.pushMemory(code);
    frame.pushHart(code);
    exprs.pushLong(sc.address());
    exprs.push(sc.value());
    code.invokevirtual(
        Types.MEMORY_PORT,
        "storeConditional" + 8 * sc.bytes(),
        MethodTypeDesc.of(CD_int, Types.HART, CD_long, Representation.desc(8 * sc.bytes())));
    exprs.define(sc.tmp());
  }

  private void amo(Stmt.Amo amo) {
    frame.mayRaise(code);
    frame.pushMemory(code);
    code.getstatic(Types.AMO_OP, amo.op().name(), Types.AMO_OP);
    exprs.pushLong(amo.address());
    exprs.push(amo.value());
    ClassDesc value = Representation.desc(8 * amo.bytes());
    code.invokevirtual(
        Types.MEMORY_PORT,
        "amo" + 8 * amo.bytes(),
        MethodTypeDesc.of(value, Types.AMO_OP, CD_long, value));
    exprs.define(amo.tmp());
  }

  private void compareAndSwap(Stmt.CompareAndSwap cas) {
    frame.mayRaise(code);
    frame.pushMemory(code);
    exprs.pushLong(cas.address());
    exprs.push(cas.expected());
    exprs.push(cas.value());
    ClassDesc value = Representation.desc(8 * cas.bytes());
    code.invokevirtual(
        Types.MEMORY_PORT,
        "compareAndSwap" + 8 * cas.bytes(),
        MethodTypeDesc.of(value, CD_long, value, value));
    exprs.define(cas.tmp());
  }

  private void compareAndSwapPair(Stmt.CompareAndSwapPair cas) {
    frame.mayRaise(code);
    frame.pushMemory(code);
    exprs.pushLong(cas.address());
    exprs.push(cas.expectedLow());
    exprs.push(cas.expectedHigh());
    exprs.push(cas.valueLow());
    exprs.push(cas.valueHigh());
    code.invokevirtual(
        Types.MEMORY_PORT,
        "compareAndSwapPair",
        MethodTypeDesc.of(CD_long, CD_long, CD_long, CD_long, CD_long, CD_long));
    exprs.define(cas.low());
    frame.pushMemory(code);
    code.getfield(Types.MEMORY_PORT, "high", CD_long);
    exprs.define(cas.high());
  }

  private void floatingPoint(Stmt.Fp fp) {
    if (frame.floatingPoint(code, fp, exprs::push)) {
      exprs.define(fp.tmp());
      return;
    }
    List<ClassDesc> parameters = new ArrayList<>();
    for (Expr a : fp.args()) {
      exprs.push(a);
      parameters.add(Representation.desc(a.width()));
    }
    if (fp.op().rounds()) {
      exprs.push(Objects.requireNonNull(fp.roundingMode(), "an operation that rounds has a mode"));
      parameters.add(CD_int);
    }
    if (fp.op() != FpOp.CLASSIFY) {
      frame.pushFlags(code);
      parameters.add(Types.FP_FLAGS);
    }
    code.invokestatic(
        switch (fp.format()) {
          case F16 -> Types.F16;
          case F32 -> Types.F32;
          case F64 -> Types.F64;
        },
        methodName(fp.op()),
        MethodTypeDesc.of(Representation.desc(fp.tmp().width()), parameters));
    exprs.define(fp.tmp());
  }

  /** {@code TO_F32} is {@code toF32}. */
  private static String methodName(FpOp op) {
    String name = op.name();
    int underscore = name.indexOf('_');
    return underscore < 0
        ? name.toLowerCase(Locale.ROOT)
        : name.substring(0, underscore).toLowerCase(Locale.ROOT) + name.substring(underscore + 1);
  }
}
