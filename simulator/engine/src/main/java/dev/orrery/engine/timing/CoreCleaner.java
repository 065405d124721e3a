package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.ir.Expr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes out of a routine what sets locals that nobody uses. */
final class CoreCleaner {
  private final Set<Integer> used = new HashSet<>();

  /** Whether something was taken out. */
  private boolean changed;

  private CoreCleaner() {}

  /** {@code routine} without what nobody uses. */
  static CoreRoutine clean(CoreRoutine routine) {
    List<CoreStmt> body = routine.body();
    boolean again = true;
    while (again) {
      CoreCleaner c = new CoreCleaner();
      c.look(body);
      if (routine.result() != null) {
        c.look(routine.result());
      }
      body = c.without(body);
      again = c.changed;
    }
    return new CoreRoutine(
        routine.name(),
        routine.inputs(),
        routine.inputLocals(),
        routine.parameters(),
        body,
        routine.result());
  }

  private void look(List<CoreStmt> body) {
    for (CoreStmt s : body) {
      switch (s) {
        case CoreStmt.Set set -> look(set.value());
        case CoreStmt.Read r -> look(r.index());
        case CoreStmt.Write w -> {
          look(w.index());
          look(w.value());
        }
        case CoreStmt.Look l -> look(l.address());
        case CoreStmt.Now n -> {}
        case CoreStmt.Call c -> c.arguments().forEach(this::look);
        case CoreStmt.If i -> {
          look(i.condition());
          look(i.then());
          look(i.otherwise());
        }
        case CoreStmt.While w -> {
          look(w.before());
          look(w.condition());
          look(w.body());
        }
        case CoreStmt.Enter e -> {
          look(e.before());
          look(e.time());
        }
        case CoreStmt.Take t -> look(t.amount());
        case CoreStmt.Wait w -> look(w.time());
      }
    }
  }

  private void look(@Nullable Expr e) {
    switch (e) {
      case null -> {}
      case Expr.Tmp t -> used.add(t.id());
      case Expr.Unary u -> look(u.a());
      case Expr.Binary b -> {
        look(b.a());
        look(b.b());
      }
      case Expr.Extend x -> look(x.a());
      case Expr.Slice s -> look(s.a());
      case Expr.Concat c -> {
        look(c.hi());
        look(c.lo());
      }
      case Expr.Select s -> {
        look(s.cond());
        look(s.a());
        look(s.b());
      }
      default -> {}
    }
  }

  private List<CoreStmt> without(List<CoreStmt> body) {
    List<CoreStmt> kept = new ArrayList<>(body.size());
    for (CoreStmt s : body) {
      switch (s) {
        case CoreStmt.Set set when isUnused(set.local()) -> changed = true;
        case CoreStmt.Look l when isUnused(l.local()) -> changed = true;
        case CoreStmt.Now n when isUnused(n.local()) -> changed = true;
        case CoreStmt.Read r when isUnused(r.local()) && cannotFail(r) -> changed = true;
        case CoreStmt.If i -> {
          List<CoreStmt> then = without(i.then());
          List<CoreStmt> otherwise = without(i.otherwise());
          if (then.isEmpty() && otherwise.isEmpty()) {
            changed = true;
          } else {
            kept.add(new CoreStmt.If(i.condition(), then, otherwise));
          }
        }
        case CoreStmt.While w ->
            kept.add(new CoreStmt.While(without(w.before()), w.condition(), without(w.body())));
        default -> kept.add(s);
      }
    }
    return kept;
  }

  private boolean isUnused(Expr.Tmp local) {
    return !used.contains(local.id());
  }

  private static boolean cannotFail(CoreStmt.Read r) {
    return r.index() == null
        || r.index() instanceof Expr.Const c && c.value() >= 0 && c.value() < r.state().cells();
  }
}
