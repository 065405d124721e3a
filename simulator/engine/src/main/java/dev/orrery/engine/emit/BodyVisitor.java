package dev.orrery.engine.emit;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import java.util.List;

/**
 * Walks a specialised body and reports what a {@link RowFrame} will be asked for. The order depends
 * on the body alone.
 */
public abstract class BodyVisitor {

  /** A maximal expression that is fixed at decode and not a literal. */
  protected void fixed(Expr e) {}

  /** A register of a file is read. */
  protected void read(Expr.GetFile get) {}

  /** A single register is read. */
  protected void read(Expr.GetReg get) {}

  /** A register of a file is written; what its value needs is reported before. */
  protected void write(Stmt.PutFile put) {}

  /** A single register is written; what its value needs is reported before. */
  protected void write(Stmt.PutReg put) {}

  /** Control goes elsewhere; what the target needs is reported before. */
  protected void jump(Stmt.Goto jump) {}

  /** Visits {@code body} in order. */
  public final void visit(List<Stmt> body) {
    for (Stmt s : body) {
      visit(s);
    }
  }

  private void visit(Stmt s) {
    switch (s) {
      case Stmt.Let l -> visit(l.value());
      case Stmt.Load l -> visit(l.address());
      case Stmt.Probe p -> visit(p.address());
      case Stmt.Store st -> {
        visit(st.address());
        visit(st.value());
      }
      case Stmt.LoadReserved l -> visit(l.address());
      case Stmt.StoreConditional c -> {
        visit(c.address());
        visit(c.value());
      }
      case Stmt.Amo a -> {
        visit(a.address());
        visit(a.value());
      }
      case Stmt.CompareAndSwap c -> {
        visit(c.address());
        visit(c.expected());
        visit(c.value());
      }
      case Stmt.CompareAndSwapPair c -> {
        visit(c.address());
        visit(c.expectedLow());
        visit(c.expectedHigh());
        visit(c.valueLow());
        visit(c.valueHigh());
      }
      case Stmt.ZeroBlock z -> visit(z.address());
      case Stmt.Retire r -> r.inputs().forEach(this::visit);
      case Stmt.Fp f -> {
        f.args().forEach(this::visit);
        if (f.roundingMode() != null) {
          visit(f.roundingMode());
        }
      }
      case Stmt.PutFile p -> {
        visit(p.value());
        write(p);
      }
      case Stmt.PutReg p -> {
        visit(p.value());
        write(p);
      }
      case Stmt.If i -> {
        visit(i.condition());
        visit(i.then());
        visit(i.otherwise());
      }
      case Stmt.Goto g -> {
        visit(g.target());
        jump(g);
      }
      case Stmt.Trap t -> {
        visit(t.cause());
        visit(t.value());
      }
      case Stmt.Counter c -> {}
      case Stmt.Fence f -> {}
      case Stmt.InstructionFence f -> {}
    }
  }

  private void visit(Expr e) {
    if (DecodeTime.isFixed(e)) {
      if (!(e instanceof Expr.Const)) {
        fixed(e);
      }
      return;
    }
    switch (e) {
      case Expr.GetFile g -> read(g);
      case Expr.GetReg g -> read(g);
      case Expr.Unary u -> visit(u.a());
      case Expr.Binary b -> {
        visit(b.a());
        visit(b.b());
      }
      case Expr.Extend x -> visit(x.a());
      case Expr.Slice s -> visit(s.a());
      case Expr.Concat c -> {
        visit(c.hi());
        visit(c.lo());
      }
      case Expr.Select s -> {
        visit(s.cond());
        visit(s.a());
        visit(s.b());
      }
      case Expr.Tmp t -> {}
      case Expr.Const c -> throw new AssertionError(c);
      case Expr.Field f -> throw new AssertionError(f);
      case Expr.Pc p -> throw new AssertionError(p);
      case Expr.NextPc n -> throw new AssertionError(n);
    }
  }
}
