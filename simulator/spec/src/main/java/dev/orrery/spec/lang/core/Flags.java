package dev.orrery.spec.lang.core;

import dev.orrery.spec.core.CodeFact;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Failure;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps conditions and integers of many bits apart: {@code and}, {@code or} and {@code xor} of one
 * of each would be bitwise, so that {@code a == b and mask} would be bit 0 of the mask at most. An
 * integer that may be a flag, which is 0 or 1, can stand beside a condition.
 */
final class Flags {
  /** What is known of the bits of an integer. */
  enum Bits {
    /** It is 0 or 1. */
    ONE,
    /** It can be a flag: what is assigned decides. */
    UNKNOWN,
    /** It is no flag, as it has more bits or is computed with. */
    MANY;

    /** What has the bits of this and the other. */
    private Bits with(Bits other) {
      return this == MANY || other == MANY ? MANY : this == ONE ? other : this;
    }
  }

  private final CoreNames names;
  private final Function<String, @Nullable Bits> locals;

  /** Looks names up in {@code names}, but those that are {@code locals}; null is for all others. */
  Flags(CoreNames names, Function<String, @Nullable Bits> locals) {
    this.names = names;
    this.locals = locals;
  }

  /** Refuses {@code and}, {@code or} or {@code xor} of a condition and an integer of many bits. */
  void check(ExprAst.Binary b) {
    boolean isCondition = isCondition(b.a());
    if (isCondition == isCondition(b.b())) {
      return;
    }
    ExprAst integer = isCondition ? b.b() : b.a();
    if (bits(integer) == Bits.MANY) {
      throw new Failure(
          "C12",
          integer.span(),
          "`"
              + b.op().text()
              + "` of a condition and an integer that is no flag"
              + names.valuesIn(integer),
          isClass(integer)
              ? "Compare each time: kind == load or kind == store, or kind in {load, store}."
              : "Compare it, as in x != 0, or keep one of its bits, as in (x and 1).");
    }
  }

  /** As {@link #check}, everywhere in a constant expression. */
  void checkAll(ExprAst e) {
    switch (e) {
      case ExprAst.Unary u -> checkAll(u.a());
      case ExprAst.Binary b -> {
        checkAll(b.a());
        checkAll(b.b());
        if (isLogical(b)) {
          check(b);
        }
      }
      case ExprAst.Ternary t -> {
        checkAll(t.cond());
        checkAll(t.a());
        checkAll(t.b());
      }
      case ExprAst.In in -> {
        checkAll(in.e());
        in.set().forEach(this::checkAll);
      }
      default -> {} // a number: nothing else is constant
    }
  }

  /** Whether this is one of the operators that conditions and integers share. */
  static boolean isLogical(ExprAst.Binary b) {
    return switch (b.op()) {
      case AND, OR, XOR -> true;
      default -> false;
    };
  }

  private static boolean isCondition(ExprAst e) {
    return switch (e) {
      case ExprAst.Name n -> CoreInput.of(n.name()) instanceof CoreInput i && i.width() == 1;
      case ExprAst.Unary u -> isNot(u);
      case ExprAst.Binary b when isLogical(b) -> isCondition(b.a()) && isCondition(b.b());
      case ExprAst.Binary b -> isComparison(b);
      case ExprAst.Ternary t -> isCondition(t.a()) && isCondition(t.b());
      case ExprAst.In in -> true;
      default -> false;
    };
  }

  private static boolean isNot(ExprAst.Unary u) {
    return u.op() == ExprAst.UnaryOperator.NOT && !u.span().text().startsWith("~");
  }

  private static boolean isComparison(ExprAst.Binary b) {
    return switch (b.op()) {
      case EQ, NE -> true;
      case LT, LT_S, LT_U, LE, LE_S, LE_U, GT, GT_S, GT_U, GE, GE_S, GE_U -> true;
      default -> false;
    };
  }

  private boolean isClass(ExprAst e) {
    return e instanceof ExprAst.Name n && names.classes.containsKey(n.name());
  }

  /** What is known of an integer's bits, or of a condition, which is 0 or 1. */
  Bits bits(ExprAst e) {
    return switch (e) {
      case ExprAst.Num n -> bits(n.value());
      case ExprAst.Bits b -> bits(b.value());
      case ExprAst.Name n -> named(n.name());
      case ExprAst.Unary u -> isNot(u) ? Bits.ONE : Bits.MANY;
      case ExprAst.Binary b when isLogical(b) -> logical(b);
      case ExprAst.Binary b -> isComparison(b) ? Bits.ONE : Bits.MANY;
      case ExprAst.Ternary t -> bits(t.a()).with(bits(t.b()));
      case ExprAst.In in -> Bits.ONE;
      case ExprAst.Bracket b -> bracket(b);
      case ExprAst.Low l -> Bits.MANY;
      case ExprAst.Call c -> call(c);
      case ExprAst.Raw r -> Bits.UNKNOWN; // these are in no core
      case ExprAst.Method m -> Bits.UNKNOWN;
    };
  }

  private static Bits bits(long value) {
    return value == 0 || value == 1 ? Bits.ONE : Bits.MANY;
  }

  private Bits named(String name) {
    Bits local = locals.apply(name);
    if (local != null) {
      return local;
    }
    CoreInput input = CoreInput.of(name);
    if (input != null) {
      return input.width() == 1 ? Bits.ONE : Bits.MANY;
    }
    Long parameter = names.parameters.get(name);
    if (parameter != null) {
      return bits(parameter);
    }
    CoreState state = names.states.get(name);
    if (state != null) {
      return bits(state.reset()) == Bits.MANY ? Bits.MANY : Bits.UNKNOWN;
    }
    return names.classes.containsKey(name) ? Bits.MANY : Bits.UNKNOWN;
  }

  private Bits logical(ExprAst.Binary b) {
    Bits x = bits(b.a());
    Bits y = bits(b.b());
    return b.op() == ExprAst.BinaryOperator.AND && (x == Bits.ONE || y == Bits.ONE)
        ? Bits.ONE
        : x.with(y);
  }

  private Bits bracket(ExprAst.Bracket b) {
    if (b.base() instanceof ExprAst.Name n
        && locals.apply(n.name()) == null
        && names.states.get(n.name()) instanceof CoreState state
        && state.isArray()) {
      return named(n.name());
    }
    return b.lo() == null || names.constant(b.hi()) == names.constant(b.lo())
        ? Bits.ONE
        : Bits.MANY;
  }

  private Bits call(ExprAst.Call c) {
    String name = c.name().name();
    if (CoreNames.BUILT_IN.contains(name)) {
      return c.args().stream().map(this::bits).reduce(Bits.ONE, Bits::with);
    }
    return CodeFact.of(name) != null ? Bits.MANY : names.results.getOrDefault(name, Bits.UNKNOWN);
  }
}
