package dev.orrery.spec.lang.core;

import dev.orrery.spec.core.CodeFact;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.UnaryOp;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * Lowers expressions: integers of 64 bits, and conditions of one bit that become 0 or 1 where an
 * integer is wanted. What reads a state or calls a function becomes a statement before the one that
 * the expression is in; the arms of a choice only happen when they are chosen.
 */
final class CoreExprs {
  private final CoreBody body;
  private final CoreNames names;
  private final Flags flags;

  CoreExprs(CoreBody body, CoreNames names) {
    this.body = body;
    this.names = names;
    this.flags = new Flags(names, body::bits);
  }

  /** The value as 64 bits. */
  Expr integer(ExprAst e) {
    return asInteger(lower(e));
  }

  /** Whether the value is not 0. */
  Expr condition(ExprAst e) {
    return asCondition(lower(e));
  }

  /** What is known of the bits of the value. */
  Flags.Bits bits(ExprAst e) {
    return flags.bits(e);
  }

  private static Expr asInteger(Expr e) {
    return e.width() == 64 ? e : Simplify.extend(false, 64, e);
  }

  private static Expr asCondition(Expr e) {
    return e.width() == 1 ? e : Simplify.binary(BinaryOp.NE, e, number(0));
  }

  private static Expr number(long value) {
    return Simplify.constant(64, value);
  }

  /** Whether {@code e} calls a function that has no value. */
  boolean isProcedure(ExprAst e) {
    return e instanceof ExprAst.Call c
        && names.functions.containsKey(c.name().name())
        && body.function(c.name()).result() == null;
  }

  private Expr lower(ExprAst e) {
    return switch (e) {
      case ExprAst.Num n -> number(n.value());
      case ExprAst.Bits b -> number(b.value());
      case ExprAst.Name n -> name(n);
      case ExprAst.Unary u -> unary(u);
      case ExprAst.Binary b -> binary(b);
      case ExprAst.Ternary t -> ternary(t);
      case ExprAst.In in -> in(in);
      case ExprAst.Bracket b -> bracket(b);
      case ExprAst.Call c -> call(c, true);
      case ExprAst.Low l -> bits(integer(l.e()), 31, 0);
      case ExprAst.Raw r ->
          throw new Failure(
              "C09",
              r.span(),
              "a core has no operands of single instructions",
              "Use dst, src1, src2, src3 or imm, or bits of word.");
      case ExprAst.Method m ->
          throw new Failure(
              "C09", m.span(), "a core accesses no memory", "Use addr, size and code(address).");
    };
  }

  private Expr name(ExprAst.Name n) {
    String name = n.name();
    Expr.Tmp local = body.local(name);
    if (local != null) {
      return local;
    }
    CoreInput input = CoreInput.of(name);
    if (input == CoreInput.NOW) {
      Expr.Tmp t = body.temporary(64);
      body.add(new CoreStmt.Now(t), n);
      return t;
    }
    if (input != null) {
      return body.input(input, n);
    }
    Long parameter = names.parameters.get(name);
    if (parameter != null) {
      return number(parameter);
    }
    Integer kind = names.classes.get(name);
    if (kind != null) {
      return number(kind);
    }
    CoreState state = names.states.get(name);
    if (state != null && !state.isArray()) {
      Expr.Tmp t = body.temporary(64);
      body.add(new CoreStmt.Read(t, state, null), n);
      return t;
    }
    if (state != null) {
      throw new Failure(
          "C09", n.span(), "'" + name + "' has many cells", "Say which: " + name + "[0].");
    }
    List<String> known = new ArrayList<>(names.parameters.keySet());
    known.addAll(names.states.keySet());
    known.addAll(names.classes.keySet());
    for (CoreInput i : CoreInput.values()) {
      known.add(i.text());
    }
    throw new Failure(
        "C04",
        n.span(),
        "nothing is called '" + name + "'",
        DidYouMean.help(
            name, known, "It may be a local, a parameter, a state, a class or an input."));
  }

  private Expr unary(ExprAst.Unary u) {
    if (u.op() == ExprAst.UnaryOperator.NEG) {
      return Simplify.unary(UnaryOp.NEG, 64, integer(u.a()));
    }
    // `not` and `~` are one operator in instruction tables, where a condition has one bit.
    return u.span().text().startsWith("~")
        ? Simplify.unary(UnaryOp.NOT, 64, integer(u.a()))
        : Simplify.unary(UnaryOp.NOT, 1, condition(u.a()));
  }

  private Expr binary(ExprAst.Binary b) {
    BinaryOp op =
        switch (b.op()) {
          case ADD -> BinaryOp.ADD;
          case SUB -> BinaryOp.SUB;
          case MUL -> BinaryOp.MUL;
          case SHL -> BinaryOp.SHL;
          case SHIFT_RIGHT, SAR -> BinaryOp.SAR;
          case SHR -> BinaryOp.SHR;
          case EQ -> BinaryOp.EQ;
          case NE -> BinaryOp.NE;
          case LT, LT_S, GT, GT_S -> BinaryOp.LT_S;
          case LE, LE_S, GE, GE_S -> BinaryOp.LE_S;
          case LT_U, GT_U -> BinaryOp.LT_U;
          case LE_U, GE_U -> BinaryOp.LE_U;
          case AND -> BinaryOp.AND;
          case OR -> BinaryOp.OR;
          case XOR -> BinaryOp.XOR;
          case DIV, DIV_S -> BinaryOp.DIV_S;
          case REM, REM_S -> BinaryOp.REM_S;
          case DIV_U -> BinaryOp.DIV_U;
          case REM_U -> BinaryOp.REM_U;
          case CONCAT ->
              throw new Failure(
                  "C09",
                  b.opSpan(),
                  "values of a core have no width to be joined by",
                  "Shift and add.");
        };
    Expr x = lower(b.a());
    Expr y = lower(b.b());
    return switch (op) {
      case AND, OR, XOR -> {
        flags.check(b);
        yield x.width() == y.width()
            ? Simplify.binary(op, x, y)
            : Simplify.binary(op, asInteger(x), asInteger(y));
      }
      case DIV_S, DIV_U, REM_S, REM_U -> divided(b, op, asInteger(x), asInteger(y));
      case SHL, SHR, SAR -> Simplify.binary(op, asInteger(x), amount(asInteger(y)));
      default ->
          switch (b.op()) {
            case GT, GT_S, GT_U, GE, GE_S, GE_U -> Simplify.binary(op, asInteger(y), asInteger(x));
            default -> Simplify.binary(op, asInteger(x), asInteger(y));
          };
    };
  }

  /** An amount that cannot reach 64 says so by its width. */
  private static Expr amount(Expr y) {
    return y instanceof Expr.Const c && c.value() >= 0 && c.value() < 64
        ? Simplify.constant(6, c.value())
        : y;
  }

  /** What is divided by 0 is 0. */
  private Expr divided(ExprAst.Binary b, BinaryOp op, Expr x, Expr y) {
    if (y instanceof Expr.Const c) {
      if (c.value() == 0) {
        throw new Failure("E16", b.opSpan(), "division by zero", "Use another divisor.");
      }
      return powerOfTwo(op, x, c);
    }
    // The divisor stands there twice: divisors of divisors must not double with each one.
    Expr.Tmp divisor = body.temporary(64);
    body.add(new CoreStmt.Set(divisor, y), b);
    return Simplify.select(
        Simplify.binary(BinaryOp.EQ, divisor, number(0)),
        number(0),
        new Expr.Binary(op, x, divisor));
  }

  /** Caches and predictors divide by powers of two, which are shifts only without a sign. */
  private static Expr powerOfTwo(BinaryOp op, Expr x, Expr.Const c) {
    if (Long.bitCount(c.value()) != 1 || op != BinaryOp.DIV_U && op != BinaryOp.REM_U) {
      return Simplify.binary(op, x, c);
    }
    return op == BinaryOp.DIV_U
        ? Simplify.binary(
            BinaryOp.SHR, x, Simplify.constant(6, Long.numberOfTrailingZeros(c.value())))
        : Simplify.binary(BinaryOp.AND, x, number(c.value() - 1));
  }

  private Expr ternary(ExprAst.Ternary t) {
    Expr condition = condition(t.cond());
    Expr[] arms = new Expr[2];
    List<CoreStmt> first = body.block(() -> arms[0] = lower(t.a()));
    List<CoreStmt> second = body.block(() -> arms[1] = lower(t.b()));
    int width = arms[0].width() == arms[1].width() ? arms[0].width() : 64;
    Expr a = width == 64 ? asInteger(arms[0]) : arms[0];
    Expr b = width == 64 ? asInteger(arms[1]) : arms[1];
    if (first.isEmpty() && second.isEmpty()) {
      return Simplify.select(condition, a, b);
    }
    Expr.Tmp value = body.temporary(width);
    first.add(new CoreStmt.Set(value, a));
    second.add(new CoreStmt.Set(value, b));
    body.choose(condition, first, second, t.cond());
    return value;
  }

  private Expr in(ExprAst.In in) {
    Expr.Tmp value = body.temporary(64); // it stands there once for each member
    body.add(new CoreStmt.Set(value, integer(in.e())), in);
    Expr any = Simplify.constant(1, 0);
    for (ExprAst member : in.set()) {
      any = Simplify.binary(BinaryOp.OR, any, Simplify.binary(BinaryOp.EQ, value, integer(member)));
    }
    return any;
  }

  private Expr bracket(ExprAst.Bracket b) {
    if (b.base() instanceof ExprAst.Name n
        && body.local(n.name()) == null
        && names.states.get(n.name()) instanceof CoreState state
        && state.isArray()) {
      if (b.lo() != null) {
        throw new Failure(
            "C09", b.span(), "a cell has one index", "Take its bits: (" + n.name() + "[i])[7:0].");
      }
      Expr index = integer(b.hi());
      Expr.Tmp t = body.temporary(64);
      body.add(new CoreStmt.Read(t, state, index), b);
      return t;
    }
    Expr value = integer(b.base());
    long hi = bit(b.hi());
    long lo = b.lo() == null ? hi : bit(b.lo());
    if (lo < 0 || hi < lo || hi > 63) {
      throw new Failure(
          "C09", b.span(), "these are no bits of a value", "Write [hi:lo], from 63 down to 0.");
    }
    return bits(value, (int) hi, (int) lo);
  }

  /** The number of a bit, which must be known. */
  private long bit(ExprAst e) {
    try {
      return names.constant(e);
    } catch (Failure f) {
      throw new Failure(
          "C09",
          f.diagnostic().span(),
          "which bits are meant must be known when the table is compiled",
          "Numbers and parameters can stand here; else shift: (value >>u n)[0]. Only states have"
              + " cells.");
    }
  }

  private static Expr bits(Expr value, int hi, int lo) {
    Expr slice = Simplify.slice(value, hi, lo);
    return slice.width() == 64 ? slice : Simplify.extend(false, 64, slice);
  }

  /** A call; {@code hasValue} says whether one is wanted. */
  Expr call(ExprAst.Call c, boolean hasValue) {
    String name = c.name().name();
    CodeFact fact = CodeFact.of(name);
    if (fact != null) {
      arity(c, 1);
      Expr address = integer(c.args().getFirst());
      Expr.Tmp t = body.temporary(64);
      body.add(new CoreStmt.Look(t, fact, address), c);
      return t;
    }
    if (CoreNames.BUILT_IN.contains(name)) {
      arity(c, 2);
      BinaryOp op = name.equals("min") ? BinaryOp.MIN_S : BinaryOp.MAX_S;
      return Simplify.binary(op, integer(c.args().get(0)), integer(c.args().get(1)));
    }
    if (!names.functions.containsKey(name)) {
      List<String> known = new ArrayList<>(names.functions.keySet());
      known.addAll(CoreNames.BUILT_IN);
      for (CodeFact f : CodeFact.values()) {
        known.add(f.text());
      }
      throw new Failure(
          "C04",
          c.name().span(),
          "there is no function '" + name + "'",
          DidYouMean.help(name, known, "Declare it: fn " + name + "(...) : ..."));
    }
    CoreRoutine function = body.function(c.name());
    arity(c, function.parameters().size());
    List<Expr> arguments = new ArrayList<>();
    function.inputs().forEach(i -> arguments.add(body.input(i, c)));
    c.args().forEach(a -> arguments.add(integer(a)));
    Expr.Tmp result = hasValue ? body.temporary(64) : null;
    if (hasValue && function.result() == null) {
      throw new Failure(
          "C09", c.span(), "'" + name + "' has no value", "Its last statement must be one.");
    }
    body.add(new CoreStmt.Call(result, function, arguments), c);
    return result == null ? number(0) : result;
  }

  private static void arity(ExprAst.Call c, int count) {
    if (c.args().size() != count) {
      throw new Failure(
          "C09",
          c.span(),
          "'%s' takes %d %s, not %d"
              .formatted(
                  c.name().name(), count, count == 1 ? "argument" : "arguments", c.args().size()),
          "Give it as many as it is declared with.");
    }
  }
}
