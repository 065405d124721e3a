package dev.orrery.spec.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Walks over bodies, and rebuilds them with some expressions replaced. */
public final class Rewrite {
  private Rewrite() {}

  /**
   * Parts of {@code e} replaced bottom up: {@code f} sees each node with its parts done already.
   * Where a node simplifies to one of its parts, {@code f} does not see that part a second time.
   */
  public static Expr expr(Expr e, UnaryOperator<Expr> f) {
    Expr built =
        switch (e) {
          case Expr.Unary u -> Simplify.unary(u.op(), u.width(), expr(u.a(), f));
          case Expr.Binary b -> Simplify.binary(b.op(), expr(b.a(), f), expr(b.b(), f));
          case Expr.Extend x -> Simplify.extend(x.signed(), x.width(), expr(x.a(), f));
          case Expr.Slice s -> Simplify.slice(expr(s.a(), f), s.hi(), s.lo());
          case Expr.Concat c -> Simplify.concat(expr(c.hi(), f), expr(c.lo(), f));
          case Expr.Select s -> Simplify.select(expr(s.cond(), f), expr(s.a(), f), expr(s.b(), f));
          default -> e;
        };
    return isLeaf(built) && !isLeaf(e) ? built : f.apply(built);
  }

  private static boolean isLeaf(Expr e) {
    return switch (e) {
      case Expr.Unary u -> false;
      case Expr.Binary b -> false;
      case Expr.Extend x -> false;
      case Expr.Slice s -> false;
      case Expr.Concat c -> false;
      case Expr.Select s -> false;
      default -> true;
    };
  }

  /**
   * {@code s} with {@code f} applied to each of its whole expressions, nested statements included.
   */
  public static Stmt stmt(Stmt s, UnaryOperator<Expr> f) {
    return switch (s) {
      case Stmt.Let l -> new Stmt.Let(l.tmp(), f.apply(l.value()));
      case Stmt.Load l -> new Stmt.Load(l.tmp(), l.bytes(), f.apply(l.address()));
      case Stmt.Probe t -> new Stmt.Probe(t.bytes(), f.apply(t.address()));
      case Stmt.Store t -> new Stmt.Store(t.bytes(), f.apply(t.address()), f.apply(t.value()));
      case Stmt.LoadReserved l ->
          new Stmt.LoadReserved(l.tmp(), l.bytes(), f.apply(l.address()), order(l.order(), f));
      case Stmt.StoreConditional t ->
          new Stmt.StoreConditional(
              t.tmp(), t.bytes(), f.apply(t.address()), f.apply(t.value()), order(t.order(), f));
      case Stmt.Amo a ->
          new Stmt.Amo(
              a.tmp(),
              a.op(),
              a.bytes(),
              f.apply(a.address()),
              f.apply(a.value()),
              order(a.order(), f));
      case Stmt.CompareAndSwap c ->
          new Stmt.CompareAndSwap(
              c.tmp(),
              c.bytes(),
              f.apply(c.address()),
              f.apply(c.expected()),
              f.apply(c.value()),
              order(c.order(), f));
      case Stmt.CompareAndSwapPair c ->
          new Stmt.CompareAndSwapPair(
              c.low(),
              c.high(),
              f.apply(c.address()),
              f.apply(c.expectedLow()),
              f.apply(c.expectedHigh()),
              f.apply(c.valueLow()),
              f.apply(c.valueHigh()),
              order(c.order(), f));
      case Stmt.ZeroBlock z -> new Stmt.ZeroBlock(z.bytes(), f.apply(z.address()));
      case Stmt.Fp p -> {
        List<Expr> args = new ArrayList<>();
        for (Expr arg : p.args()) {
          args.add(f.apply(arg));
        }
        Expr rm = p.roundingMode();
        yield new Stmt.Fp(
            p.tmp(), p.op(), p.format(), args, rm == null ? null : f.apply(rm), p.flags());
      }
      case Stmt.Retire r ->
          new Stmt.Retire(
              f.apply(r.address()),
              f.apply(r.taken()),
              f.apply(r.target()),
              f.apply(r.value1()),
              f.apply(r.value2()));
      case Stmt.PutFile p -> new Stmt.PutFile(p.file(), p.index(), f.apply(p.value()));
      case Stmt.PutReg p -> new Stmt.PutReg(p.register(), f.apply(p.value()));
      case Stmt.If i ->
          new Stmt.If(f.apply(i.condition()), stmts(i.then(), f), stmts(i.otherwise(), f));
      case Stmt.Goto g -> new Stmt.Goto(f.apply(g.target()));
      case Stmt.Trap t -> new Stmt.Trap(t.kind(), f.apply(t.cause()), f.apply(t.value()));
      case Stmt.Counter c -> c;
      case Stmt.Fence n -> n;
      case Stmt.InstructionFence n -> n;
    };
  }

  private static MemoryOrder order(MemoryOrder o, UnaryOperator<Expr> f) {
    return new MemoryOrder(f.apply(o.acquire()), f.apply(o.release()));
  }

  /** The same for each of {@code list}. */
  public static List<Stmt> stmts(List<Stmt> list, UnaryOperator<Expr> f) {
    List<Stmt> out = new ArrayList<>(list.size());
    for (Stmt s : list) {
      out.add(stmt(s, f));
    }
    return out;
  }

  /** Shows {@code f} every node of every expression of {@code list}. */
  public static void visit(List<Stmt> list, Consumer<Expr> f) {
    for (Stmt s : list) {
      visit(s, f);
    }
  }

  /** Shows {@code f} every node of every expression of {@code s}. */
  public static void visit(Stmt s, Consumer<Expr> f) {
    stmt(
        s,
        e -> {
          visit(e, f);
          return e;
        });
  }

  /** Shows {@code f} every node of {@code e}. */
  public static void visit(Expr e, Consumer<Expr> f) {
    f.accept(e);
    switch (e) {
      case Expr.Unary u -> visit(u.a(), f);
      case Expr.Binary b -> {
        visit(b.a(), f);
        visit(b.b(), f);
      }
      case Expr.Extend x -> visit(x.a(), f);
      case Expr.Slice s -> visit(s.a(), f);
      case Expr.Concat c -> {
        visit(c.hi(), f);
        visit(c.lo(), f);
      }
      case Expr.Select s -> {
        visit(s.cond(), f);
        visit(s.a(), f);
        visit(s.b(), f);
      }
      default -> {}
    }
  }

  /** Whether {@code e} reads state: a register that an assignment may change. */
  public static boolean reads(Expr e) {
    boolean[] found = {false};
    visit(e, x -> found[0] |= x instanceof Expr.GetFile || x instanceof Expr.GetReg);
    return found[0];
  }

  /** Whether {@code e} holds a division. */
  public static boolean divides(Expr e) {
    boolean[] found = {false};
    visit(e, x -> found[0] |= x instanceof Expr.Binary b && Simplify.divides(b.op()));
    return found[0];
  }
}
