package dev.orrery.spec.lang.core;

import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreStage;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.lang.ast.CoreStmtAst;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lowers the statements of one rule or function. */
final class CoreBody {
  /**
   * Statements of a routine, at most, counting those of a function at each of its calls: a table is
   * a description, not a program.
   */
  private static final int MAX_STATEMENTS = 20_000;

  /** Parameters of a function, at most. */
  private static final int MAX_PARAMETERS = 30;

  private final CoreNames names;
  private final CoreRoutines routines;
  private final boolean isReset;
  private final CoreExprs exprs;

  /** What holds a local, and what is known of the bits of its first value. */
  private record Local(Expr.Tmp value, Flags.Bits bits) {}

  /** Locals that are in scope; what a block adds goes with it. */
  private Map<String, Local> locals = new HashMap<>();

  private final Map<CoreInput, Expr.Tmp> inputs = new EnumMap<>(CoreInput.class);
  private List<CoreStmt> out = new ArrayList<>();
  private int temporaries;
  private int statements;

  CoreBody(CoreNames names, CoreRoutines routines, boolean isReset) {
    this.names = names;
    this.routines = routines;
    this.isReset = isReset;
    this.exprs = new CoreExprs(this, names);
  }

  CoreRoutine routine(String name, List<Word> parameters, List<CoreStmtAst> body) {
    List<Expr.Tmp> arguments = new ArrayList<>();
    if (parameters.size() > MAX_PARAMETERS) {
      throw new Failure(
          "E28",
          parameters.get(MAX_PARAMETERS).span(),
          "'" + name + "' has more than " + MAX_PARAMETERS + " parameters",
          "Keep some of them in states.");
    }
    for (Word p : parameters) {
      names.fresh(p);
      Expr.Tmp t = temporary(64);
      if (locals.put(p.text(), new Local(t, Flags.Bits.UNKNOWN)) != null) {
        throw new Failure("C04", p.span(), "two parameters of one name", "Rename one.");
      }
      arguments.add(t);
    }
    boolean isFunction = names.functions.containsKey(name);
    Expr result = null;
    for (int i = 0; i < body.size(); i++) {
      if (isFunction
          && i == body.size() - 1
          && body.get(i) instanceof CoreStmtAst.Value v
          && !exprs.isProcedure(v.e())) {
        result = exprs.integer(v.e());
        names.results.put(name, exprs.bits(v.e()));
      } else {
        stmt(body.get(i));
      }
    }
    List<CoreInput> asked = new ArrayList<>(inputs.keySet());
    return new CoreRoutine(
        name,
        asked,
        asked.stream().map(i -> (Expr.Tmp) inputs.get(i)).toList(),
        arguments,
        out,
        result);
  }

  private void stmts(List<CoreStmtAst> body) {
    Map<String, Local> outside = locals;
    locals = new HashMap<>(outside);
    body.forEach(this::stmt);
    locals = outside;
  }

  private void stmt(CoreStmtAst s) {
    switch (s) {
      case CoreStmtAst.Let let -> {
        names.fresh(new Word(let.name().span(), let.name().name()));
        if (locals.containsKey(let.name().name())) {
          throw new Failure(
              "C04",
              let.name().span(),
              "there is a local '" + let.name().name() + "' already",
              "Without `let`, it gets another value.");
        }
        Expr value = exprs.integer(let.value());
        Flags.Bits bits = exprs.bits(let.value());
        Expr.Tmp t = temporary(64);
        add(new CoreStmt.Set(t, value), let.value());
        // One that is a flag at first may be given another value.
        locals.put(
            let.name().name(), new Local(t, bits == Flags.Bits.ONE ? Flags.Bits.UNKNOWN : bits));
      }
      case CoreStmtAst.Assign a -> assign(a);
      case CoreStmtAst.If i -> {
        Expr condition = exprs.condition(i.condition());
        List<CoreStmt> then = block(() -> stmts(i.then()));
        List<CoreStmt> otherwise = block(() -> stmts(i.otherwise()));
        choose(condition, then, otherwise, i.condition());
      }
      case CoreStmtAst.While w -> {
        Expr[] condition = new Expr[1];
        List<CoreStmt> before = block(() -> condition[0] = exprs.condition(w.condition()));
        List<CoreStmt> body = block(() -> stmts(w.body()));
        add(new CoreStmt.While(before, condition[0], body), w.condition());
      }
      case CoreStmtAst.Take t -> {
        Expr amount = exprs.integer(t.amount());
        add(new CoreStmt.Take(amount, names.cause(t.cause().span(), t.cause().name())), t.amount());
      }
      case CoreStmtAst.Wait w -> {
        Expr time = exprs.integer(w.time());
        add(new CoreStmt.Wait(time, names.cause(w.cause().span(), w.cause().name())), w.time());
      }
      case CoreStmtAst.Enter e -> enter(e);
      case CoreStmtAst.Value v -> {
        if (!(v.e() instanceof ExprAst.Call c) || !names.functions.containsKey(c.name().name())) {
          throw new Failure(
              "C09",
              v.span(),
              "this has a value that nothing uses",
              "A statement assigns, takes, waits, or calls a function.");
        }
        exprs.call(c, false);
      }
    }
  }

  /** What tells of stages is not there in most models, so it can do nothing else. */
  private void enter(CoreStmtAst.Enter e) {
    CoreStage stage = names.stage(e.stage().span(), e.stage().name());
    Expr[] time = new Expr[1];
    List<CoreStmt> before = block(() -> time[0] = exprs.integer(e.time()));
    if (calls(before)) {
      throw new Failure(
          "C09",
          e.time().span(),
          "this calls a function, which could change something, but `enter` only tells",
          "Compute it before, into a local: let at = ...");
    }
    add(new CoreStmt.Enter(stage, before, time[0]), e.time());
  }

  private static boolean calls(List<CoreStmt> body) {
    return body.stream()
        .anyMatch(
            s ->
                s instanceof CoreStmt.Call
                    || (s instanceof CoreStmt.If i && (calls(i.then()) || calls(i.otherwise()))));
  }

  private void assign(CoreStmtAst.Assign a) {
    if (a.target() instanceof ExprAst.Bracket b && b.base() instanceof ExprAst.Name n) {
      CoreState state = names.states.get(n.name());
      if (state != null && state.isArray() && b.lo() == null && local(n.name()) == null) {
        Expr index = exprs.integer(b.hi());
        Expr value = exprs.integer(a.value());
        add(new CoreStmt.Write(state, index, value), a.target());
        return;
      }
      requireKnown(n);
      throw notAssigned(
          a.target(),
          state != null && state.isArray()
              ? "one cell is assigned at a time"
              : "'" + n.name() + "' has no cells, and its bits cannot be assigned",
          "Assign a cell of a state, such as ready[dst], or the whole of a value.");
    }
    if (!(a.target() instanceof ExprAst.Name n)) {
      throw notAssigned(
          a.target(), "this cannot be assigned", "Locals, states and cells of states can.");
    }
    Expr.Tmp local = local(n.name());
    CoreState state = names.states.get(n.name());
    if (local != null) {
      add(new CoreStmt.Set(local, exprs.integer(a.value())), a.target());
    } else if (state != null && !state.isArray()) {
      add(new CoreStmt.Write(state, null, exprs.integer(a.value())), a.target());
    } else if (state != null) {
      throw notAssigned(
          n, "'" + n.name() + "' has many cells", "Say which: " + n.name() + "[0] = ...");
    } else {
      requireKnown(n);
      throw notAssigned(
          n,
          "'" + n.name() + "' is " + names.meaning(n.name()) + ", and cannot be assigned",
          "Keep the value in a local: let name = ...");
    }
  }

  private static Failure notAssigned(ExprAst at, String message, String help) {
    return new Failure("C09", at.span(), message, help);
  }

  /** Refuses a name that means nothing, where something that can be assigned should stand. */
  private void requireKnown(ExprAst.Name n) {
    String name = n.name();
    if (local(name) == null && names.meaning(name) == null) {
      List<String> known = new ArrayList<>(names.states.keySet());
      known.addAll(locals.keySet());
      throw new Failure(
          "C04",
          n.span(),
          "there is no local and no state '" + name + "'",
          DidYouMean.help(name, known, "Declare it: `let` in a rule, or a `state`."));
    }
  }

  /** Adds a choice; what parameters decide is decided here. */
  void choose(Expr condition, List<CoreStmt> then, List<CoreStmt> otherwise, ExprAst at) {
    if (condition instanceof Expr.Const c) {
      out.addAll(c.value() != 0 ? then : otherwise);
    } else {
      add(new CoreStmt.If(condition, then, otherwise), at);
    }
  }

  /** The statements that {@code work} adds. */
  List<CoreStmt> block(Runnable work) {
    List<CoreStmt> outside = out;
    out = new ArrayList<>();
    work.run();
    List<CoreStmt> inside = out;
    out = outside;
    return inside;
  }

  void add(CoreStmt s, ExprAst at) {
    statements += s instanceof CoreStmt.Call c ? 1 + routines.statements(c.function()) : 1;
    if (statements > MAX_STATEMENTS) {
      throw new Failure(
          "E28",
          at.span(),
          "more than " + MAX_STATEMENTS + " statements, counting those of functions at each call",
          "Let the rule do less, or write a `while`.");
    }
    out.add(s);
  }

  Expr.Tmp temporary(int width) {
    return new Expr.Tmp(width, temporaries++);
  }

  Expr.@Nullable Tmp local(String name) {
    Local local = locals.get(name);
    return local == null ? null : local.value();
  }

  /** What is known of the bits of a local; null if there is none of that name. */
  Flags.@Nullable Bits bits(String name) {
    Local local = locals.get(name);
    return local == null ? null : local.bits();
  }

  /** The local that holds an input; asking for it makes it one of the routine's. */
  Expr.Tmp input(CoreInput i, ExprAst at) {
    if (isReset) {
      throw new Failure(
          "C09",
          at.span(),
          "before the first instruction, there is no '" + i.text() + "'",
          "Parameters and states are what the rule for reset can use.");
    }
    return inputs.computeIfAbsent(i, k -> temporary(k.width()));
  }

  /** How many statements there are so far. */
  int statements() {
    return statements;
  }

  CoreRoutine function(ExprAst.Name name) {
    return routines.function(name.name(), name.span());
  }
}
