package dev.orrery.spec.lang.lower;

import dev.orrery.spec.decode.Precedence;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.StmtAst;
import dev.orrery.spec.lang.declare.Declarations;
import dev.orrery.spec.lang.declare.RowDecl;
import dev.orrery.spec.lang.source.Diagnostic;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Alias;
import dev.orrery.spec.model.Derived;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lowers all rows: first those with statements of their own, then those that stand for one of them,
 * then aliases and precedence. Rows that fail are reported and left out.
 */
public final class Lowerer {
  private final Declarations declarations;
  private final Diagnostics diagnostics;
  private final Templates templates;

  /** By name: the rows that have it; null once lowering one of them has failed. */
  private final Map<String, List<RowDecl>> named = new HashMap<>();

  private final Map<RowDecl, Row> rows = new IdentityHashMap<>();
  private final Map<Row, RowDecl> declared = new IdentityHashMap<>();
  private final Map<Row, Set<Register>> kept = new IdentityHashMap<>();
  private final Map<Row, Expr> written = new IdentityHashMap<>();
  private final Map<Alias, Span> aliasSpans = new IdentityHashMap<>();

  /** Starts on what was declared. */
  public Lowerer(Declarations declarations, Diagnostics diagnostics) {
    this.declarations = declarations;
    this.diagnostics = diagnostics;
    this.templates = new Templates(declarations);
  }

  /** Lowers {@code all}; the ids of the rows are their positions in the result. */
  public List<Row> rows(List<RowDecl> all) {
    new Csrs.Checker(declarations, diagnostics).check();
    List<RowDecl> decls = all.stream().filter(d -> !isLeftOut(d)).toList();
    for (RowDecl d : decls) {
      named.computeIfAbsent(d.id(), n -> new ArrayList<>()).add(d);
    }
    Map<RowDecl, Integer> ids = new IdentityHashMap<>();
    for (RowDecl d : decls) {
      ids.put(d, ids.size());
    }
    for (RowDecl d : decls) {
      if (d.body() != null) {
        attempt(d, Objects.requireNonNull(ids.get(d)), d.body());
      }
    }
    for (RowDecl d : decls) {
      if (d.target() != null) {
        attempt(d, Objects.requireNonNull(ids.get(d)), null);
      }
    }
    List<Row> out = new ArrayList<>();
    for (RowDecl d : decls) {
      Row row = rows.get(d);
      if (row != null) {
        out.add(row);
      }
    }
    return out;
  }

  /** Whether a line stands for several rows, and its `legal` never holds for this one. */
  private boolean isLeftOut(RowDecl d) {
    if (!d.isOneOfSeveral()) {
      return false;
    }
    try {
      Map<String, Operand> operands = byName(RowLowering.operands(d, declarations, diagnostics), d);
      Expr legal = new RowLowering(d, operands, declarations, diagnostics).legalOnly();
      return legal != null && Simplify.isConst(legal, 0);
    } catch (Failure e) {
      return false; // lowering the row says what is wrong
    }
  }

  /** Where a row's name stands in the tables. */
  public Span span(Row row) {
    return Objects.requireNonNull(declared.get(row)).span();
  }

  /** Where an alias's name stands in the tables. */
  public Span span(Alias alias) {
    return Objects.requireNonNull(aliasSpans.get(alias));
  }

  /** Where a row's table stands. */
  public Span table(Row row) {
    return Objects.requireNonNull(declared.get(row)).table();
  }

  /** Single registers that a row says it leaves as they are. */
  public Set<Register> kept(Row row) {
    return kept.getOrDefault(row, Set.of());
  }

  /** Which rows win over which, as their {@code over} cells say. */
  public Precedence precedence(List<Row> all) {
    Precedence p = new Precedence();
    for (Row row : all) {
      RowDecl decl = Objects.requireNonNull(declared.get(row));
      DeclAst.Word over = decl.over();
      if (over != null) {
        guarded(
            () -> {
              for (Row loser : findAll(over)) {
                if (loser == row || p.wins(loser, row)) {
                  throw new Failure(
                      "E18",
                      over.span(),
                      "'"
                          + row.name()
                          + "' cannot win over '"
                          + loser.name()
                          + "', which wins over it",
                      "Drop one `over`.");
                }
                p.over(row, loser);
              }
            });
      }
    }
    return p;
  }

  /** The aliases of an {@code alias} block. */
  public void aliases(DeclAst.Alias block, List<Alias> out) {
    if (!declarations.constants().holds(block.need())) {
      return;
    }
    for (DeclAst.AliasRow a : block.rows()) {
      guarded(() -> alias(a, block.read(), out));
    }
  }

  /** By row that means another one: when an assembler may write it for that one. */
  public Map<Row, Expr> written() {
    return written;
  }

  private Alias.Use use(DeclAst.AliasRow a, boolean read) {
    if (read) {
      return Alias.Use.READ;
    }
    return declarations.constants().holds(a.written()) ? Alias.Use.PRINTED : Alias.Use.EXACT;
  }

  private void alias(DeclAst.AliasRow a, boolean read, List<Alias> out) {
    boolean any = false;
    for (Row row : findAll(a.of())) {
      Alias alias = alias(a, row, read);
      if (alias != null) {
        out.add(alias);
        any = true;
      }
    }
    if (!any) {
      throw new Failure(
          "E22",
          a.when() == null ? a.span() : a.when().span(),
          "this never holds",
          "Remove the alias, or mend its condition.");
    }
  }

  /** The alias {@code a} of {@code row}; null if its condition never holds there. */
  private @Nullable Alias alias(DeclAst.AliasRow a, Row row, boolean read) {
    RowDecl decl = Objects.requireNonNull(declared.get(row));
    Map<String, Operand> operands = byName(row.operands(), decl);
    RowLowering lowering = new RowLowering(decl, operands, declarations, diagnostics);
    Expr when = lowering.condition(a.when(), "when");
    if (a.when() != null && when == null) {
      return null;
    }
    if (when != null && Simplify.isConst(when, 1)) {
      when = null;
    }
    Templates.Checked asm =
        templates.check(a.asm(), a.name().text(), operands.keySet(), decl.suffix());
    String name = a.name().text() + (asm.hasSuffix() ? "" : decl.suffix());
    List<Derived> derived = lowering.derived(asm.printed());
    Alias alias = new Alias(name, row, when, use(a, read), asm.asm(), derived, a.span().atLine());
    aliasSpans.put(alias, a.span());
    return alias;
  }

  private void attempt(RowDecl d, int id, @Nullable List<StmtAst> body) {
    guarded(
        d,
        () -> {
          Row row = body != null ? own(d, id, body) : expansion(d, id);
          rows.put(d, row);
          declared.put(row, d);
        });
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (Failure e) {
      diagnostics.add(e.diagnostic());
    }
  }

  /** An error in a function is one of the row that uses it: it says so. */
  private void guarded(RowDecl row, Runnable work) {
    try {
      work.run();
    } catch (Failure e) {
      Diagnostic d = e.diagnostic();
      boolean here = d.span().atLine().equals(row.span().atLine());
      String message =
          here || d.message().contains("'" + row.name() + "'")
              ? d.message()
              : d.message() + ", in row '" + row.name() + "' at " + row.span().at();
      diagnostics.error(d.code(), d.span(), message, d.help());
    }
  }

  private Row own(RowDecl d, int id, List<StmtAst> body) {
    List<Operand> operands = RowLowering.operands(d, declarations, diagnostics);
    Map<String, Operand> byName = byName(operands, d);
    Templates.Checked asm = templates.check(d.asm(), d.name(), byName.keySet(), "");
    RowLowering lowering = new RowLowering(d, byName, declarations, diagnostics);
    Row row = row(d, id, lowering.lower(body, asm), operands, asm.asm(), null);
    kept.put(row, lowering.kept());
    return row;
  }

  private Row row(
      RowDecl d,
      int id,
      RowLowering.Lowered l,
      List<Operand> operands,
      String asm,
      @Nullable Row semantics) {
    String insnClass = d.insnClass();
    if (insnClass == null) {
      insnClass = Objects.requireNonNull(semantics).insnClass();
    }
    return new Row(
        id,
        d.name(),
        d.extension(),
        insnClass,
        d.bytes(),
        d.mask(),
        d.match(),
        l.legal(),
        operands,
        asm,
        l.derived(),
        semantics,
        l.body(),
        l.undefined(),
        l.call(),
        l.ret(),
        d.span().atLine());
  }

  private Row expansion(RowDecl d, int id) {
    DeclAst.Target target = Objects.requireNonNull(d.target());
    Row meaning = find(target.name());
    if (meaning.semantics() != null) {
      throw new Failure(
          "E29",
          target.name().span(),
          "'" + meaning.name() + "' stands for another row itself",
          "Name the row with the statements: " + meaning.meaning().name() + ".");
    }
    List<Operand> operands = new Expansion(d, meaning, declarations, diagnostics).operands(target);
    Map<String, Operand> byName = byName(operands, d);
    Templates.Checked asm = templates.check(d.asm(), d.name(), byName.keySet(), "");
    RowLowering lowering = new RowLowering(d, byName, declarations, diagnostics);
    Expr legal = lowering.legalOnly();
    Expr call = d.call() == null ? meaning.call() : lowering.condition(d.call(), "call");
    Expr ret = d.ret() == null ? meaning.ret() : lowering.condition(d.ret(), "ret");
    Expr when = lowering.condition(d.written(), "written");
    List<Stmt> body = meaning.body();
    List<Derived> derived = lowering.derived(asm.printed());
    RowLowering.Lowered l =
        new RowLowering.Lowered(legal, body, meaning.undefined(), call, ret, derived);
    Row row = row(d, id, l, operands, asm.asm(), meaning);
    if (d.written() != null) {
      written.put(row, when == null ? Simplify.constant(1, 0) : when);
    }
    return row;
  }

  /** The operands that come from fields, by the fields' names; of two the first. */
  private static Map<String, Operand> byName(List<Operand> operands, RowDecl d) {
    Map<String, Operand> out = new LinkedHashMap<>();
    for (Operand o : operands) {
      if ((o.field() != null || o.from() != null) && d.field(o.name()) != null) {
        out.putIfAbsent(o.name(), o);
      }
    }
    return out;
  }

  /** The one row that other rows call {@code name}. */
  private Row find(DeclAst.Word name) {
    List<Row> found = findAll(name);
    if (found.size() > 1) {
      throw new Failure(
          "E29",
          name.span(),
          "'" + name.text() + "' stands for " + found.size() + " rows, by its sizes and variants",
          "Name a row that stands for itself.");
    }
    return found.getFirst();
  }

  /** The rows made from the line of a table that others call {@code name}. */
  private List<Row> findAll(DeclAst.Word name) {
    List<RowDecl> found = named.get(name.text());
    if (found == null) {
      throw new Failure(
          "E25",
          name.span(),
          "there is no row '" + name.text() + "'",
          DidYouMean.help(name.text(), named.keySet(), "Import the table that has it."));
    }
    List<Row> out = new ArrayList<>();
    Span first = found.getFirst().span();
    for (RowDecl d : found) {
      if (!d.span().equals(first)) {
        throw new Failure(
            "E29",
            name.span(),
            "there are "
                + found.size()
                + " rows '"
                + name.text()
                + "', the second at "
                + d.span().at(),
            "Rows that others name need names of their own: add a column `id`.");
      }
      Row row = rows.get(d);
      if (row != null) {
        out.add(row);
      }
    }
    if (out.isEmpty()) {
      throw new Failure(
          "E25",
          name.span(),
          "the row '" + name.text() + "' has errors of its own, or comes from `expand`",
          "See " + first.at() + ".");
    }
    return out;
  }
}
