package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.ir.UnaryOp;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.declare.Field;
import dev.orrery.spec.lang.declare.View;
import dev.orrery.spec.lang.parse.Numbers;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes what a name can stand for: operands, registers, views of files, parameters. */
final class Operands {
  private static final int LONGEST_QUOTE = 24;

  private final RowContext ctx;
  private final ExprLowering exprs;

  Operands(RowContext ctx, ExprLowering exprs) {
    this.ctx = ctx;
    this.exprs = exprs;
  }

  /** The value of a name. */
  Value name(ExprAst.Name n, Env env) {
    Value bound = env.value(n.name());
    if (bound != null) {
      return bound;
    }
    Env.Place place = env.place(n.name());
    if (place != null) {
      return name(place.name(), place.env());
    }
    Operand operand = env.seesOperands() ? ctx.operands.get(n.name()) : null;
    if (operand != null) {
      return operand(operand, Objects.requireNonNull(ctx.fields.get(n.name())), n.span());
    }
    if (env.seesOperands()) {
      Value given = ctx.given.get(n.name());
      ExprAst binding = given != null ? null : ctx.binding(n.name());
      if (given != null) {
        return given;
      }
      if (binding != null) {
        return bound(binding, n);
      }
    }
    Register register = ctx.declarations.register(n.name());
    if (register != null) {
      checkNotAssigned(place(register), n.span());
      return new Value.Fixed(new Expr.GetReg(register));
    }
    int pcWidth = ctx.declarations.pcWidth();
    if (n.name().equals("PC")) {
      return new Value.Fixed(new Expr.Pc(pcWidth));
    }
    if (n.name().equals("NPC")) {
      return new Value.Fixed(new Expr.NextPc(pcWidth));
    }
    Long parameter = ctx.constants.value(n.name());
    if (parameter != null) {
      return ExprLowering.constant(parameter, false, n.span());
    }
    throw unknown(n, env);
  }

  /** The value that a {@code let} of the tables names, as if it were written in the row. */
  private Value bound(ExprAst e, ExprAst.Name n) {
    if (++ctx.calls > StmtLowering.MAX_CALLS) {
      throw new Failure(
          "E28", n.span(), "'" + n.name() + "' needs itself", "A name cannot use itself.");
    }
    Value v = exprs.lower(e, Env.row());
    ctx.calls--;
    return v;
  }

  private Failure unknown(ExprAst.Name n, Env env) {
    String name = n.name();
    if (ctx.declarations.view(name) != null) {
      return new Failure(
          "E25", n.span(), "'" + name + "' is a register file", "Write " + name + "[number].");
    }
    if (ctx.declarations.sem(name) != null) {
      return new Failure(
          "E25", n.span(), "'" + name + "' is a function", "Write " + name + "(...).");
    }
    List<String> known = new ArrayList<>();
    String otherwise = "A function sees its parameters, registers and parameters of the tables.";
    if (env.seesOperands()) {
      known.addAll(ctx.operands.keySet());
      otherwise = "The row's operands are: " + String.join(", ", known) + ".";
    }
    known.addAll(ctx.declarations.valueNames());
    known.addAll(ctx.declarations.lets());
    known.addAll(List.of("PC", "NPC"));
    return new Failure(
        "E25",
        n.span(),
        "there is nothing called '" + name + "' here",
        DidYouMean.help(name, known, otherwise));
  }

  private Value operand(Operand operand, Field field, Span span) {
    ctx.used.add(field.name());
    int natural = naturalWidth(operand, field);
    return switch (field.kind()) {
      case REGISTER -> {
        View view = Objects.requireNonNull(field.view());
        yield read(place(operand, view), view, span);
      }
      case BITS -> new Value.Fixed(new Expr.Field(natural, operand));
      case TABLE -> new Value.Fixed(looked(operand, field));
      case SIGNED -> flexible(operand, natural, Value.Sign.SIGNED, field, span);
      case UNSIGNED, CSR -> flexible(operand, natural, Value.Sign.UNSIGNED, field, span);
    };
  }

  /** Bits that hold every value of an operand. */
  static int naturalWidth(Operand operand, Field field) {
    return switch (operand.from()) {
      case null -> field.naturalWidth();
      case Operand.From.Computed c -> c.value().width();
      case Operand.From.Next n ->
          n.bytes() instanceof Expr.Const bytes ? (int) (8 * bytes.value()) : Long.SIZE;
    };
  }

  private static Value flexible(
      Operand operand, int natural, Value.Sign sign, Field field, Span span) {
    Value.Maker maker =
        w -> {
          if (w < natural) {
            throw new Failure(
                "E04",
                span,
                field.name()
                    + " has "
                    + natural
                    + " bits, only "
                    + w
                    + " are used here (field at "
                    + field.span().at()
                    + ")",
                "Take a slice: " + field.name() + "[" + (w - 1) + ":0].");
          }
          return new Expr.Field(w, operand);
        };
    return new Value.Flex(natural, sign, null, maker);
  }

  /** {@code @name}. */
  Value raw(ExprAst.Raw r) {
    Operand operand = ctx.operands.get(r.name());
    Field field = ctx.fields.get(r.name());
    if (operand == null || field == null) {
      throw new Failure(
          "E25",
          r.span(),
          "'" + r.name() + "' is no operand of this row",
          DidYouMean.help(
              r.name(),
              ctx.operands.keySet(),
              "Its operands are: " + String.join(", ", ctx.operands.keySet()) + "."));
    }
    ctx.used.add(field.name());
    boolean signed = field.kind() == Field.Kind.SIGNED;
    Value.Sign sign = signed ? Value.Sign.SIGNED : Value.Sign.UNSIGNED;
    return flexible(operand, naturalWidth(operand, field), sign, field, r.span());
  }

  /** The value that an operand table gives. */
  private Expr looked(Operand operand, Field field) {
    int width = field.valueWidth();
    Expr raw = new Expr.Field(field.naturalWidth(), operand);
    // Where values are as wide as the bits, bits that stand for themselves need no looking up.
    boolean same = width == raw.width();
    Expr value = same ? raw : null;
    for (DeclAst.Entry e : field.entries().reversed()) {
      if (e.value() == null) {
        continue;
      }
      long code = code(e);
      Expr v = exprs.at(e.value(), width, Env.function());
      if (value == null) {
        value = v;
      } else if (!same || !Simplify.isConst(v, code)) {
        value = Simplify.select(Simplify.equal(raw, code), v, value);
      }
    }
    return value == null ? Simplify.constant(width, 0) : value;
  }

  private static long code(DeclAst.Entry e) {
    String text = e.code().text();
    Long v = text.startsWith("0d") || text.startsWith("0x") ? null : Numbers.bits(text);
    return v != null ? v : Objects.requireNonNull(Numbers.parse(text));
  }

  /**
   * What the operand tables of a row demand: conditions on the word are returned, those on state
   * become traps.
   */
  List<Expr> tableConditions() {
    List<Expr> out = new ArrayList<>();
    for (Field field : ctx.fields.values()) {
      Operand operand = Objects.requireNonNull(ctx.operands.get(field.name()));
      Expr raw = new Expr.Field(field.naturalWidth(), operand);
      for (DeclAst.Entry e : field.entries()) {
        Expr other = Simplify.not(Simplify.equal(raw, code(e)));
        if (e.value() == null) {
          out.add(other);
        } else if (e.legal() != null) {
          Expr legal = Simplify.or(other, exprs.condition(e.legal(), Env.function()));
          if (DecodeTime.isFixed(legal)) {
            out.add(legal);
          } else {
            ctx.out.add(
                new Stmt.If(
                    Simplify.and(
                        Simplify.not(other),
                        Simplify.not(exprs.condition(e.legal(), Env.function()))),
                    List.of(trapIllegal()),
                    List.of()));
          }
        }
      }
    }
    return out;
  }

  /** An illegal instruction exception. */
  Stmt trapIllegal() {
    Integer cause = ctx.declarations.cause("illegal");
    int width = ctx.declarations.pcWidth();
    return new Stmt.Trap(
        TrapKind.ILLEGAL,
        Simplify.constant(width, cause == null ? 0 : cause),
        Simplify.constant(width, 0));
  }

  Flow.Place place(Operand operand, View view) {
    return new Flow.Place(operand.name(), view.file(), new Expr.Index.Of(operand), true);
  }

  static Flow.Place place(Register register) {
    return new Flow.Place(register.name(), null, null, false);
  }

  /** The register that {@code X[1]} or {@code X[@rd]} names. */
  Flow.Place place(View view, ExprAst.Bracket b, Env env) {
    if (b.hi() instanceof ExprAst.Raw r && ctx.operands.get(r.name()) instanceof Operand o) {
      Field field = Objects.requireNonNull(ctx.fields.get(r.name()));
      if (o.from() != null) {
        throw new Failure(
            "E29",
            b.hi().span(),
            "'" + r.name() + "' has no bits of its own in the word",
            "Declare a field of the kind " + view.name() + ", and name that.");
      }
      long most = field.bits().extract(field.bits().mask());
      if (field.kind() == Field.Kind.SIGNED || most < 0 || most >= view.file().count()) {
        throw new Failure(
            "E10",
            b.hi().span(),
            "'"
                + r.name()
                + "' can be "
                + most
                + ", "
                + view.file().name()
                + " has "
                + view.file().count()
                + " registers",
            "Take fewer bits.");
      }
      ctx.used.add(r.name());
      Expr.Index index = new Expr.Index.Of(o);
      return new Flow.Place(view.name() + "[@" + r.name() + "]", view.file(), index, false);
    }
    int count = view.file().count();
    int number =
        ctx.constants.count(
            b.hi(), 0, count - 1, "the number of a register of " + view.file().name());
    return new Flow.Place(
        view.name() + "[" + number + "]", view.file(), new Expr.Index.Fixed(number), false);
  }

  /** The contents of a register, as a view sees them. */
  Value read(Flow.Place place, View view, Span span) {
    checkNotAssigned(place, span);
    Expr all = new Expr.GetFile(view.file(), Objects.requireNonNull(place.index()));
    if (view.isWhole()) {
      return new Value.Fixed(all);
    }
    return new Value.Fixed(
        view.read() == View.Read.UNBOX
            ? Simplify.unary(UnaryOp.UNBOX, view.width(), all)
            : Simplify.slice(all, view.hi(), view.lo()));
  }

  private void checkNotAssigned(Flow.Place place, Span span) {
    Span assigned = ctx.flow.assignment(place);
    if (assigned != null) {
      throw new Failure(
          "E09",
          span,
          "'"
              + place.name()
              + "' is read after it was assigned, at "
              + assigned.at()
              + "; reads see the state before the instruction",
          "Name the new value with `let`, and use that.");
    }
  }

  /** Assigns a register through a view. */
  void write(Flow.Place place, View view, Expr value) {
    Expr.Index index = Objects.requireNonNull(place.index());
    ctx.out.add(new Stmt.PutFile(view.file(), index, widened(view, index, value)));
  }

  private static Expr widened(View view, Expr.Index index, Expr value) {
    if (view.isWhole()) {
      return value;
    }
    int width = view.file().width();
    return switch (view.write()) {
      case ZEXT -> Simplify.extend(false, width, value);
      case SEXT -> Simplify.extend(true, width, value);
      case NANBOX -> Simplify.unary(UnaryOp.BOX, width, value);
      case MERGE -> {
        Expr old = new Expr.GetFile(view.file(), index);
        Expr e = value;
        if (view.lo() > 0) {
          e = Simplify.concat(e, Simplify.slice(old, view.lo() - 1, 0));
        }
        if (view.hi() < width - 1) {
          e = Simplify.concat(Simplify.slice(old, width - 1, view.hi() + 1), e);
        }
        yield e;
      }
    };
  }

  /** {@code rs1 is b64}, with the place of the declaration if it is a field. */
  String described(ExprAst e, Expr lowered) {
    @Nullable Field field = e instanceof ExprAst.Name n ? ctx.fields.get(n.name()) : null;
    String where = field == null ? "" : " (field at " + field.span().at() + ")";
    return shown(e) + " is b" + lowered.width() + where;
  }

  /** The text of {@code e}, if it is short. */
  String shown(ExprAst e) {
    String text = e.span().text();
    return text.length() <= LONGEST_QUOTE ? text : "...";
  }
}
