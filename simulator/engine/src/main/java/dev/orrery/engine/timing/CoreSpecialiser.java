package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Fold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A core's rule as it is for one instruction: what the decoded instruction says is filled in,
 * choices that it decides are gone, and short functions are in the place of their calls.
 */
public final class CoreSpecialiser {
  /** Statements of a function that is put in the place of a call, at most. */
  private static final int SHORT = 40;

  /** Statements of a rule that is worth having for each instruction, at most. */
  private static final int MOST = 200;

  private int locals;
  private int statements;

  /** Values of the locals that are known here. */
  private Map<Integer, Long> known = new HashMap<>();

  private CoreSpecialiser() {}

  /**
   * The rule for one instruction.
   *
   * @param known what the decoded instruction says of an input that it decides
   * @return a routine whose inputs are those that only execution decides; null if it is too long to
   *     have one for each instruction
   */
  public static @Nullable CoreRoutine of(CoreRoutine rule, ToLongFunction<CoreInput> known) {
    CoreSpecialiser s = new CoreSpecialiser();
    Map<Integer, Expr.Tmp> names = new HashMap<>();
    List<CoreInput> inputs = new ArrayList<>();
    List<Expr.Tmp> inputLocals = new ArrayList<>();
    List<CoreStmt> body = new ArrayList<>();
    for (int i = 0; i < rule.inputs().size(); i++) {
      CoreInput input = rule.inputs().get(i);
      Expr.Tmp local = s.rename(rule.inputLocals().get(i), names);
      if (input.isKnown()) {
        s.set(local, new Expr.Const(local.width(), known.applyAsLong(input)), body);
      } else {
        inputs.add(input);
        inputLocals.add(local);
      }
    }
    s.stmts(rule.body(), names, body);
    return s.statements > MOST
        ? null
        : new CoreRoutine(rule.name(), inputs, inputLocals, List.of(), body, null);
  }

  private Expr.Tmp rename(Expr.Tmp t, Map<Integer, Expr.Tmp> names) {
    return names.computeIfAbsent(t.id(), id -> new Expr.Tmp(t.width(), locals++));
  }

  private void set(Expr.Tmp local, Expr value, List<CoreStmt> out) {
    if (value instanceof Expr.Const c) {
      known.put(local.id(), c.value());
    } else {
      known.remove(local.id());
    }
    out.add(new CoreStmt.Set(local, value));
  }

  private void unknown(Expr.Tmp local) {
    known.remove(local.id());
  }

  private void stmts(List<CoreStmt> body, Map<Integer, Expr.Tmp> names, List<CoreStmt> out) {
    for (CoreStmt s : body) {
      stmt(s, names, out);
    }
  }

  private void stmt(CoreStmt s, Map<Integer, Expr.Tmp> names, List<CoreStmt> out) {
    statements++;
    switch (s) {
      case CoreStmt.Set set -> set(rename(set.local(), names), expr(set.value(), names), out);
      case CoreStmt.Read r -> {
        Expr.Tmp local = rename(r.local(), names);
        unknown(local);
        out.add(new CoreStmt.Read(local, r.state(), optional(r.index(), names)));
      }
      case CoreStmt.Write w ->
          out.add(
              new CoreStmt.Write(w.state(), optional(w.index(), names), expr(w.value(), names)));
      case CoreStmt.Look l -> {
        Expr address = expr(l.address(), names);
        Expr.Tmp local = rename(l.local(), names);
        unknown(local);
        out.add(new CoreStmt.Look(local, l.fact(), address));
      }
      case CoreStmt.Now n -> {
        Expr.Tmp local = rename(n.local(), names);
        unknown(local);
        out.add(new CoreStmt.Now(local));
      }
      case CoreStmt.Call c -> call(c, names, out);
      case CoreStmt.If i -> conditional(i, names, out);
      case CoreStmt.While w -> {
        forget(w.before(), names);
        forget(w.body(), names);
        List<CoreStmt> before = new ArrayList<>();
        stmts(w.before(), names, before);
        Expr condition = expr(w.condition(), names);
        Map<Integer, Long> outside = new HashMap<>(known);
        List<CoreStmt> body = new ArrayList<>();
        stmts(w.body(), names, body);
        known = outside;
        out.add(new CoreStmt.While(before, condition, body));
      }
      case CoreStmt.Enter e -> statements--; // what is made of this does not tell of stages
      case CoreStmt.Take t -> out.add(new CoreStmt.Take(expr(t.amount(), names), t.cause()));
      case CoreStmt.Wait w -> out.add(new CoreStmt.Wait(expr(w.time(), names), w.cause()));
    }
  }

  /** What a loop sets is not known where it begins. */
  private void forget(List<CoreStmt> body, Map<Integer, Expr.Tmp> names) {
    for (CoreStmt s : body) {
      switch (s) {
        case CoreStmt.Set set -> unknown(rename(set.local(), names));
        case CoreStmt.If i -> {
          forget(i.then(), names);
          forget(i.otherwise(), names);
        }
        case CoreStmt.While w -> {
          forget(w.before(), names);
          forget(w.body(), names);
        }
        default -> {}
      }
    }
  }

  private void conditional(CoreStmt.If i, Map<Integer, Expr.Tmp> names, List<CoreStmt> out) {
    Expr condition = expr(i.condition(), names);
    if (condition instanceof Expr.Const c) {
      stmts(c.value() != 0 ? i.then() : i.otherwise(), names, out);
      return;
    }
    Map<Integer, Long> before = new HashMap<>(known);
    List<CoreStmt> then = new ArrayList<>();
    stmts(i.then(), names, then);
    Map<Integer, Long> behindThen = known;
    known = before;
    List<CoreStmt> otherwise = new ArrayList<>();
    stmts(i.otherwise(), names, otherwise);
    known.entrySet().removeIf(e -> !e.getValue().equals(behindThen.get(e.getKey())));
    out.add(new CoreStmt.If(condition, then, otherwise));
  }

  private void call(CoreStmt.Call c, Map<Integer, Expr.Tmp> names, List<CoreStmt> out) {
    CoreRoutine f = c.function();
    List<Expr> arguments = new ArrayList<>();
    c.arguments().forEach(a -> arguments.add(expr(a, names)));
    Expr.Tmp result = c.result() == null ? null : rename(c.result(), names);
    if (length(f.body()) > SHORT) {
      if (result != null) {
        unknown(result);
      }
      out.add(new CoreStmt.Call(result, f, arguments));
      return;
    }
    Map<Integer, Expr.Tmp> inner = new HashMap<>();
    int i = 0;
    for (Expr.Tmp t : f.inputLocals()) {
      set(rename(t, inner), arguments.get(i++), out);
    }
    for (Expr.Tmp t : f.parameters()) {
      set(rename(t, inner), arguments.get(i++), out);
    }
    stmts(f.body(), inner, out);
    if (result != null && f.result() != null) {
      set(result, expr(f.result(), inner), out);
    }
  }

  /** Whether there is a loop in {@code body} or in what it calls. */
  public static boolean loops(List<CoreStmt> body) {
    for (CoreStmt s : body) {
      boolean loops =
          switch (s) {
            case CoreStmt.While w -> true;
            case CoreStmt.If i -> loops(i.then()) || loops(i.otherwise());
            case CoreStmt.Call c -> loops(c.function().body());
            default -> false;
          };
      if (loops) {
        return true;
      }
    }
    return false;
  }

  private static int length(List<CoreStmt> body) {
    int length = 0;
    for (CoreStmt s : body) {
      length +=
          switch (s) {
            case CoreStmt.If i -> 1 + length(i.then()) + length(i.otherwise());
            case CoreStmt.While w -> SHORT; // a loop stays where it is
            case CoreStmt.Call c -> {
              int called = length(c.function().body());
              yield called > SHORT ? 1 : 1 + called;
            }
            case CoreStmt.Enter e -> 0;
            default -> 1;
          };
    }
    return length;
  }

  private @Nullable Expr optional(@Nullable Expr e, Map<Integer, Expr.Tmp> names) {
    return e == null ? null : expr(e, names);
  }

  private Expr expr(Expr e, Map<Integer, Expr.Tmp> names) {
    return switch (e) {
      case Expr.Tmp t -> {
        Expr.Tmp local = rename(t, names);
        Long value = known.get(local.id());
        yield value == null ? local : new Expr.Const(local.width(), value);
      }
      case Expr.Unary u -> {
        Expr a = expr(u.a(), names);
        yield a instanceof Expr.Const c
            ? new Expr.Const(u.width(), Fold.unary(u.op(), u.width(), a.width(), c.value()))
            : new Expr.Unary(u.op(), u.width(), a);
      }
      case Expr.Binary b -> {
        Expr x = expr(b.a(), names);
        Expr y = expr(b.b(), names);
        int width = b.op().isComparison() ? 1 : x.width();
        yield x instanceof Expr.Const c && y instanceof Expr.Const d
            ? new Expr.Const(width, Fold.binary(b.op(), x.width(), c.value(), d.value()))
            : new Expr.Binary(b.op(), x, y);
      }
      case Expr.Extend x -> {
        Expr a = expr(x.a(), names);
        yield a instanceof Expr.Const c
            ? new Expr.Const(x.width(), x.signed() ? Bits.sext(c.value(), a.width()) : c.value())
            : new Expr.Extend(x.signed(), x.width(), a);
      }
      case Expr.Slice s -> {
        Expr a = expr(s.a(), names);
        yield a instanceof Expr.Const c
            ? new Expr.Const(s.width(), c.value() >>> s.lo())
            : new Expr.Slice(a, s.hi(), s.lo());
      }
      case Expr.Select s -> {
        Expr condition = expr(s.cond(), names);
        yield condition instanceof Expr.Const c
            ? expr(c.value() != 0 ? s.a() : s.b(), names)
            : new Expr.Select(condition, expr(s.a(), names), expr(s.b(), names));
      }
      default -> e;
    };
  }
}
