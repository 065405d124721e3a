package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Simplify;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a routine what sets locals that nobody uses, and puts what a local is set to in the
 * place of its only use (forward substitution).
 */
final class CoreCleaner {
  private final Map<Integer, Integer> uses = new HashMap<>();

  /** How often locals are set; in a loop, more than once. */
  private final Map<Integer, Integer> sets = new HashMap<>();

  /** What stands for locals that are set once. */
  private final Map<Integer, Expr> forwarded = new HashMap<>();

  private int loops;

  /** Whether something was taken out. */
  private boolean changed;

  private CoreCleaner() {}

  /** {@code routine} without what nobody uses. */
  static CoreRoutine clean(CoreRoutine routine) {
    List<CoreStmt> body = routine.body();
    Expr result = routine.result();
    boolean again = true;
    while (again) {
      CoreCleaner c = new CoreCleaner();
      routine.inputLocals().forEach(c::set);
      routine.parameters().forEach(c::set);
      c.look(body);
      c.use(result);
      body = c.without(body);
      result = c.inOrNull(result);
      again = c.changed;
    }
    return new CoreRoutine(
        routine.name(),
        routine.inputs(),
        routine.inputLocals(),
        routine.parameters(),
        body,
        result);
  }

  private void look(List<CoreStmt> body) {
    for (CoreStmt s : body) {
      switch (s) {
        case CoreStmt.Set set -> {
          set(set.local());
          use(set.value());
        }
        case CoreStmt.Read r -> {
          set(r.local());
          use(r.index());
        }
        case CoreStmt.Write w -> {
          use(w.index());
          use(w.value());
        }
        case CoreStmt.Look l -> {
          set(l.local());
          use(l.address());
        }
        case CoreStmt.Now n -> set(n.local());
        case CoreStmt.Call c -> {
          set(c.result());
          c.arguments().forEach(this::use);
        }
        case CoreStmt.If i -> {
          use(i.condition());
          look(i.then());
          look(i.otherwise());
        }
        case CoreStmt.While w -> {
          loops++;
          look(w.before());
          use(w.condition());
          look(w.body());
          loops--;
        }
        case CoreStmt.Enter e -> {
          look(e.before());
          use(e.time());
        }
        case CoreStmt.Take t -> use(t.amount());
        case CoreStmt.Wait w -> use(w.time());
      }
    }
  }

  private void set(Expr.@Nullable Tmp local) {
    if (local != null) {
      sets.merge(local.id(), loops > 0 ? 2 : 1, Integer::sum);
    }
  }

  private void use(@Nullable Expr e) {
    switch (e) {
      case null -> {}
      case Expr.Tmp t -> uses.merge(t.id(), 1, Integer::sum);
      case Expr.Unary u -> use(u.a());
      case Expr.Binary b -> {
        use(b.a());
        use(b.b());
      }
      case Expr.Extend x -> use(x.a());
      case Expr.Slice s -> use(s.a());
      case Expr.Concat c -> {
        use(c.hi());
        use(c.lo());
      }
      case Expr.Select s -> {
        use(s.cond());
        use(s.a());
        use(s.b());
      }
      default -> {}
    }
  }

  private List<CoreStmt> without(List<CoreStmt> body) {
    List<CoreStmt> kept = new ArrayList<>(body.size());
    for (CoreStmt s : body) {
      switch (s) {
        case CoreStmt.Set set when isUnused(set.local()) -> changed = true;
        case CoreStmt.Set set -> {
          Expr value = in(set.value());
          if (isForwarded(set.local(), value)) {
            forwarded.put(set.local().id(), value);
            changed = true;
          } else {
            kept.add(new CoreStmt.Set(set.local(), value));
          }
        }
        case CoreStmt.Look l when isUnused(l.local()) -> changed = true;
        case CoreStmt.Look l -> kept.add(new CoreStmt.Look(l.local(), l.fact(), in(l.address())));
        case CoreStmt.Now n when isUnused(n.local()) -> changed = true;
        case CoreStmt.Read r when isUnused(r.local()) && cannotFail(r) -> changed = true;
        case CoreStmt.Read r ->
            kept.add(new CoreStmt.Read(r.local(), r.state(), inOrNull(r.index())));
        case CoreStmt.Write w ->
            kept.add(new CoreStmt.Write(w.state(), inOrNull(w.index()), in(w.value())));
        case CoreStmt.Call c -> {
          List<Expr> arguments = c.arguments().stream().map(this::in).toList();
          kept.add(new CoreStmt.Call(c.result(), c.function(), arguments));
        }
        case CoreStmt.If i -> {
          Expr condition = in(i.condition());
          List<CoreStmt> then = without(i.then());
          List<CoreStmt> otherwise = without(i.otherwise());
          if (then.isEmpty() && otherwise.isEmpty()) {
            changed = true;
          } else if (then.isEmpty()) {
            kept.add(new CoreStmt.If(Simplify.not(condition), otherwise, List.of()));
          } else {
            kept.add(new CoreStmt.If(condition, then, otherwise));
          }
        }
        case CoreStmt.While w -> {
          List<CoreStmt> before = without(w.before());
          kept.add(new CoreStmt.While(before, in(w.condition()), without(w.body())));
        }
        case CoreStmt.Take t -> kept.add(new CoreStmt.Take(in(t.amount()), t.cause()));
        case CoreStmt.Wait w -> kept.add(new CoreStmt.Wait(in(w.time()), w.cause()));
        case CoreStmt.Now n -> kept.add(n);
        case CoreStmt.Enter e ->
            kept.add(new CoreStmt.Enter(e.stage(), without(e.before()), in(e.time())));
      }
    }
    return kept;
  }

  /** Whether {@code value}, to which {@code local} is set, can stand where it is used. */
  private boolean isForwarded(Expr.Tmp local, Expr value) {
    if (!isSetOnce(local) || !staysTheSame(value)) {
      return false;
    }
    boolean isShort = value instanceof Expr.Const || value instanceof Expr.Tmp;
    return isShort || uses.getOrDefault(local.id(), 0) == 1;
  }

  private boolean isSetOnce(Expr.Tmp local) {
    return sets.getOrDefault(local.id(), 0) == 1;
  }

  private boolean staysTheSame(Expr e) {
    return switch (e) {
      case Expr.Const c -> true;
      case Expr.Tmp t -> isSetOnce(t);
      case Expr.Unary u -> staysTheSame(u.a());
      case Expr.Binary b -> staysTheSame(b.a()) && staysTheSame(b.b());
      case Expr.Extend x -> staysTheSame(x.a());
      case Expr.Slice s -> staysTheSame(s.a());
      case Expr.Concat c -> staysTheSame(c.hi()) && staysTheSame(c.lo());
      case Expr.Select s -> staysTheSame(s.cond()) && staysTheSame(s.a()) && staysTheSame(s.b());
      default -> false;
    };
  }

  private @Nullable Expr inOrNull(@Nullable Expr e) {
    return e == null ? null : in(e);
  }

  /** {@code e} with what stands for its locals. */
  private Expr in(Expr e) {
    return switch (e) {
      case Expr.Tmp t -> forwarded.getOrDefault(t.id(), t);
      case Expr.Unary u -> Simplify.unary(u.op(), u.width(), in(u.a()));
      case Expr.Binary b -> Simplify.binary(b.op(), in(b.a()), in(b.b()));
      case Expr.Extend x -> Simplify.extend(x.signed(), x.width(), in(x.a()));
      case Expr.Slice s -> Simplify.slice(in(s.a()), s.hi(), s.lo());
      case Expr.Concat c -> Simplify.concat(in(c.hi()), in(c.lo()));
      case Expr.Select s -> Simplify.select(in(s.cond()), in(s.a()), in(s.b()));
      default -> e;
    };
  }

  private boolean isUnused(Expr.Tmp local) {
    return !uses.containsKey(local.id());
  }

  private static boolean cannotFail(CoreStmt.Read r) {
    return r.index() == null
        || r.index() instanceof Expr.Const c && c.value() >= 0 && c.value() < r.state().cells();
  }
}
