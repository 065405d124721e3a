package dev.orrery.engine.timing;

import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.ir.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A core's rule as it is for one instruction: what the decoded instruction says is filled in, and
 * what is known of the core's states there; choices that these decide are gone, and short functions
 * are in the place of their calls.
 */
public final class CoreSpecialiser {
  /** Statements of a function that is put in the place of a call, at most. */
  private static final int SHORT = 40;

  /** Statements of a rule that is worth having for each instruction, at most. */
  private static final int MOST = 200;

  private final CoreKnowledge known;
  private int locals;
  private int statements;

  /** New names of the locals of the routine at hand. */
  private Map<Integer, Expr.Tmp> names = new HashMap<>();

  private List<CoreStmt> out = new ArrayList<>();
  private final CoreFolding folding;

  private CoreSpecialiser(CoreKnowledge known) {
    this.known = known;
    this.folding = new CoreFolding(known, this::rename);
  }

  /**
   * The rule for one instruction, wherever it stands.
   *
   * @param input what the instruction says of an input; null if only execution decides it
   * @return a routine whose inputs are those that only execution decides; null if it is too long to
   *     have one for each instruction
   */
  public static @Nullable CoreRoutine of(
      CoreRoutine rule, Function<CoreInput, @Nullable Long> input) {
    CoreSpecialiser s = new CoreSpecialiser(new CoreKnowledge());
    CoreRoutine made = s.make(rule, input);
    return s.statements > MOST ? null : made;
  }

  /**
   * The rule for one instruction where it stands.
   *
   * @param rule what {@link #of} made for it
   * @param known what is known of the core's states before it; afterwards, behind it
   */
  public static CoreRoutine knowing(CoreRoutine rule, CoreKnowledge known) {
    return new CoreSpecialiser(known).make(rule, input -> null);
  }

  private CoreRoutine make(CoreRoutine rule, Function<CoreInput, @Nullable Long> input) {
    List<CoreInput> inputs = new ArrayList<>();
    List<Expr.Tmp> inputLocals = new ArrayList<>();
    for (int i = 0; i < rule.inputs().size(); i++) {
      CoreInput in = rule.inputs().get(i);
      Expr.Tmp local = rename(rule.inputLocals().get(i));
      Long value = input.apply(in);
      if (value != null) {
        set(local, new Expr.Const(local.width(), value));
      } else {
        inputs.add(in);
        inputLocals.add(local);
      }
    }
    stmts(rule.body());
    known.done();
    return CoreCleaner.clean(
        new CoreRoutine(rule.name(), inputs, inputLocals, List.of(), out, null));
  }

  /** What is known of the core's states behind a rule of which that was known before. */
  public static void suffer(CoreRoutine rule, CoreKnowledge known) {
    known.suffer(CoreEffects.of(rule.body()));
  }

  /** Whether there is a loop in {@code body} or in what it calls. */
  public static boolean loops(List<CoreStmt> body) {
    return CoreEffects.of(body).loops();
  }

  private Expr.Tmp rename(Expr.Tmp t) {
    return names.computeIfAbsent(t.id(), id -> new Expr.Tmp(t.width(), locals++));
  }

  private void set(Expr.Tmp local, Expr value) {
    known.set(local, known.of(value));
    out.add(new CoreStmt.Set(local, value));
  }

  private void stmts(List<CoreStmt> body) {
    body.forEach(this::stmt);
  }

  private void stmt(CoreStmt s) {
    statements++;
    switch (s) {
      case CoreStmt.Set set -> set(rename(set.local()), folding.fold(set.value()));
      case CoreStmt.Read r -> read(rename(r.local()), r.state(), folded(r.index()));
      case CoreStmt.Write w -> write(w.state(), folded(w.index()), folding.fold(w.value()));
      case CoreStmt.Look l -> {
        Expr address = folding.fold(l.address());
        Expr.Tmp local = rename(l.local());
        known.set(local, null);
        out.add(new CoreStmt.Look(local, l.fact(), address));
      }
      case CoreStmt.Now n -> {
        Expr.Tmp local = rename(n.local());
        known.set(local, Known.NOW);
        out.add(new CoreStmt.Now(local));
      }
      case CoreStmt.Call c -> call(c);
      case CoreStmt.If i -> conditional(i);
      case CoreStmt.While w -> loop(w);
      case CoreStmt.Enter e -> statements--; // what is made of this does not tell of stages
      case CoreStmt.Take t -> take(folding.fold(t.amount()), t.cause());
      case CoreStmt.Wait w -> await(folding.fold(w.time()), w.cause());
    }
  }

  private @Nullable Expr folded(@Nullable Expr e) {
    return e == null ? null : folding.fold(e);
  }

  /** The cell of {@code state} with that index; null if it is not known, or there is none. */
  private static CoreKnowledge.@Nullable Cell cell(CoreState state, @Nullable Expr index) {
    if (index == null) {
      return new CoreKnowledge.Cell(state, 0);
    }
    return index instanceof Expr.Const c && c.value() >= 0 && c.value() < state.cells()
        ? new CoreKnowledge.Cell(state, c.value())
        : null;
  }

  private void read(Expr.Tmp local, CoreState state, @Nullable Expr index) {
    CoreKnowledge.Cell cell = cell(state, index);
    if (cell == null) {
      known.set(local, null);
    } else {
      known.read(local, cell);
      Known value = known.at(cell);
      if (value != null && value.constant()) {
        out.add(new CoreStmt.Set(local, new Expr.Const(local.width(), value.low())));
        return;
      }
    }
    out.add(new CoreStmt.Read(local, state, index));
  }

  private void write(CoreState state, @Nullable Expr index, Expr value) {
    CoreKnowledge.Cell cell = cell(state, index);
    Known is = known.of(value);
    if (cell == null) {
      known.write(state);
    } else if (is != null && is.constant() && is.equals(known.at(cell))) {
      return;
    } else {
      known.write(cell, is);
    }
    out.add(new CoreStmt.Write(state, index, value));
  }

  private void take(Expr amount, Cause cause) {
    if (!(amount instanceof Expr.Const c)) {
      out.add(new CoreStmt.Take(amount, cause));
      known.pass();
    } else if (c.value() > 0) {
      out.add(new CoreStmt.Take(amount, cause));
      known.pass(c.value());
    }
  }

  private void await(Expr time, Cause cause) {
    Expr ahead = CoreFolding.ahead(time, 0, known);
    if (ahead == null) {
      return;
    }
    Known value = known.of(ahead);
    Long distance = value == null ? null : value.exactDistance();
    if (distance != null) {
      take(new Expr.Const(Long.SIZE, Math.max(0, distance)), cause);
      return;
    }
    out.add(new CoreStmt.Wait(ahead, cause));
    known.pass();
    CoreFolding.learnPast(ahead, 0, known);
  }

  private List<CoreStmt> block(List<CoreStmt> body) {
    List<CoreStmt> outer = out;
    out = new ArrayList<>();
    stmts(body);
    List<CoreStmt> made = out;
    out = outer;
    return made;
  }

  private void loop(CoreStmt.While w) {
    forget(w.before());
    forget(w.body());
    List<CoreStmt> before = block(w.before());
    Expr condition = folding.fold(w.condition());
    CoreKnowledge outside = known.copy();
    List<CoreStmt> body = block(w.body());
    known.become(outside);
    out.add(new CoreStmt.While(before, condition, body));
  }

  /** What a loop changes is not known where it begins. */
  private void forget(List<CoreStmt> body) {
    CoreEffects effects = CoreEffects.of(body);
    known.suffer(effects);
    effects.locals().forEach((id, width) -> known.set(rename(new Expr.Tmp(width, id)), null));
  }

  private void conditional(CoreStmt.If i) {
    Expr condition = folding.fold(i.condition());
    if (condition instanceof Expr.Const c) {
      stmts(c.value() != 0 ? i.then() : i.otherwise());
      return;
    }
    CoreKnowledge before = known.copy();
    CoreFolding.learn(condition, true, known);
    List<CoreStmt> then = block(i.then());
    CoreKnowledge behindThen = known.copy();
    known.become(before);
    CoreFolding.learn(condition, false, known);
    List<CoreStmt> otherwise = block(i.otherwise());
    known.meet(behindThen);
    out.add(new CoreStmt.If(condition, then, otherwise));
  }

  private void call(CoreStmt.Call c) {
    CoreRoutine f = c.function();
    List<Expr> arguments = c.arguments().stream().map(folding::fold).toList();
    Expr.Tmp result = c.result() == null ? null : rename(c.result());
    if (length(f.body()) > SHORT) {
      known.suffer(CoreEffects.of(f.body()));
      if (result != null) {
        known.set(result, null);
      }
      out.add(new CoreStmt.Call(result, f, arguments));
      return;
    }
    Map<Integer, Expr.Tmp> outer = names;
    names = new HashMap<>();
    int i = 0;
    for (Expr.Tmp t : f.inputLocals()) {
      set(rename(t), arguments.get(i++));
    }
    for (Expr.Tmp t : f.parameters()) {
      set(rename(t), arguments.get(i++));
    }
    stmts(f.body());
    Expr value = folded(f.result());
    names = outer;
    if (result != null && value != null) {
      set(result, value);
    }
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
}
