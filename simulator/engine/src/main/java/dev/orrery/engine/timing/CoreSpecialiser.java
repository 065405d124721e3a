package dev.orrery.engine.timing;

import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CodeFact;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Simplify;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A core's rule as it is for one instruction: what the decoded instruction says is filled in, and
 * what is known of the core's states there; choices that these decide are gone, and short functions
 * are in the place of their calls.
 */
public final class CoreSpecialiser {
  /**
   * Which functions are short.
   *
   * @param always statements of what is left of one that is put in the place of a call, at most
   * @param inBranch the same where the call may not be reached: HotSpot knows whether it often is
   */
  private record Short(int always, int inBranch) {}

  private static final Short AT_AN_INSTRUCTION = new Short(40, 2);

  /** In a method, which is there once. */
  private static final Short IN_A_METHOD = new Short(100, 12);

  /** Where nothing is made of it: fewer statements are looked at, too. */
  private static final Short ANYWHERE = new Short(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** Statements of a rule that is worth having for each instruction, at most. */
  static final int MOST = 64;

  /** The same before anything is known of states. */
  private static final int MOST_BEFORE = 4 * MOST;

  /** So often a loop is made longer where it is known to go round. */
  private static final int MOST_ROUNDS = 8;

  /** Statements that are looked at, after which calls stay calls: they may double at each level. */
  private static final int PATIENCE = 2_000;

  /** The same where most of them are known to be short. */
  private static final int KNOWING = 300;

  /** The same where nothing is made of a rule. */
  private static final int FOLLOWED = 400;

  private final Short isShort;
  private final CoreKnowledge known;
  private final Sight sight;
  private final CoreValues values = new CoreValues();
  private int locals;
  private int seen;

  /** Branches that the statement at hand is in. */
  private int branches;

  /** New names of the locals of the routine at hand. */
  private Map<Integer, Expr.Tmp> names = new HashMap<>();

  private List<CoreStmt> out = new ArrayList<>();
  private final CoreFolding folding;

  /** What may be said of the code of a program. */
  @FunctionalInterface
  public interface Sight {
    /** A fact about what stands at {@code address}; null if only execution decides it. */
    @Nullable Long look(CodeFact fact, long address);
  }

  private static final Sight NO_SIGHT = (fact, address) -> null;

  private CoreSpecialiser(Short isShort, CoreKnowledge known, Sight sight) {
    this.isShort = isShort;
    this.known = known;
    this.sight = sight;
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
    CoreRoutine made =
        new CoreSpecialiser(AT_AN_INSTRUCTION, new CoreKnowledge(), NO_SIGHT).make(rule, input);
    return CoreLength.of(made.body()) > MOST_BEFORE ? null : made;
  }

  /**
   * The rule for one instruction where it stands.
   *
   * @param rule what {@link #of} made for it
   * @param input as there, for the inputs that were left open
   * @param known what is known of the core's states before it; afterwards, behind it
   * @param sight what is known of code
   * @return null if it is too long to have one for each instruction
   */
  public static @Nullable CoreRoutine knowing(
      CoreRoutine rule,
      Function<CoreInput, @Nullable Long> input,
      CoreKnowledge known,
      Sight sight) {
    CoreKnowledge before = known.copy();
    CoreSpecialiser s = new CoreSpecialiser(AT_AN_INSTRUCTION, known, sight);
    s.seen = PATIENCE - KNOWING;
    CoreRoutine made = s.make(rule, input);
    if (CoreLength.of(made.body()) <= MOST) {
      return made;
    }
    known.become(before);
    suffer(rule, known);
    return null;
  }

  /** What is known behind {@code rule}, whatever instruction it is for. */
  static void follow(CoreRoutine rule, CoreKnowledge known) {
    CoreSpecialiser s = new CoreSpecialiser(ANYWHERE, known, NO_SIGHT);
    s.seen = PATIENCE - FOLLOWED;
    s.make(rule, input -> null);
  }

  /** {@code routine}, whatever it is told of, with short functions in the place of their calls. */
  static CoreRoutine whole(CoreRoutine routine) {
    CoreSpecialiser s = new CoreSpecialiser(IN_A_METHOD, new CoreKnowledge(), NO_SIGHT);
    List<Expr.Tmp> inputs = routine.inputLocals().stream().map(s::rename).toList();
    List<Expr.Tmp> parameters = routine.parameters().stream().map(s::rename).toList();
    s.stmts(routine.body());
    Expr result = s.folded(routine.result());
    return CoreCleaner.clean(
        new CoreRoutine(routine.name(), routine.inputs(), inputs, parameters, s.out, result));
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

  private Expr.Tmp rename(Expr.Tmp t) {
    return names.computeIfAbsent(t.id(), id -> new Expr.Tmp(t.width(), locals++));
  }

  private void set(Expr.Tmp local, Expr value) {
    values.set(local, value);
    known.set(local, known.of(value));
    out.add(new CoreStmt.Set(local, value));
  }

  private void stmts(List<CoreStmt> body) {
    body.forEach(this::stmt);
  }

  private void stmt(CoreStmt s) {
    seen++;
    switch (s) {
      case CoreStmt.Set set -> set(rename(set.local()), folding.fold(set.value()));
      case CoreStmt.Read r -> read(rename(r.local()), r.state(), folded(r.index()));
      case CoreStmt.Write w -> write(w.state(), folded(w.index()), folding.fold(w.value()));
      case CoreStmt.Look l -> {
        Expr address = folding.fold(l.address());
        Expr.Tmp local = rename(l.local());
        Long seen = address instanceof Expr.Const c ? sight.look(l.fact(), c.value()) : null;
        if (seen != null) {
          set(local, new Expr.Const(local.width(), seen));
        } else {
          unknown(local);
          out.add(new CoreStmt.Look(local, l.fact(), address));
        }
      }
      case CoreStmt.Now n -> {
        Expr.Tmp local = rename(n.local());
        values.set(local);
        known.set(local, Known.NOW);
        out.add(new CoreStmt.Now(local));
      }
      case CoreStmt.Call c -> call(c);
      case CoreStmt.If i -> conditional(i);
      case CoreStmt.While w -> loop(w);
      case CoreStmt.Enter e -> {} // what is made of this does not tell of stages
      case CoreStmt.Take t -> take(folding.fold(t.amount()), t.cause());
      case CoreStmt.Wait w -> await(folding.fold(w.time()), w.cause());
    }
  }

  private void unknown(Expr.Tmp local) {
    values.set(local);
    known.set(local, null);
  }

  private @Nullable Expr folded(@Nullable Expr e) {
    return e == null ? null : folding.fold(e);
  }

  /** The cell of {@code state} with that index; null if it is not known, or there is none. */
  static CoreKnowledge.@Nullable Cell cell(CoreState state, @Nullable Expr index) {
    if (index == null) {
      return new CoreKnowledge.Cell(state, 0);
    }
    return index instanceof Expr.Const c && c.value() >= 0 && c.value() < state.cells()
        ? new CoreKnowledge.Cell(state, c.value())
        : null;
  }

  private void read(Expr.Tmp local, CoreState state, @Nullable Expr index) {
    CoreKnowledge.Cell cell = cell(state, index);
    Expr.Tmp holding = values.holding(state, index);
    if (cell != null) {
      Known value = known.at(cell);
      Expr same = value == null ? null : same(value);
      if (same != null) {
        set(local, same);
        known.read(local, cell);
        return;
      }
    }
    if (holding != null && !holding.equals(local)) {
      set(local, holding);
    } else {
      unknown(local);
      out.add(new CoreStmt.Read(local, state, index));
      values.hold(local, state, index);
    }
    if (cell != null) {
      known.read(local, cell);
    } else {
      known.read(local, state);
    }
  }

  /** What is equal to the value of a state of which this is known; null if that says too little. */
  private @Nullable Expr same(Known value) {
    if (value.isOne()) {
      return new Expr.Const(Long.SIZE, value.low());
    }
    Long distance = value.exactDistance();
    if (distance == null) {
      return null;
    }
    Expr.Tmp now = new Expr.Tmp(Long.SIZE, locals++);
    unknown(now);
    known.set(now, Known.NOW);
    out.add(new CoreStmt.Now(now));
    return Simplify.binary(BinaryOp.ADD, now, new Expr.Const(Long.SIZE, distance));
  }

  private void write(CoreState state, @Nullable Expr index, Expr value) {
    CoreKnowledge.Cell cell = cell(state, index);
    Known is = known.of(value);
    if (cell == null) {
      known.write(state, is);
    } else if (is != null && is.isOne() && is.equals(known.at(cell))) {
      return;
    } else {
      known.write(cell, is);
    }
    values.forget(Set.of(state));
    if (value instanceof Expr.Tmp local) {
      values.hold(local, state, index);
    }
    out.add(new CoreStmt.Write(state, index, value));
  }

  private void take(Expr amount, Cause cause) {
    Known value = known.of(amount);
    if (value == null || !value.number()) {
      out.add(new CoreStmt.Take(amount, cause));
      known.pass();
    } else if (value.high() > 0) {
      out.add(new CoreStmt.Take(amount, cause));
      known.pass(Math.max(0, value.low()), value.high());
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
    if (value == null || value.number() || value.high() < 0) {
      known.pass();
    } else if (value.low() >= 0) {
      known.pass(value.low(), value.high());
      learnExactly(ahead, Known.NOW);
      return;
    } else {
      known.pass(0, value.high());
    }
    CoreFolding.learnPast(ahead, 0, known);
  }

  /** This has turned out of {@code e}, and so something of what it was computed from. */
  private void learnExactly(Expr e, Known value) {
    if (e instanceof Expr.Tmp t) {
      known.learn(t, value);
      Expr sum = values.sum(t);
      if (sum != null) {
        learnExactly(sum, value);
      }
    } else if (e instanceof Expr.Binary(BinaryOp op, Expr.Tmp t, Expr.Const c)
        && op == BinaryOp.ADD) {
      Known before = Known.difference(value, Known.one(c.value()));
      if (before != null) {
        learnExactly(t, before);
      }
    }
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
    for (int round = 0; round < MOST_ROUNDS && seen < PATIENCE; round++) {
      CoreKnowledge start = known.copy();
      CoreValues held = values.copy();
      List<CoreStmt> before = block(w.before());
      if (!(folding.fold(w.condition()) instanceof Expr.Const c)) {
        known.become(start);
        values.become(held);
        break;
      }
      out.addAll(before);
      if (c.value() == 0) {
        return;
      }
      stmts(w.body());
    }
    goesRound(w);
  }

  private void goesRound(CoreStmt.While w) {
    forget(w.before());
    forget(w.body());
    branches++;
    List<CoreStmt> before = block(w.before());
    Expr condition = folding.fold(w.condition());
    CoreKnowledge outside = known.copy();
    CoreValues held = values.copy();
    List<CoreStmt> body = block(w.body());
    branches--;
    known.become(outside);
    values.become(held);
    out.add(new CoreStmt.While(before, condition, body));
  }

  /** What a loop changes is not known where it begins. */
  private void forget(List<CoreStmt> body) {
    CoreEffects effects = CoreEffects.of(body);
    suffer(effects);
    effects.locals().forEach((id, width) -> unknown(rename(new Expr.Tmp(width, id))));
  }

  private void suffer(CoreEffects effects) {
    values.forget(effects.written());
    known.suffer(effects);
  }

  private void conditional(CoreStmt.If i) {
    Expr condition = folding.fold(i.condition());
    if (condition instanceof Expr.Const c) {
      stmts(c.value() != 0 ? i.then() : i.otherwise());
      return;
    }
    CoreKnowledge before = known.copy();
    CoreValues held = values.copy();
    branches++;
    CoreFolding.learn(condition, true, known);
    List<CoreStmt> then = block(i.then());
    CoreKnowledge behindThen = known.copy();
    CoreValues heldBehindThen = values.copy();
    known.become(before);
    values.become(held);
    CoreFolding.learn(condition, false, known);
    List<CoreStmt> otherwise = block(i.otherwise());
    branches--;
    known.meet(behindThen);
    values.meet(heldBehindThen);
    out.add(new CoreStmt.If(condition, then, otherwise));
  }

  private void call(CoreStmt.Call c) {
    CoreRoutine f = c.function();
    List<Expr> arguments = c.arguments().stream().map(folding::fold).toList();
    Expr.Tmp result = c.result() == null ? null : rename(c.result());
    if (seen < PATIENCE) {
      CoreKnowledge before = known.copy();
      CoreValues held = values.copy();
      List<CoreStmt> outer = out;
      out = new ArrayList<>();
      inline(f, arguments, result);
      if (CoreLength.of(out) <= (branches > 0 ? isShort.inBranch : isShort.always)) {
        outer.addAll(out);
        out = outer;
        return;
      }
      out = outer;
      known.become(before);
      values.become(held);
    }
    suffer(CoreEffects.of(f.body()));
    if (result != null) {
      unknown(result);
    }
    out.add(new CoreStmt.Call(result, f, arguments));
  }

  private void inline(CoreRoutine f, List<Expr> arguments, Expr.@Nullable Tmp result) {
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
}
