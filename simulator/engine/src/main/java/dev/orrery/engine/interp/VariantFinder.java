package dev.orrery.engine.interp;

import dev.orrery.engine.emit.Variant;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds the variants that a row's instructions can have, by trying operand values: the literals
 * that the row compares fixed expressions with, and their neighbours. A variant that only other
 * values have is not found; it costs time at run time, nothing else.
 */
final class VariantFinder {
  private final Row row;

  /** Operands that fixed conditions depend on, with the values to try. */
  private final Map<Operand, TreeSet<Long>> candidates = new LinkedHashMap<>();

  private final Map<String, Variant> found = new LinkedHashMap<>();

  private VariantFinder(Row row) {
    this.row = row;
  }

  /** The variants of {@code row}, which is its own meaning. */
  static Collection<Variant> of(Row row) {
    VariantFinder f = new VariantFinder(row);
    f.conditions(row.body());
    f.tryAll(new ArrayList<>(f.candidates.keySet()), 0, new long[row.operands().size()]);
    return f.found.values();
  }

  private void tryAll(List<Operand> operands, int from, long[] values) {
    if (from == operands.size()) {
      Variant v = Variant.of(new DecodedInsn(row, 0, 0, values.clone()));
      found.putIfAbsent(v.outcomes(), v);
      return;
    }
    Operand o = operands.get(from);
    for (long value : candidates.getOrDefault(o, new TreeSet<>())) {
      values[o.index()] = value;
      tryAll(operands, from + 1, values);
    }
  }

  private void conditions(List<Stmt> body) {
    for (Stmt s : body) {
      switch (s) {
        case Stmt.If i -> {
          expr(i.condition());
          conditions(i.then());
          conditions(i.otherwise());
        }
        case Stmt.Let l -> expr(l.value());
        case Stmt.PutFile p -> expr(p.value());
        case Stmt.PutReg p -> expr(p.value());
        case Stmt.Goto g -> expr(g.target());
        case Stmt.Store st -> {
          expr(st.address());
          expr(st.value());
        }
        case Stmt.Load l -> expr(l.address());
        case Stmt.CompareAndSwap c -> {
          expr(c.address());
          expr(c.expected());
          expr(c.value());
        }
        case Stmt.Probe p -> expr(p.address());
        case Stmt.Fp f -> {
          f.args().forEach(this::expr);
          if (f.roundingMode() != null) {
            expr(f.roundingMode());
          }
        }
        default -> {}
      }
    }
  }

  private void expr(Expr e) {
    switch (e) {
      case Expr.Binary b -> {
        if (b.op().isComparison() && DecodeTime.isFixed(b)) {
          compare(b.a(), b.b());
          compare(b.b(), b.a());
        }
        expr(b.a());
        expr(b.b());
      }
      case Expr.Unary u -> expr(u.a());
      case Expr.Extend x -> expr(x.a());
      case Expr.Slice s -> expr(s.a());
      case Expr.Concat c -> {
        expr(c.hi());
        expr(c.lo());
      }
      case Expr.Select s -> {
        expr(s.cond());
        expr(s.a());
        expr(s.b());
      }
      default -> {}
    }
  }

  private void compare(Expr value, Expr literal) {
    if (value instanceof Expr.Field f && literal instanceof Expr.Const c) {
      TreeSet<Long> values =
          candidates.computeIfAbsent(f.operand(), o -> new TreeSet<>(List.of(0L, 1L)));
      values.add(c.value());
      values.add(c.value() + 1);
      if (c.value() > 0) {
        values.add(c.value() - 1);
      }
    }
  }
}
