package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Rewrite;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.ast.StmtAst;
import dev.orrery.spec.lang.declare.CsrDecl;
import dev.orrery.spec.lang.declare.Declarations;
import dev.orrery.spec.lang.declare.Field;
import dev.orrery.spec.lang.declare.RowDecl;
import dev.orrery.spec.lang.declare.View;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.Derived;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lowers one row: its conditions, and its body once for each control register that it can name. */
final class RowLowering {
  /** Of a number of bytes, and of the number of a register. */
  private static final int BYTES_WIDTH = 4;

  private static final int NUMBER_WIDTH = 16;

  private final RowDecl row;
  private final Declarations declarations;
  private final Diagnostics diagnostics;
  private final RowContext ctx;
  private final StmtLowering statements;

  /** What a row's conditions and statements became. */
  record Lowered(
      @Nullable Expr legal,
      List<Stmt> body,
      List<Register> undefined,
      @Nullable Expr call,
      @Nullable Expr ret,
      List<Derived> derived) {}

  /**
   * Prepares a row.
   *
   * @param operands its operands by the names of their fields
   */
  RowLowering(
      RowDecl row,
      Map<String, Operand> operands,
      Declarations declarations,
      Diagnostics diagnostics) {
    this.row = row;
    this.declarations = declarations;
    this.diagnostics = diagnostics;
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Field f : row.fields()) {
      if (operands.containsKey(f.name())) {
        fields.put(f.name(), f);
      }
    }
    this.ctx =
        new RowContext(
            declarations,
            row.constants(),
            diagnostics,
            operands,
            fields,
            given(row),
            row.bindings());
    this.statements = new StmtLowering(ctx);
  }

  /** The operands of a row that stands for itself: its free fields. */
  static List<Operand> operands(RowDecl row, Declarations declarations, Diagnostics diagnostics) {
    List<Operand> out = new ArrayList<>();
    Map<String, Operand> known = new LinkedHashMap<>();
    for (Field f : row.fields()) {
      View view = f.view();
      RegisterFile file = view == null ? null : view.file();
      List<String> names = view == null ? List.of() : view.names();
      Operand operand;
      if (f.computed() == null && f.next() == null) {
        operand = new Operand(f.name(), out.size(), file, f.bits(), 0, null, names);
      } else {
        Operand.From from = new RowLowering(row, known, declarations, diagnostics).from(f);
        operand = new Operand(f.name(), out.size(), file, null, 0, from, names);
      }
      out.add(operand);
      known.put(f.name(), operand);
    }
    return out;
  }

  /** Where the value of a field comes from that has no bits in the word. */
  private Operand.From from(Field f) {
    ExprAst ast = f.computed() != null ? f.computed() : Objects.requireNonNull(f.next());
    boolean next = f.next() != null;
    Value v = statements.exprs().lower(ast, Env.row());
    Expr e = next ? statements.exprs().at(v, BYTES_WIDTH, ast.span()) : natural(v, f, ast);
    if (!DecodeTime.isFixed(e) || readsPc(e) || !next && readsNext(e)) {
      throw new Failure(
          "E29",
          ast.span(),
          "'" + f.name() + "' must be known from the instruction word",
          "Use fields that stand before it in the format.");
    }
    if (next && e instanceof Expr.Const c && Long.bitCount(c.value()) > 1) {
      throw new Failure("E10", ast.span(), c.value() + " bytes cannot follow", "Use 1, 2, 4 or 8.");
    }
    return next
        ? new Operand.From.Next(e, f.kind() == Field.Kind.SIGNED)
        : new Operand.From.Computed(e);
  }

  /** A register's number at 16 bits, which hold every one; all else as wide as it is by itself. */
  private Expr natural(Value v, Field f, ExprAst ast) {
    boolean number = f.kind() == Field.Kind.REGISTER && v instanceof Value.Flex;
    return number
        ? statements.exprs().at(v, NUMBER_WIDTH, ast.span())
        : statements.exprs().natural(v, ast.span());
  }

  private static boolean readsNext(Expr e) {
    boolean[] found = {false};
    Rewrite.visit(
        e,
        x ->
            found[0] |=
                x instanceof Expr.Field f && f.operand().from() instanceof Operand.From.Next);
    return found[0];
  }

  /** The declared fields that the row gives bits, as what they stand for. */
  private static Map<String, Value> given(RowDecl row) {
    Map<String, Value> out = new LinkedHashMap<>();
    row.given()
        .forEach(
            (f, value) -> {
              switch (f.kind()) {
                case BITS ->
                    out.put(f.name(), new Value.Fixed(Simplify.constant(f.naturalWidth(), value)));
                case SIGNED, UNSIGNED ->
                    out.put(f.name(), ExprLowering.constant(value, false, f.span()));
                case REGISTER, CSR, TABLE -> {} // named by their number, or not at all
              }
            });
    return out;
  }

  /**
   * Lowers a row that has statements of its own.
   *
   * @param asm its assembly template
   */
  Lowered lower(List<StmtAst> body, Templates.Checked asm) {
    Expr legal = conditions(true);
    Expr call = condition(row.call(), "call");
    Expr ret = condition(row.ret(), "ret");
    List<Stmt> guards = ctx.out;
    ctx.used.clear();
    if (legal != null) {
      useBits(legal);
    }
    List<Stmt> lowered = new ArrayList<>(Cleanup.run(guards));
    Field csr = csrField();
    lowered.addAll(csr == null ? variant(body) : byRegister(body, csr));
    lowered = Renumber.run(lowered);
    List<Derived> derived = derived(asm.printed());
    for (Flow.Clash clash : ctx.clashes) {
      Expr when = legal == null ? clash.when() : Simplify.and(legal, clash.when());
      Clashes.check(clash, Simplify.isConst(when, 1) ? null : when, diagnostics);
    }
    RowChecks checks = new RowChecks(row, ctx);
    checks.checkNumbers(legal);
    checks.checkUsed(asm);
    checks.checkDepth(lowered);
    return new Lowered(legal, lowered, List.copyOf(ctx.undefined), call, ret, derived);
  }

  /** The single registers that the statements say they keep. */
  Set<Register> kept() {
    return Set.copyOf(ctx.kept);
  }

  /** What a template prints of {@code printed} that no operand is: values with a name. */
  List<Derived> derived(Set<String> printed) {
    List<Derived> out = new ArrayList<>();
    for (String name : new TreeSet<>(printed)) {
      ExprAst let = ctx.operands.containsKey(name) ? null : declarations.let(name);
      if (let != null) {
        ExprLowering exprs = statements.exprs();
        Value v = exprs.lower(let, Env.row());
        Expr e = v instanceof Value.Fixed f ? f.e() : exprs.at(v, 64, let.span());
        if (!DecodeTime.isFixed(e)) {
          throw new Failure(
              "E29",
              let.span(),
              "'" + name + "' cannot be printed: it is not known from the instruction word",
              "Use immediates, and @rd for the number of a register.");
        }
        out.add(new Derived(name, e));
      }
    }
    return out;
  }

  /** The condition of the encoding, and nothing else: for a row that stands for another. */
  @Nullable Expr legalOnly() {
    return conditions(false);
  }

  /** A decode-time condition over the row's operands; null if {@code e} is. */
  @Nullable Expr condition(@Nullable ExprAst e, String what) {
    if (e == null) {
      return null;
    }
    Expr c = statements.exprs().condition(e, Env.row());
    if (!DecodeTime.isFixed(c)) {
      throw new Failure(
          "E29",
          e.span(),
          "'" + what + "' must be known from the instruction word",
          "Use immediates, and @rd for the number of a register.");
    }
    return Simplify.isConst(c, 0) ? null : c;
  }

  /** A value that is fixed by the operands; where nothing says how wide it is, {@code width}. */
  Expr fixed(ExprAst e, int width) {
    Value v = statements.exprs().lower(e, Env.row());
    Expr value = v instanceof Value.Fixed x ? x.e() : statements.exprs().at(v, width, e.span());
    if (!DecodeTime.isFixed(value)) {
      throw new Failure(
          "E29", e.span(), "this must be known when a program is assembled", "Use no state here.");
    }
    return value;
  }

  private @Nullable Expr conditions(boolean trapsAllowed) {
    Expr all = Simplify.constant(1, 1);
    for (Expr c : statements.exprs().operands().tableConditions()) {
      all = Simplify.and(all, c);
    }
    for (RowDecl.Range r : row.ranges()) {
      all = Simplify.and(all, range(r));
    }
    List<ExprAst> parts = new ArrayList<>();
    for (ExprAst e : row.legal()) {
      split(e, parts);
    }
    for (ExprAst e : parts) {
      Expr c = statements.exprs().condition(e, Env.row());
      if (DecodeTime.isFixed(c) && !readsPc(c)) {
        all = Simplify.and(all, c);
      } else if (trapsAllowed) {
        ctx.out.add(
            new Stmt.If(
                Simplify.not(c), List.of(statements.exprs().operands().trapIllegal()), List.of()));
      } else {
        throw new Failure(
            "E29",
            e.span(),
            "this must be known from the instruction word",
            "Put a condition on state into the row that this one expands to.");
      }
    }
    return Simplify.isConst(all, 1) ? null : all;
  }

  private static void split(ExprAst e, List<ExprAst> out) {
    if (e instanceof ExprAst.Binary b && b.op() == ExprAst.BinaryOperator.AND) {
      split(b.a(), out);
      split(b.b(), out);
    } else {
      out.add(e);
    }
  }

  private static boolean readsPc(Expr e) {
    boolean[] found = {false};
    Rewrite.visit(e, x -> found[0] |= x instanceof Expr.Pc || x instanceof Expr.NextPc);
    return found[0];
  }

  private Expr range(RowDecl.Range r) {
    Operand operand = ctx.operands.get(r.field().name());
    if (operand == null) {
      throw new Failure(
          "E29", row.span(), "'" + r.field().name() + "' is not passed on", "Give it bits.");
    }
    int width = r.field().naturalWidth();
    return between(new Expr.Field(width, operand), r.lo(), r.hi());
  }

  private @Nullable Field csrField() {
    Field found = null;
    for (Field f : ctx.fields.values()) {
      if (f.kind() == Field.Kind.CSR) {
        if (found != null) {
          throw new Failure(
              "E29", row.span(), "only one operand can name a control register", "Use one.");
        }
        found = f;
      }
    }
    return found;
  }

  /** The body under a condition for each register; any other number is illegal. */
  private List<Stmt> byRegister(List<StmtAst> body, Field field) {
    Operand operand = ctx.operands.get(field.name());
    if (operand == null) {
      throw new IllegalStateException(field.name());
    }
    Expr number = new Expr.Field(field.naturalWidth(), operand);
    ctx.used.add(field.name());
    List<Stmt> chain = List.of(statements.exprs().operands().trapIllegal());
    List<CsrDecl> accessible =
        declarations.csrs().stream().filter(csr -> csr.value() != null).toList();
    for (int last = accessible.size() - 1; last >= 0; ) {
      CsrDecl csr = accessible.get(last);
      int first = last;
      while (first > 0 && accessible.get(first - 1).value() == csr.value()) {
        first--; // declared together: one condition for all of them
      }
      ctx.csr = csr;
      ctx.restart();
      Expr condition = between(number, accessible.get(first).number(), csr.number());
      chain = List.of(new Stmt.If(condition, variant(body), chain));
      last = first - 1;
    }
    return chain;
  }

  private static Expr between(Expr value, long lo, long hi) {
    if (lo == hi) {
      return Simplify.equal(value, lo);
    }
    return Simplify.and(
        Simplify.binary(BinaryOp.LE_U, Simplify.constant(value.width(), lo), value),
        Simplify.binary(BinaryOp.LE_U, value, Simplify.constant(value.width(), hi)));
  }

  private List<Stmt> variant(List<StmtAst> body) {
    ctx.flow = new Flow();
    ctx.out = new ArrayList<>();
    ctx.nonZero.clear();
    statements.lower(body, Env.row());
    statements.checkDestinations();
    List<Stmt> lowered = GuardDivisions.run(Cleanup.run(ctx.out));
    return CommitOrder.run(lowered, ctx, row.span());
  }

  /** Fields that are just bits have done their work when a condition has looked at them. */
  private void useBits(Expr legal) {
    Rewrite.visit(
        legal,
        x -> {
          if (x instanceof Expr.Field f
              && ctx.fields.get(f.operand().name()) instanceof Field field
              && field.kind() == Field.Kind.BITS) {
            ctx.used.add(field.name());
          }
        });
  }
}
