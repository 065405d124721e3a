package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.CounterKind;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.ir.UnaryOp;
import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Functions of the language: widths, arithmetic without an operator of its own, counters. */
final class Builtins {
  private static final Map<String, BinaryOp> BINARY =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("mulh.s", BinaryOp.MULH_S),
              Map.entry("mulh.u", BinaryOp.MULH_U),
              Map.entry("mulh.su", BinaryOp.MULH_SU),
              Map.entry("clmul", BinaryOp.CLMUL),
              Map.entry("clmulh", BinaryOp.CLMULH),
              Map.entry("min.s", BinaryOp.MIN_S),
              Map.entry("min.u", BinaryOp.MIN_U),
              Map.entry("max.s", BinaryOp.MAX_S),
              Map.entry("max.u", BinaryOp.MAX_U),
              Map.entry("rotl", BinaryOp.ROTL),
              Map.entry("rotr", BinaryOp.ROTR)));

  private static final Map<String, UnaryOp> UNARY =
      new TreeMap<>(
          Map.of(
              "popcount", UnaryOp.POPCOUNT,
              "clz", UnaryOp.CLZ,
              "ctz", UnaryOp.CTZ,
              "byteswap", UnaryOp.BYTE_SWAP));

  private static final List<String> OTHERS =
      List.of("zx", "sx", "counter", "csr.read", "csr.write", "zero.block", "has", "sat");

  private static final List<String> FLAGS =
      List.of("borrow", "carry", "overflow.add", "overflow.sub");

  private final RowContext ctx;
  private final ExprLowering exprs;
  private final StmtLowering statements;
  private final FloatingPoint fp;
  private final Csrs csrs;

  Builtins(RowContext ctx, ExprLowering exprs, StmtLowering statements) {
    this.ctx = ctx;
    this.exprs = exprs;
    this.statements = statements;
    this.fp = new FloatingPoint(ctx, exprs);
    this.csrs = new Csrs(ctx, exprs);
  }

  /** Whether a function cannot have this name. */
  static boolean isReserved(String name) {
    return BINARY.containsKey(name)
        || UNARY.containsKey(name)
        || OTHERS.contains(name)
        || FLAGS.contains(name)
        || MemoryAccesses.fixedBytes(name) > 0
        || FloatingPoint.format(name) != null;
  }

  /** The value of a call that has one. */
  Value call(ExprAst.Call c, Env env) {
    Value v = callForEffect(c, env);
    if (v == null) {
      throw new Failure(
          "E00", c.span(), "'" + c.name().name() + "' has no value", "Use it as a statement.");
    }
    return v;
  }

  /** Makes a call; null if it has no value. */
  @Nullable Value callForEffect(ExprAst.Call c, Env env) {
    String name = c.name().name();
    Env.Function passed = env.function(name);
    if (passed != null) {
      ExprAst.Name function = new ExprAst.Name(c.name().span(), passed.name());
      return callForEffect(new ExprAst.Call(c.span(), function, c.args()), env);
    }
    if (env.seesOperands() && ctx.binding(name) instanceof ExprAst.Name other) {
      return callForEffect(new ExprAst.Call(c.span(), other, c.args()), env);
    }
    BinaryOp binary = BINARY.get(name);
    if (binary != null) {
      return binary(c, binary, env);
    }
    UnaryOp unary = UNARY.get(name);
    if (unary != null) {
      Expr a = exprs.natural(args(c, 1).getFirst(), env);
      if (unary == UnaryOp.BYTE_SWAP && a.width() != 16 && a.width() != 32 && a.width() != 64) {
        throw new Failure(
            "E04", c.span(), "bytes of b" + a.width() + " cannot be swapped", "Use b16, b32, b64.");
      }
      return new Value.Fixed(Simplify.unary(unary, a.width(), a));
    }
    if (FLAGS.contains(name)) {
      return flag(c, name, env);
    }
    if (FloatingPoint.format(name) != null) {
      return fp.call(c, env);
    }
    switch (name) {
      case "zx", "sx" -> {
        return extend(c, name.equals("sx"), env);
      }
      case "counter" -> {
        return counter(c);
      }
      case "csr.read" -> {
        return csrs.read(c, args(c, 1), env);
      }
      case "csr.write" -> {
        csrs.write(c, args(c, 2), env);
        return null;
      }
      case "sat" ->
          throw new Failure(
              "E29",
              c.span(),
              "only the amount of a shift can be allowed to reach the width",
              "Write x << sat(n).");
      case "zero.block" -> {
        exprs.memory().zeroBlock(c, env);
        return null;
      }
      case "has" -> {
        long holds = ctx.constants.hasExtension(c) ? 1 : 0;
        return ExprLowering.constant(holds, false, c.span());
      }
      default -> {}
    }
    DeclAst.Sem sem = ctx.declarations.sem(name);
    if (sem == null) {
      List<String> known = new ArrayList<>(OTHERS);
      known.addAll(BINARY.keySet());
      known.addAll(UNARY.keySet());
      known.addAll(FLAGS);
      known.addAll(ctx.declarations.valueNames());
      throw new Failure(
          "E25",
          c.name().span(),
          "there is no function '" + name + "'",
          DidYouMean.help(name, known, "Declare it: sem " + name + "(...) : ..."));
    }
    return statements.inline(sem, c, env);
  }

  static List<ExprAst> args(ExprAst.Call c, int count) {
    if (c.args().size() != count) {
      throw new Failure(
          "E00",
          c.span(),
          "'" + c.name().name() + "' takes " + count + " arguments, not " + c.args().size(),
          "See isa-specs/LANGUAGE.md.");
    }
    return c.args();
  }

  private Value binary(ExprAst.Call c, BinaryOp op, Env env) {
    List<ExprAst> args = args(c, 2);
    Value x = exprs.lower(args.get(0), env);
    Value y = exprs.lower(args.get(1), env);
    Value v;
    if (op.isShift()) {
      Expr a = exprs.natural(x, args.get(0).span());
      Expr n =
          y instanceof Value.Flex f && f.constant() != null
              ? f.maker().at(7)
              : exprs.natural(y, args.get(1).span());
      v = new Value.Fixed(Simplify.binary(op, a, n));
    } else {
      ExprAst.Binary shown =
          new ExprAst.Binary(
              c.span(), c.name().span(), ExprAst.BinaryOperator.MUL, args.get(0), args.get(1));
      v = exprs.both(shown, op, x, y);
    }
    if (v instanceof Value.Fixed f && needsWord(op) && f.e().width() != 32 && f.e().width() != 64) {
      throw new Failure(
          "E04",
          c.span(),
          "'" + c.name().name() + "' works on b32 and b64, this is b" + f.e().width(),
          "Extend the arguments.");
    }
    return v;
  }

  /**
   * What an addition or a subtraction of two values, and perhaps a carry or a borrow of one bit,
   * says besides its result. Source: Hacker's Delight, 2-13 "Overflow Detection".
   */
  private Value flag(ExprAst.Call c, String name, Env env) {
    int count = c.args().size();
    if (count != 2 && count != 3) {
      throw new Failure(
          "E00",
          c.span(),
          "'" + name + "' takes two values, and perhaps a bit that comes in",
          "Write " + name + "(a, b) or " + name + "(a, b, c).");
    }
    Value x = exprs.named(exprs.lower(c.args().get(0), env), c.args().get(0).span());
    Value y = exprs.named(exprs.lower(c.args().get(1), env), c.args().get(1).span());
    ExprAst.Binary shown =
        new ExprAst.Binary(
            c.span(),
            c.name().span(),
            ExprAst.BinaryOperator.ADD,
            c.args().get(0),
            c.args().get(1));
    boolean adds = name.equals("carry") || name.equals("overflow.add");
    Value sum = exprs.both(shown, adds ? BinaryOp.ADD : BinaryOp.SUB, x, y);
    int width = exprs.natural(sum, c.span()).width();
    Expr a = exprs.at(x, width, c.span());
    Expr b = exprs.at(y, width, c.span());
    Expr result = exprs.at(sum, width, c.span());
    Expr in = count == 3 ? exprs.condition(c.args().get(2), env) : Simplify.constant(1, 0);
    boolean plain = Simplify.isConst(in, 0);
    if (!plain) {
      result =
          Simplify.binary(
              adds ? BinaryOp.ADD : BinaryOp.SUB, result, Simplify.extend(false, width, in));
    }
    Expr signs =
        switch (name) {
          case "carry" -> plain ? Simplify.binary(BinaryOp.LT_U, result, a) : out(a, b, result);
          case "borrow" -> plain ? Simplify.binary(BinaryOp.LT_U, a, b) : out(result, b, a);
          case "overflow.add" -> Simplify.and(xor(a, result), xor(b, result));
          default -> Simplify.and(xor(a, b), xor(a, result));
        };
    int top = signs.width() - 1;
    return new Value.Fixed(Simplify.slice(signs, top, top));
  }

  /** Bit by bit, the carry out of {@code x + y} that gives {@code sum}, whatever comes in. */
  private static Expr out(Expr x, Expr y, Expr sum) {
    return Simplify.or(Simplify.and(x, y), Simplify.and(Simplify.or(x, y), Simplify.not(sum)));
  }

  private static Expr xor(Expr a, Expr b) {
    return Simplify.binary(BinaryOp.XOR, a, b);
  }

  private static boolean needsWord(BinaryOp op) {
    return switch (op) {
      case MULH_S, MULH_U, MULH_SU, CLMUL, CLMULH, ROTL, ROTR -> true;
      default -> false;
    };
  }

  private Value extend(ExprAst.Call c, boolean signed, Env env) {
    if (c.args().isEmpty() || c.args().size() > 2) {
      throw new Failure(
          "E00",
          c.span(),
          "zx and sx take a value, and perhaps a width",
          "Write zx(e) or zx(e, 8).");
    }
    ExprAst arg = c.args().getFirst();
    Expr e = exprs.natural(arg, env);
    Value.Maker maker =
        w -> {
          if (w < e.width()) {
            throw new Failure(
                "E15",
                c.span(),
                "'" + c.name().name() + "' would narrow b" + e.width() + " to b" + w,
                "Take a slice: [" + (w - 1) + ":0].");
          }
          return Simplify.extend(signed, w, e);
        };
    if (c.args().size() == 2) {
      int w = ctx.constants.count(c.args().get(1), 1, 64, "the width");
      return new Value.Fixed(maker.at(w));
    }
    Value.Sign sign = signed ? Value.Sign.SIGNED : Value.Sign.UNSIGNED;
    return new Value.Flex(e.width(), sign, null, maker);
  }

  private Value counter(ExprAst.Call c) {
    if (args(c, 1).getFirst() instanceof ExprAst.Name n) {
      for (CounterKind kind : CounterKind.values()) {
        if (kind.name().toLowerCase(Locale.ROOT).equals(n.name())) {
          Expr.Tmp tmp = ctx.temporary(64);
          ctx.out.add(new Stmt.Counter(tmp, kind));
          return new Value.Fixed(tmp);
        }
      }
    }
    throw new Failure(
        "E25", c.span(), "there is no such counter", "Counters are cycle, time, retired.");
  }
}
