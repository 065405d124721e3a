package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.AmoOp;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.MemoryOrder;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.ir.UnaryOp;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Accesses to memory: plain ones, atomic ones, and what all of them ask of the row, which is that
 * nothing has happened before one that may trap.
 */
final class MemoryAccesses {
  private static final Map<String, AmoOp> AMO =
      new TreeMap<>(
          Map.of(
              "swap", AmoOp.SWAP,
              "add", AmoOp.ADD,
              "xor", AmoOp.XOR,
              "and", AmoOp.AND,
              "or", AmoOp.OR,
              "min.s", AmoOp.MIN_S,
              "max.s", AmoOp.MAX_S,
              "min.u", AmoOp.MIN_U,
              "max.u", AmoOp.MAX_U));

  private static final String METHODS =
      "amo(OP, v, aq, rl), cas(expected, v, aq, rl), lr(aq, rl), sc(v, aq, rl)";

  private static final String PAIR =
      "let low, high = M16[a].cas(expectedLow, expectedHigh, low, high, aq, rl)";

  private static final int PAIR_ARGS = 6;

  private final RowContext ctx;
  private final ExprLowering exprs;

  MemoryAccesses(RowContext ctx, ExprLowering exprs) {
    this.ctx = ctx;
    this.exprs = exprs;
  }

  /** Bytes that {@code M4}, or {@code Mn} with a size n of the row, access; 0 for other names. */
  int memoryBytes(ExprAst.Name n) {
    int bytes = fixedBytes(n.name());
    Long size =
        bytes == 0 && n.name().startsWith("M") ? ctx.constants.own(n.name().substring(1)) : null;
    if (size == null) {
      return bytes;
    }
    if (size != 8 && size != 16 && size != 32 && size != 64) {
      throw new Failure(
          "E10",
          n.span(),
          "memory is accessed in 8, 16, 32 or 64 bits, here it is " + size,
          "Use another size.");
    }
    return (int) (size / 8);
  }

  /** {@code e} as it is in memory, or as it was there: bytes swapped where data is big-endian. */
  Expr ordered(Expr e) {
    return ctx.declarations.dataOrder() == ByteOrder.LITTLE || e.width() == 8
        ? e
        : Simplify.unary(UnaryOp.BYTE_SWAP, e.width(), e);
  }

  /** Bytes that {@code M4} and its kin access whatever the row; 0 for other names. */
  static int fixedBytes(String name) {
    return switch (name) {
      case "M1" -> 1;
      case "M2" -> 2;
      case "M4" -> 4;
      case "M8" -> 8;
      default -> 0;
    };
  }

  /** Sets a block to zeros. */
  void zeroBlock(ExprAst.Call c, Env env) {
    List<ExprAst> args = Builtins.args(c, 2);
    Expr address = exprs.at(args.getFirst(), ctx.declarations.pcWidth(), env);
    int bytes = ctx.declarations.constants().count(args.get(1), 8, 4096, "the size of a block");
    if (Integer.bitCount(bytes) != 1) {
      throw new Failure(
          "E10",
          args.get(1).span(),
          "a block of " + bytes + " bytes has no natural alignment",
          "Use a power of two.");
    }
    mayTrap(c.span(), "this store");
    ctx.flow.effect(c.span());
    ctx.out.add(new Stmt.ZeroBlock(bytes, address));
  }

  /** Reads memory. */
  Value load(ExprAst.Bracket b, int bytes, Env env) {
    Expr address = exprs.at(b.hi(), ctx.declarations.pcWidth(), env);
    mayTrap(b.span(), "this load");
    Expr.Tmp tmp = ctx.temporary(8 * bytes);
    ctx.out.add(new Stmt.Load(tmp, bytes, address));
    return new Value.Fixed(ordered(tmp));
  }

  /** An atomic access. */
  Value method(ExprAst.Method m, Env env) {
    int bytes =
        m.base() instanceof ExprAst.Bracket b
                && b.lo() == null
                && b.base() instanceof ExprAst.Name n
            ? memoryBytes(n)
            : 0;
    if (bytes != 4 && bytes != 8) {
      throw new Failure(
          "E00",
          m.span(),
          "only 4 or 8 bytes of memory can be accessed so",
          "Write M4[a]." + m.name().name() + "(...).");
    }
    Expr address = exprs.at(((ExprAst.Bracket) m.base()).hi(), ctx.declarations.pcWidth(), env);
    int count = m.args().size();
    return switch (m.name().name()) {
      case "lr" -> {
        checkArgs(m, 2);
        MemoryOrder order = order(m, 0, env);
        mayTrap(m.span(), "this access");
        ctx.flow.effect(m.span());
        Expr.Tmp tmp = ctx.temporary(8 * bytes);
        ctx.out.add(new Stmt.LoadReserved(tmp, bytes, address, order));
        yield new Value.Fixed(ordered(tmp));
      }
      case "sc" -> {
        checkArgs(m, 3);
        Expr value = exprs.at(m.args().getFirst(), 8 * bytes, env);
        MemoryOrder order = order(m, 1, env);
        mayTrap(m.span(), "this access");
        ctx.flow.effect(m.span());
        Expr.Tmp tmp = ctx.temporary(1);
        ctx.out.add(new Stmt.StoreConditional(tmp, bytes, address, ordered(value), order));
        yield new Value.Fixed(tmp);
      }
      case "amo" -> {
        checkArgs(m, 4);
        AmoOp op = amoOp(m.args().getFirst());
        requireLittleEndian(m);
        Expr value = exprs.at(m.args().get(1), 8 * bytes, env);
        MemoryOrder order = order(m, 2, env);
        mayTrap(m.span(), "this access");
        ctx.flow.effect(m.span());
        Expr.Tmp tmp = ctx.temporary(8 * bytes);
        ctx.out.add(new Stmt.Amo(tmp, op, bytes, address, value, order));
        yield new Value.Fixed(tmp);
      }
      case "cas" -> {
        checkArgs(m, 4);
        Expr expected = exprs.at(m.args().getFirst(), 8 * bytes, env);
        Expr value = exprs.at(m.args().get(1), 8 * bytes, env);
        MemoryOrder order = order(m, 2, env);
        mayTrap(m.span(), "this access");
        ctx.flow.effect(m.span());
        Expr.Tmp tmp = ctx.temporary(8 * bytes);
        ctx.out.add(new Stmt.CompareAndSwap(tmp, bytes, address, expected, value, order));
        yield new Value.Fixed(tmp);
      }
      default ->
          throw new Failure(
              "E25",
              m.name().span(),
              "memory has no '" + m.name().name() + "' of " + count + " arguments",
              "It has " + METHODS + ".");
    };
  }

  /** Two values that one access gives. */
  record Pair(Expr.Tmp low, Expr.Tmp high) {}

  /** An atomic access to 16 bytes. */
  Pair pair(ExprAst.Method m, Env env) {
    boolean isCas =
        m.base() instanceof ExprAst.Bracket b
            && b.lo() == null
            && b.base() instanceof ExprAst.Name n
            && n.name().equals("M16")
            && m.name().name().equals("cas")
            && m.args().size() == PAIR_ARGS;
    if (!isCas) {
      throw new Failure("E00", m.span(), "this does not give two values", "Write " + PAIR + ".");
    }
    requireLittleEndian(m);
    Expr address = exprs.at(((ExprAst.Bracket) m.base()).hi(), ctx.declarations.pcWidth(), env);
    List<Expr> values = new ArrayList<>();
    for (ExprAst arg : m.args().subList(0, PAIR_ARGS - 2)) {
      values.add(exprs.at(arg, Long.SIZE, env));
    }
    MemoryOrder order = order(m, PAIR_ARGS - 2, env);
    mayTrap(m.span(), "this access");
    ctx.flow.effect(m.span());
    Pair pair = new Pair(ctx.temporary(Long.SIZE), ctx.temporary(Long.SIZE));
    ctx.out.add(
        new Stmt.CompareAndSwapPair(
            pair.low(),
            pair.high(),
            address,
            values.get(0),
            values.get(1),
            values.get(2),
            values.get(3),
            order));
    return pair;
  }

  private void requireLittleEndian(ExprAst.Method m) {
    if (ctx.declarations.dataOrder() != ByteOrder.LITTLE) {
      throw new Failure(
          "E29",
          m.span(),
          "atomic operations work on little-endian data",
          "Use lr and sc, which do not compute.");
    }
  }

  private static void checkArgs(ExprAst.Method m, int count) {
    if (m.args().size() != count) {
      throw new Failure(
          "E00",
          m.span(),
          "'" + m.name().name() + "' takes " + count + " arguments, not " + m.args().size(),
          "Write " + METHODS + ".");
    }
  }

  private static AmoOp amoOp(ExprAst e) {
    String name = e.span().text();
    AmoOp op = AMO.get(name);
    if (op == null) {
      throw new Failure(
          "E25",
          e.span(),
          "there is no atomic operation '" + name + "'",
          "Operations are: " + String.join(", ", AMO.keySet()) + ".");
    }
    return op;
  }

  private MemoryOrder order(ExprAst.Method m, int from, Env env) {
    return new MemoryOrder(
        exprs.condition(m.args().get(from), env), exprs.condition(m.args().get(from + 1), env));
  }

  /** Notes that something may trap here, which must not be behind an effect or in an arm. */
  void mayTrap(Span span, String what) {
    if (ctx.arms > 0) {
      throw new Failure(
          "E29",
          span,
          "memory cannot be accessed in one of the values of `? :`",
          "Use `if c: ... else: ...`.");
    }
    Span effect = ctx.flow.effect();
    if (effect != null) {
      throw new Failure(
          "E08",
          span,
          what + " may trap, but the effect at " + effect.at() + " has happened by then",
          "Access memory once, loads before stores; or make two rows.");
    }
  }
}
