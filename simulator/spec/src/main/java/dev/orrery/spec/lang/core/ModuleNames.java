package dev.orrery.spec.lang.core;

import dev.orrery.spec.lang.ast.CoreAst;
import dev.orrery.spec.lang.ast.CoreStmtAst;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a module where it is used: every name in them has the name of the use before it, so
 * that two uses never meet, and a module sees nothing of the core. Only what every core has keeps
 * its name: inputs, and the functions of the language, unless the module declares such a name.
 */
final class ModuleNames {
  private final String use;
  private final Set<String> declared = new HashSet<>();

  /** Of the module with {@code blocks}, in use as {@code use}. */
  ModuleNames(String use, List<CoreAst> blocks) {
    this.use = use;
    for (CoreAst b : blocks) {
      switch (b) {
        case CoreAst.Use u -> declared.add(u.name().text());
        case CoreAst.Parameter p -> declared.add(p.name().text());
        case CoreAst.State s -> declared.add(s.name().text());
        case CoreAst.Function f -> declared.add(f.name().text());
        default -> {} // declares nothing
      }
    }
  }

  /** The name that {@code name} has outside of the module. */
  String own(String name) {
    return CoreNames.isOfEveryCore(name) && !declared.contains(name) ? name : use + "." + name;
  }

  CoreAst.Use use(CoreAst.Use u) {
    List<DeclAst.Param> values =
        u.values().stream().map(p -> new DeclAst.Param(p.name(), expr(p.value()))).toList();
    return new CoreAst.Use(u.span(), u.module(), u.name(), values);
  }

  CoreAst.Parameter parameter(CoreAst.Parameter p) {
    return new CoreAst.Parameter(
        p.span(), word(p.name()), expr(p.value()), p.meaning(), p.isFixed());
  }

  CoreAst.Requirement requirement(CoreAst.Requirement r) {
    return new CoreAst.Requirement(r.span(), expr(r.condition()), r.reason());
  }

  CoreAst.State state(CoreAst.State s) {
    return new CoreAst.State(s.span(), word(s.name()), optional(s.count()), optional(s.reset()));
  }

  CoreAst.Function function(CoreAst.Function f) {
    return new CoreAst.Function(
        f.span(),
        word(f.name()),
        f.parameters().stream().map(this::word).toList(),
        stmts(f.body()));
  }

  private Word word(Word w) {
    return new Word(w.span(), own(w.text()));
  }

  private ExprAst.Name name(ExprAst.Name n) {
    return new ExprAst.Name(n.span(), own(n.name()));
  }

  private List<CoreStmtAst> stmts(List<CoreStmtAst> body) {
    return body.stream().map(this::stmt).toList();
  }

  private CoreStmtAst stmt(CoreStmtAst s) {
    return switch (s) {
      case CoreStmtAst.Let l -> new CoreStmtAst.Let(l.span(), name(l.name()), expr(l.value()));
      case CoreStmtAst.Assign a ->
          new CoreStmtAst.Assign(a.span(), expr(a.target()), expr(a.value()));
      case CoreStmtAst.If i ->
          new CoreStmtAst.If(i.span(), expr(i.condition()), stmts(i.then()), stmts(i.otherwise()));
      case CoreStmtAst.While w ->
          new CoreStmtAst.While(w.span(), expr(w.condition()), stmts(w.body()));
      case CoreStmtAst.Value v -> new CoreStmtAst.Value(v.span(), expr(v.e()));
      case CoreStmtAst.Take t -> throw passes(t.span());
      case CoreStmtAst.Wait w -> throw passes(w.span());
      case CoreStmtAst.Enter e ->
          throw new Failure(
              "C11",
              e.span(),
              "a module has no stages",
              "Let the function say when: its value is the expression that stands last.");
    };
  }

  private static Failure passes(Span span) {
    return new Failure(
        "C11",
        span,
        "no cycles pass in a module",
        "Let the function say how many: its value is the expression that stands last.");
  }

  private @Nullable ExprAst optional(@Nullable ExprAst e) {
    return e == null ? null : expr(e);
  }

  private List<ExprAst> exprs(List<ExprAst> all) {
    return all.stream().map(this::expr).toList();
  }

  private ExprAst expr(ExprAst e) {
    return switch (e) {
      case ExprAst.Num n -> n;
      case ExprAst.Bits b -> b;
      case ExprAst.Raw r -> r;
      case ExprAst.Name n -> name(n);
      case ExprAst.Unary u -> new ExprAst.Unary(u.span(), u.op(), expr(u.a()));
      case ExprAst.Binary b ->
          new ExprAst.Binary(b.span(), b.opSpan(), b.op(), expr(b.a()), expr(b.b()));
      case ExprAst.Ternary t ->
          new ExprAst.Ternary(t.span(), expr(t.cond()), expr(t.a()), expr(t.b()));
      case ExprAst.In in -> new ExprAst.In(in.span(), expr(in.e()), exprs(in.set()));
      case ExprAst.Bracket b ->
          new ExprAst.Bracket(b.span(), expr(b.base()), expr(b.hi()), optional(b.lo()));
      case ExprAst.Low l -> new ExprAst.Low(l.span(), expr(l.e()));
      case ExprAst.Call c -> new ExprAst.Call(c.span(), name(c.name()), exprs(c.args()));
      case ExprAst.Method m ->
          new ExprAst.Method(m.span(), expr(m.base()), m.name(), exprs(m.args()));
    };
  }
}
