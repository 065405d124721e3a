package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.ast.StmtAst;
import dev.orrery.spec.lang.declare.Field;
import dev.orrery.spec.lang.declare.View;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Register;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lowers statements to IR in the order of the text, inlining functions and the goto hook, and
 * checks the commit rule on the way: what is assigned on which paths (E05, E09, E11), and that
 * nothing can trap once something has happened (E08).
 */
final class StmtLowering {
  static final int MAX_CALLS = 16;

  private final RowContext ctx;
  private final ExprLowering exprs;

  StmtLowering(RowContext ctx) {
    this.ctx = ctx;
    this.exprs = new ExprLowering(ctx, this);
  }

  ExprLowering exprs() {
    return exprs;
  }

  void lower(List<StmtAst> list, Env env) {
    for (StmtAst s : list) {
      lower(s, env);
    }
  }

  private void lower(StmtAst s, Env env) {
    ctx.step(s.span());
    switch (s) {
      case StmtAst.Let l -> let(l, env);
      case StmtAst.LetPair l -> letPair(l, env);
      case StmtAst.Assign a -> assign(a, env);
      case StmtAst.If i -> conditional(i, env);
      case StmtAst.Goto g -> jump(g, env);
      case StmtAst.Trap t -> trap(t, env);
      case StmtAst.Keep k -> keep(k, env);
      case StmtAst.Undef u -> u.registers().forEach(this::undefined);
      case StmtAst.Simple w -> simple(w);
      case StmtAst.Value v -> effect(v, env);
    }
  }

  private void let(StmtAst.Let l, Env env) {
    bind(l.name(), exprs.named(exprs.lower(l.value(), env), l.span()), env);
  }

  private void letPair(StmtAst.LetPair l, Env env) {
    if (!(l.value() instanceof ExprAst.Method m)) {
      throw new Failure(
          "E00", l.value().span(), "this is one value, not two", "Name it: let n = ...");
    }
    MemoryAccesses.Pair pair = exprs.memory().pair(m, env);
    bind(l.low(), new Value.Fixed(pair.low()), env);
    bind(l.high(), new Value.Fixed(pair.high()), env);
  }

  private static void bind(ExprAst.Name name, Value v, Env env) {
    if (!env.bind(name.name(), v)) {
      throw new Failure(
          "E26",
          name.span(),
          "'" + name.name() + "' is named already",
          "A name keeps its value: use another one.");
    }
  }

  /** A register that the manual leaves open keeps its value here, and the row says so. */
  private void undefined(ExprAst.Name n) {
    Register register = ctx.declarations.register(n.name());
    if (register == null) {
      throw new Failure(
          "E25",
          n.span(),
          "there is no register called '" + n.name() + "'",
          DidYouMean.help(
              n.name(),
              ctx.declarations.registers().stream().map(Register::name).toList(),
              "Only single registers and flags can be undefined."));
    }
    ctx.undefined.add(register);
  }

  private void simple(StmtAst.Simple s) {
    switch (s.word()) {
      case NOP -> {}
      case UNIMPLEMENTED -> {
        ctx.used.addAll(ctx.fields.keySet());
        ctx.out.add(exprs.operands().trapIllegal());
        ctx.flow.trap();
      }
      case FENCE -> ctx.out.add(new Stmt.Fence());
      case IFENCE -> ctx.out.add(new Stmt.InstructionFence());
    }
  }

  private void effect(StmtAst.Value s, Env env) {
    switch (s.e()) {
      case ExprAst.Call c -> exprs.builtins().callForEffect(c, env);
      case ExprAst.Method m -> exprs.lower(m, env);
      default ->
          throw new Failure(
              "E00", s.span(), "this value goes nowhere", "Assign it: rd = ..., or let n = ...");
    }
  }

  private void assign(StmtAst.Assign a, Env env) {
    if (a.target() instanceof ExprAst.Name n) {
      assignName(n, a, env, env);
      return;
    }
    if (a.target() instanceof ExprAst.Bracket b && assignBracket(b, a, env, env)) {
      return;
    }
    throw new Failure(
        "E00",
        a.target().span(),
        "this cannot be assigned",
        "Assign a register operand, a register, X[1] or M4[a].");
  }

  /** Assigns memory or a register of a file; false if {@code b} is neither. */
  private boolean assignBracket(ExprAst.Bracket b, StmtAst.Assign a, Env names, Env env) {
    if (b.lo() != null || !(b.base() instanceof ExprAst.Name n)) {
      return false;
    }
    int bytes = exprs.memory().memoryBytes(n);
    if (bytes > 0) {
      store(a, b, bytes, names, env);
      return true;
    }
    View view = ctx.declarations.view(n.name());
    if (view == null) {
      return false;
    }
    Flow.Place place = exprs.operands().place(view, b, names);
    put(place, view, exprs.at(a.value(), view.width(), env), a.span());
    return true;
  }

  private void assignName(ExprAst.Name n, StmtAst.Assign a, Env names, Env env) {
    Env.Place alias = names.place(n.name());
    if (alias != null) {
      assignName(alias.name(), a, alias.env(), env);
      return;
    }
    Operand operand = names.seesOperands() ? ctx.operands.get(n.name()) : null;
    Field field = ctx.fields.get(n.name());
    if (operand != null && field != null && field.view() != null) {
      ctx.used.add(field.name());
      View view = field.view();
      Expr value = exprs.at(a.value(), view.width(), env);
      put(exprs.operands().place(operand, view), view, value, a.span());
      return;
    }
    ExprAst binding = names.seesOperands() && operand == null ? ctx.binding(n.name()) : null;
    if (binding instanceof ExprAst.Name other) {
      assignName(other, a, Env.row(), env);
      return;
    }
    if (binding instanceof ExprAst.Bracket b && assignBracket(b, a, Env.row(), env)) {
      return;
    }
    Register register = ctx.declarations.register(n.name());
    if (register != null) {
      Expr value = exprs.at(a.value(), register.width(), env);
      checkOnce(Operands.place(register), a.span());
      ctx.out.add(new Stmt.PutReg(register, value));
      return;
    }
    boolean isValue = operand != null || names.value(n.name()) != null;
    throw new Failure(
        isValue ? "E00" : "E25",
        n.span(),
        isValue
            ? "'" + n.name() + "' is a value, it cannot be assigned"
            : "there is no register called '" + n.name() + "' here",
        DidYouMean.help(
            n.name(),
            ctx.operands.keySet(),
            "Assign a register operand, a register, X[1] or M4[a]."));
  }

  private void put(Flow.Place place, View view, Expr value, Span span) {
    checkOnce(place, span);
    exprs.operands().write(place, view, value);
  }

  private void checkOnce(Flow.Place place, Span span) {
    Span before = ctx.flow.assignment(place);
    if (before != null) {
      throw new Failure(
          "E11",
          span,
          "'" + place.name() + "' may be assigned already, at " + before.at(),
          "All assignments of a row happen together: put the two under `if` and `else`.");
    }
    if (place.file() != null) {
      for (Map.Entry<Flow.Place, Span> e : ctx.flow.assignments().entrySet()) {
        if (e.getKey().file() == place.file()) {
          Expr both = Simplify.and(ctx.flow.condition(e.getKey()), ctx.decoded);
          ctx.clashes.add(new Flow.Clash(e.getKey(), place, both, span));
        }
      }
    }
    ctx.flow.assign(place, ctx.decoded, span);
  }

  private void store(StmtAst.Assign a, ExprAst.Bracket b, int bytes, Env names, Env env) {
    Expr address = exprs.at(b.hi(), ctx.declarations.pcWidth(), names);
    Expr value = exprs.at(a.value(), 8 * bytes, env);
    if (!ctx.flow.hasStored()) { // several stores are all probed before the first
      exprs.memory().mayTrap(a.span(), "this store");
    }
    ctx.flow.store(a.span());
    ctx.out.add(new Stmt.Store(bytes, address, exprs.memory().ordered(value)));
  }

  private void conditional(StmtAst.If i, Env env) {
    Expr condition = exprs.condition(i.condition(), env);
    if (condition instanceof Expr.Const c) {
      lower(c.value() != 0 ? i.then() : i.otherwise(), new Env(env));
      return;
    }
    Flow before = ctx.flow;
    List<Stmt> then = branch(i.then(), condition, true, before, env);
    Flow afterThen = ctx.flow;
    List<Stmt> otherwise = branch(i.otherwise(), condition, false, before, env);
    ctx.flow = Flow.join(afterThen, ctx.flow);
    if (!then.isEmpty()) {
      ctx.out.add(new Stmt.If(condition, then, otherwise));
    } else if (!otherwise.isEmpty()) {
      ctx.out.add(new Stmt.If(Simplify.not(condition), otherwise, List.of()));
    }
  }

  private List<Stmt> branch(
      List<StmtAst> list, Expr condition, boolean holds, Flow before, Env env) {
    List<Stmt> outer = ctx.out;
    Expr known = ctx.decoded;
    if (DecodeTime.isFixed(condition)) {
      ctx.decoded = Simplify.and(known, holds ? condition : Simplify.not(condition));
    }
    List<Stmt> inner = new ArrayList<>();
    ctx.out = inner;
    ctx.flow = before.copy();
    exprs.given(
        condition,
        holds,
        () -> {
          lower(list, new Env(env));
          return inner;
        });
    ctx.out = outer;
    ctx.decoded = known;
    return inner;
  }

  private void jump(StmtAst.Goto g, Env env) {
    int width = ctx.declarations.pcWidth();
    Expr target = exprs.at(g.target(), width, env);
    DeclAst.Sem hook = ctx.declarations.gotoHook();
    if (hook != null) {
      Value named = exprs.named(new Value.Fixed(target), g.span());
      target = ((Value.Fixed) named).e();
      Env inner = Env.function();
      inner.bind(hook.params().getFirst().text(), named);
      lower(hook.body(), inner);
    }
    checkOnce(new Flow.Place("PC", null, null, false), g.span());
    ctx.out.add(new Stmt.Goto(target));
  }

  private void trap(StmtAst.Trap t, Env env) {
    String kind = t.kind().name();
    int number = TrapKind.KEYWORDS.indexOf(kind);
    if (number < 0) {
      throw new Failure(
          "E25",
          t.kind().span(),
          "there is no kind of trap '" + kind + "'",
          DidYouMean.help(
              kind, TrapKind.KEYWORDS, "Kinds are: " + String.join(", ", TrapKind.KEYWORDS) + "."));
    }
    Integer cause = ctx.declarations.cause(kind);
    if (cause == null) {
      throw new Failure(
          "E25",
          t.kind().span(),
          "the tables do not give the number of '" + kind + "' traps",
          "Add it to the causes: causes : " + kind + " = N.");
    }
    int width = ctx.declarations.pcWidth();
    ExprAst ast = t.value();
    Expr value = ast == null ? Simplify.constant(width, 0) : exprs.at(ast, width, env);
    exprs.memory().mayTrap(t.span(), "this");
    ctx.out.add(new Stmt.Trap(TrapKind.values()[number], Simplify.constant(width, cause), value));
    ctx.flow.trap();
  }

  private void keep(StmtAst.Keep k, Env env) {
    Env.Place alias = env.place(k.target().name());
    if (alias != null) {
      keep(new StmtAst.Keep(k.span(), alias.name()), alias.env());
      return;
    }
    Operand operand = env.seesOperands() ? ctx.operands.get(k.target().name()) : null;
    Field field = ctx.fields.get(k.target().name());
    if (operand == null && env.seesOperands()) {
      switch (ctx.binding(k.target().name())) {
        case ExprAst.Name other -> {
          keep(new StmtAst.Keep(k.span(), other), Env.row());
          return;
        }
        case ExprAst.Bracket b -> {
          return; // memory, or a register that no operand names: they stay unless assigned
        }
        case null, default -> {}
      }
    }
    Register register = ctx.declarations.register(k.target().name());
    if (operand == null && register != null) {
      ctx.kept.add(register);
      return;
    }
    if (operand == null || field == null || field.view() == null) {
      throw new Failure(
          "E25",
          k.target().span(),
          "'" + k.target().name() + "' is no register operand of this row",
          "Only register operands and single registers can be kept.");
    }
    ctx.flow.keep(exprs.operands().place(operand, field.view()));
  }

  /** Inlines a function; null if it has no value. */
  @Nullable Value inline(DeclAst.Sem sem, ExprAst.Call c, Env env) {
    List<ExprAst> args = Builtins.args(c, sem.params().size());
    if (++ctx.calls > MAX_CALLS) {
      throw new Failure(
          "E28",
          c.span(),
          "functions call each other more than " + MAX_CALLS + " deep here",
          "A function cannot use itself.");
    }
    Env inner = Env.function();
    Set<String> places = assigned(sem.body(), new HashSet<>());
    for (int i = 0; i < args.size(); i++) {
      String param = sem.params().get(i).text();
      ExprAst arg = args.get(i);
      Env.Function function = arg instanceof ExprAst.Name n ? function(n.name(), env) : null;
      if (function != null) {
        inner.bind(param, function);
      } else if (arg instanceof ExprAst.Name n && (places.contains(param) || isCsr(n, env))) {
        inner.bind(param, new Env.Place(n, env));
      } else {
        inner.bind(param, exprs.named(exprs.lower(arg, env), arg.span()));
      }
    }
    List<StmtAst> body = sem.body();
    StmtAst last = body.getLast();
    boolean hasValue = last instanceof StmtAst.Value;
    checkArm(sem, hasValue, c.span());
    lower(hasValue ? body.subList(0, body.size() - 1) : body, inner);
    Value v = null;
    if (last instanceof StmtAst.Value value) {
      v =
          value.e() instanceof ExprAst.Call call
              ? exprs.builtins().callForEffect(call, inner)
              : exprs.lower(value.e(), inner);
    }
    ctx.calls--;
    return v;
  }

  /** The function that a name stands for where it is an argument; null if it is none. */
  private Env.@Nullable Function function(String name, Env env) {
    Env.Function passed = env.function(name);
    if (passed != null || env.value(name) != null || env.place(name) != null) {
      return passed;
    }
    if (env.seesOperands() && ctx.binding(name) instanceof ExprAst.Name other) {
      return function(other.name(), env);
    }
    return ctx.declarations.sem(name) != null || Builtins.isReserved(name)
        ? new Env.Function(name)
        : null;
  }

  /**
   * Whether {@code n} is an operand that numbers a control register: functions pass it on as such.
   */
  private boolean isCsr(ExprAst.Name n, Env env) {
    Field field = env.seesOperands() ? ctx.fields.get(n.name()) : null;
    return field != null && field.kind() == Field.Kind.CSR || env.place(n.name()) != null;
  }

  private void checkArm(DeclAst.Sem sem, boolean hasValue, Span span) {
    if (ctx.arms > 0 && !(hasValue && isPure(sem.body()))) {
      throw new Failure(
          "E29",
          span,
          "'" + sem.name().text() + "' does something, it cannot stand in a value of `? :`",
          "Use `if c: ... else: ...`.");
    }
  }

  private static boolean isPure(List<StmtAst> body) {
    for (StmtAst s : body.subList(0, body.size() - 1)) {
      if (!(s instanceof StmtAst.Let)) {
        return false;
      }
    }
    return true;
  }

  /** Names that the statements assign. */
  private static Set<String> assigned(List<StmtAst> list, Set<String> out) {
    for (StmtAst s : list) {
      switch (s) {
        case StmtAst.Assign a when a.target() instanceof ExprAst.Name n -> out.add(n.name());
        case StmtAst.Keep k -> out.add(k.target().name());
        case StmtAst.If i -> {
          assigned(i.then(), out);
          assigned(i.otherwise(), out);
        }
        case StmtAst.Value v when v.e() instanceof ExprAst.Call c -> {
          // What it is passed on to may assign it.
          for (ExprAst arg : c.args()) {
            if (arg instanceof ExprAst.Name n) {
              out.add(n.name());
            }
          }
        }
        default -> {}
      }
    }
    return out;
  }

  /** Reports destinations that some path leaves without a word (E05). */
  void checkDestinations() {
    ctx.flow
        .assignments()
        .forEach(
            (place, span) -> {
              if (place.isOperand() && !ctx.flow.isAssignedOnEveryPath(place)) {
                ctx.diagnostics.error(
                    "E05",
                    span,
                    "'" + place.name() + "' is assigned here, but not on every path",
                    "Add `else: keep " + place.name() + "` if it should stay as it is.");
              }
            });
  }
}
