package dev.orrery.engine.timing.memo;

import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which states of a core hold times, because what is waited for is made of them. */
final class WaitedFor {
  private record Local(CoreRoutine routine, int number) {}

  /** Locals, states, and routines for their values. */
  private final Set<Object> times = new HashSet<>();

  private final Set<CoreRoutine> routines = new LinkedHashSet<>();
  private boolean grows = true;

  WaitedFor(CoreTable table) {
    routines.addAll(table.functions());
    routines.addAll(table.rules());
    while (grows) {
      grows = false;
      for (CoreRoutine r : routines) {
        stmts(r, r.body());
        if (times.contains(r)) {
          time(r, r.result());
        }
      }
    }
  }

  /** Whether {@code state} holds such times. */
  boolean holds(CoreState state) {
    return times.contains(state);
  }

  private void add(Object time) {
    grows |= times.add(time);
  }

  private void stmts(CoreRoutine in, List<CoreStmt> body) {
    body.forEach(s -> stmt(in, s));
  }

  private void stmt(CoreRoutine in, CoreStmt s) {
    switch (s) {
      case CoreStmt.Wait w -> time(in, w.time());
      case CoreStmt.Set set -> {
        if (isTime(in, set.local())) {
          time(in, set.value());
        }
      }
      case CoreStmt.Read r -> {
        if (isTime(in, r.local())) {
          add(r.state());
        }
      }
      case CoreStmt.Write w -> {
        if (holds(w.state())) {
          time(in, w.value());
        }
      }
      case CoreStmt.Call c -> {
        if (c.result() != null && isTime(in, c.result())) {
          add(c.function());
        }
        int inputs = c.function().inputLocals().size();
        for (int i = inputs; i < c.arguments().size(); i++) {
          if (isTime(c.function(), c.function().parameters().get(i - inputs))) {
            time(in, c.arguments().get(i));
          }
        }
      }
      case CoreStmt.If i -> {
        stmts(in, i.then());
        stmts(in, i.otherwise());
      }
      case CoreStmt.While w -> {
        stmts(in, w.before());
        stmts(in, w.body());
      }
      case CoreStmt.Look l -> {}
      case CoreStmt.Now n -> {}
      case CoreStmt.Take t -> {}
      case CoreStmt.Enter e -> {}
    }
  }

  private boolean isTime(CoreRoutine in, Expr.Tmp local) {
    return times.contains(new Local(in, local.id()));
  }

  /** {@code e} is a time; in a sum, it stands first. */
  private void time(CoreRoutine in, @Nullable Expr e) {
    switch (e) {
      case Expr.Tmp t -> add(new Local(in, t.id()));
      case Expr.Select s -> {
        time(in, s.a());
        time(in, s.b());
      }
      case Expr.Binary b -> {
        time(in, b.a());
        if (b.op() == BinaryOp.MAX_S || b.op() == BinaryOp.MIN_S) {
          time(in, b.b());
        }
      }
      case null, default -> {}
    }
  }
}
