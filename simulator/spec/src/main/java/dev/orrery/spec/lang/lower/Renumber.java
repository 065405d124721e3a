package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Rewrite;
import dev.orrery.spec.ir.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the temporaries of a body from 0 in the order of their definitions, without gaps. */
final class Renumber {
  private final Map<Integer, Integer> numbers = new HashMap<>();

  private Renumber() {}

  static List<Stmt> run(List<Stmt> body) {
    return new Renumber().list(body);
  }

  private List<Stmt> list(List<Stmt> body) {
    List<Stmt> out = new ArrayList<>(body.size());
    for (Stmt s : body) {
      out.add(s instanceof Stmt.If i ? conditional(i) : define(Rewrite.stmt(s, this::expr)));
    }
    return out;
  }

  private Stmt conditional(Stmt.If i) {
    return new Stmt.If(expr(i.condition()), list(i.then()), list(i.otherwise()));
  }

  private Stmt define(Stmt s) {
    return switch (s) {
      case Stmt.Let l -> new Stmt.Let(fresh(l.tmp()), l.value());
      case Stmt.Load l -> new Stmt.Load(fresh(l.tmp()), l.bytes(), l.address());
      case Stmt.LoadReserved l ->
          new Stmt.LoadReserved(fresh(l.tmp()), l.bytes(), l.address(), l.order());
      case Stmt.StoreConditional t ->
          new Stmt.StoreConditional(fresh(t.tmp()), t.bytes(), t.address(), t.value(), t.order());
      case Stmt.Amo a ->
          new Stmt.Amo(fresh(a.tmp()), a.op(), a.bytes(), a.address(), a.value(), a.order());
      case Stmt.CompareAndSwap c ->
          new Stmt.CompareAndSwap(
              fresh(c.tmp()), c.bytes(), c.address(), c.expected(), c.value(), c.order());
      case Stmt.CompareAndSwapPair c ->
          new Stmt.CompareAndSwapPair(
              fresh(c.low()),
              fresh(c.high()),
              c.address(),
              c.expectedLow(),
              c.expectedHigh(),
              c.valueLow(),
              c.valueHigh(),
              c.order());
      case Stmt.Fp p ->
          new Stmt.Fp(fresh(p.tmp()), p.op(), p.format(), p.args(), p.roundingMode(), p.flags());
      case Stmt.Counter c -> new Stmt.Counter(fresh(c.tmp()), c.kind());
      default -> s;
    };
  }

  private Expr.Tmp fresh(Expr.Tmp t) {
    int number = numbers.size();
    numbers.put(t.id(), number);
    return new Expr.Tmp(t.width(), number);
  }

  private Expr expr(Expr e) {
    return Rewrite.expr(e, x -> x instanceof Expr.Tmp t ? number(t) : x);
  }

  private Expr number(Expr.Tmp t) {
    Integer n = numbers.get(t.id());
    if (n == null) {
      throw new IllegalStateException("temporary " + t.id() + " is used before it is defined");
    }
    return new Expr.Tmp(t.width(), n);
  }
}
