package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.declare.CsrDecl;
import dev.orrery.spec.lang.declare.Declarations;
import dev.orrery.spec.lang.declare.Field;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Register;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Control and status registers. A row that names one by an operand is lowered once for each
 * register ({@link RowContext#csr}), so here it is always known which one is meant.
 */
final class Csrs {
  private final RowContext ctx;
  private final ExprLowering exprs;

  /** A part of a register's value: a slice of a register, or constant bits where it is null. */
  private record Part(@Nullable Register register, int hi, int lo, int width, Span span) {}

  Csrs(RowContext ctx, ExprLowering exprs) {
    this.ctx = ctx;
    this.exprs = exprs;
  }

  Value read(ExprAst.Call c, List<ExprAst> args, Env env) {
    CsrDecl csr = register(args.getFirst(), env);
    Expr e = exprs.natural(Objects.requireNonNull(csr.value()), Env.function());
    int width = ctx.declarations.pcWidth();
    if (e.width() > width) {
      throw new Failure(
          "E04",
          Objects.requireNonNull(csr.value()).span(),
          "'" + csr.name() + "' is b" + e.width() + ", wider than a register",
          "Take a slice: [XLEN-1:0].");
    }
    return new Value.Fixed(Simplify.extend(false, width, e));
  }

  void write(ExprAst.Call c, List<ExprAst> args, Env env) {
    CsrDecl csr = register(args.getFirst(), env);
    int width = ctx.declarations.pcWidth();
    Expr value = exprs.at(args.get(1), width, env);
    if (csr.readOnly()) {
      exprs.memory().mayTrap(c.span(), "writing a read-only register");
      ctx.out.add(exprs.operands().trapIllegal());
      ctx.flow.trap();
      return;
    }
    List<Part> parts = parts(Objects.requireNonNull(csr.value()));
    Set<Register> registers = new LinkedHashSet<>();
    for (Part part : parts.reversed()) {
      if (part.register() != null) {
        registers.add(part.register());
      }
    }
    if (!registers.isEmpty()) {
      Expr shared = ((Value.Fixed) exprs.named(new Value.Fixed(value), c.span())).e();
      for (Register r : registers) {
        put(r, parts, shared, c.span());
      }
    }
  }

  /** Assigns {@code r} the bits of {@code value} that stand for it; its other bits stay. */
  private void put(Register r, List<Part> parts, Expr value, Span span) {
    Expr[] bits = new Expr[r.width()];
    int at = 0;
    for (Part part : parts.reversed()) {
      for (int i = 0; i < part.width(); i++, at++) {
        if (part.register() == r) {
          bits[part.lo() + i] = Simplify.slice(value, at, at);
        }
      }
    }
    Expr e = null;
    for (int i = 0; i < bits.length; i++) {
      Expr bit = bits[i] != null ? bits[i] : Simplify.slice(new Expr.GetReg(r), i, i);
      e = e == null ? bit : Simplify.concat(bit, e);
    }
    Flow.Place place = Operands.place(r);
    Span before = ctx.flow.assignment(place);
    if (before != null) {
      throw new Failure(
          "E11",
          span,
          "'" + place.name() + "' may be assigned already, at " + before.at(),
          "All assignments of a row happen together: put the two under `if` and `else`.");
    }
    ctx.flow.assign(place, ctx.decoded, span);
    ctx.out.add(new Stmt.PutReg(r, Objects.requireNonNull(e)));
  }

  /** The register that {@code e} names: the one this variant is for, or a constant. */
  private CsrDecl register(ExprAst e, Env env) {
    if (e instanceof ExprAst.Name p && env.place(p.name()) instanceof Env.Place place) {
      return register(place.name(), place.env());
    }
    if (e instanceof ExprAst.Name n
        && env.seesOperands()
        && ctx.fields.get(n.name()) instanceof Field f
        && f.kind() == Field.Kind.CSR) {
      ctx.used.add(f.name());
      return Objects.requireNonNull(ctx.csr);
    }
    long number = ctx.constants.eval(e);
    CsrDecl csr = ctx.declarations.csr((int) number);
    if (csr == null || csr.value() == null) {
      throw new Failure(
          "E25",
          e.span(),
          "there is no control register " + number + " that can be accessed",
          "Declare it: csr " + number + " NAME rw = ...");
    }
    return csr;
  }

  /** The parts that a writable register's value is made of, from the left. */
  private List<Part> parts(ExprAst value) {
    List<Part> out = new ArrayList<>();
    collect(value, out);
    List<Part> seen = new ArrayList<>();
    for (Part p : out) {
      for (Part q : seen) {
        if (p.register() != null
            && p.register() == q.register()
            && p.lo() <= q.hi()
            && q.lo() <= p.hi()) {
          throw new Failure(
              "E21",
              p.span(),
              "bits of '" + p.register().name() + "' stand in this control register twice",
              "Each bit has one place.");
        }
      }
      seen.add(p);
    }
    return out;
  }

  private void collect(ExprAst e, List<Part> out) {
    if (e instanceof ExprAst.Binary b && b.op() == ExprAst.BinaryOperator.CONCAT) {
      collect(b.a(), out);
      collect(b.b(), out);
      return;
    }
    if (e instanceof ExprAst.Bits b) {
      out.add(new Part(null, -1, -1, b.width(), b.span()));
      return;
    }
    Expr lowered = exprs.natural(e, Env.function());
    switch (lowered) {
      case Expr.GetReg g -> out.add(new Part(g.register(), g.width() - 1, 0, g.width(), e.span()));
      case Expr.Slice s when s.a() instanceof Expr.GetReg g ->
          out.add(new Part(g.register(), s.hi(), s.lo(), s.width(), e.span()));
      default ->
          throw new Failure(
              "E21",
              e.span(),
              "this part of a control register cannot be written",
              "Use registers, slices of registers and bit strings, or declare it `ro`.");
    }
  }

  /** Checks what can be checked without a row that accesses the registers. */
  static final class Checker {
    private final Declarations declarations;
    private final Diagnostics diagnostics;

    Checker(Declarations declarations, Diagnostics diagnostics) {
      this.declarations = declarations;
      this.diagnostics = diagnostics;
    }

    void check() {
      for (CsrDecl csr : declarations.csrs()) {
        if (csr.value() == null || csr.readOnly()) {
          continue;
        }
        RowContext ctx =
            new RowContext(
                declarations,
                declarations.constants(),
                diagnostics,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
        try {
          List<Part> parts = new Csrs(ctx, new StmtLowering(ctx).exprs()).parts(csr.value());
          int width = parts.stream().mapToInt(Part::width).sum();
          if (width > declarations.pcWidth()) {
            throw new Failure(
                "E21",
                csr.value().span(),
                "'" + csr.name() + "' is b" + width + ", wider than a register",
                "Drop some of its parts.");
          }
        } catch (Failure e) {
          diagnostics.add(e.diagnostic());
        }
      }
    }
  }
}
