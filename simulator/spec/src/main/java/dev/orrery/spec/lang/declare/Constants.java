package dev.orrery.spec.lang.declare;

import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters and the constant expressions over them: widths, counts, bit numbers, {@code need}
 * conditions. Plain integers, unlike the values that rows compute with.
 */
public final class Constants {
  private final Map<String, ExprAst> unevaluated = new LinkedHashMap<>();
  private final Map<String, Long> values = new LinkedHashMap<>();

  /** Null where there are no extensions to ask about. */
  private final @Nullable Set<String> extensions;

  private final @Nullable Constants outer;

  Constants(Set<String> extensions) {
    this.extensions = extensions;
    this.outer = null;
  }

  /** Parameters that have their values, where there are no extensions. */
  public Constants(Map<String, Long> values) {
    this.extensions = null;
    this.outer = null;
    this.values.putAll(values);
  }

  private Constants(Constants outer, Map<String, Long> own) {
    this.extensions = outer.extensions;
    this.outer = outer;
    this.values.putAll(own);
  }

  /** These, and those that one row has besides. */
  Constants with(Map<String, Long> own) {
    return own.isEmpty() ? this : new Constants(this, own);
  }

  /** Adds a parameter; its value is computed when it is first asked for. */
  void declare(String name, ExprAst value) {
    unevaluated.put(name, value);
  }

  /** All parameters with their values. */
  public Map<String, Long> values() {
    return values;
  }

  /** Whether {@code name} is a parameter. */
  public boolean has(String name) {
    return values.containsKey(name)
        || unevaluated.containsKey(name)
        || outer != null && outer.has(name);
  }

  /** Whether some file declares the extension that the argument of {@code has(...)} names. */
  public boolean hasExtension(ExprAst.Call call) {
    if (extensions == null) {
      throw notConstant(call.span());
    }
    if (call.args().size() == 1 && call.args().getFirst() instanceof ExprAst.Name n) {
      return extensions.contains(n.name());
    }
    throw new Failure("E00", call.span(), "'has' takes the name of an extension", "Write has(C).");
  }

  /** Value of the parameter {@code name}, null if there is none. */
  public @Nullable Long value(String name) {
    Long value = values.get(name);
    if (value != null) {
      return value;
    }
    ExprAst e = unevaluated.remove(name); // a parameter that needs itself is then unknown
    if (e == null) {
      return outer == null ? null : outer.value(name);
    }
    long v = eval(e);
    values.put(name, v);
    return v;
  }

  /** Whether these are the constants of a row that is one of several. */
  boolean isOfRow() {
    return outer != null;
  }

  /** Value of a size that the row has by itself, null if there is none of that name. */
  public @Nullable Long own(String name) {
    return outer == null ? null : values.get(name);
  }

  /** Value of {@code e} as a count: {@code min} to {@code max}. */
  public int count(ExprAst e, int min, int max, String what) {
    long v = eval(e);
    if (v < min || v > max) {
      throw new Failure(
          "E10", e.span(), what + " is " + v + ", not " + min + " to " + max, "Use another value.");
    }
    return (int) v;
  }

  /** Whether the condition {@code e} holds; true if there is none. */
  public boolean holds(@Nullable ExprAst e) {
    return e == null || eval(e) != 0;
  }

  /** Value of a constant expression. */
  public long eval(ExprAst e) {
    return switch (e) {
      case ExprAst.Num n -> n.value();
      case ExprAst.Bits b -> b.value();
      case ExprAst.Name n -> {
        Long value = value(n.name());
        if (value == null) {
          throw new Failure(
              "E25",
              n.span(),
              "'" + n.name() + "' is no parameter",
              DidYouMean.help(
                  n.name(), values.keySet(), "Only numbers and parameters can stand here."));
        }
        yield value;
      }
      case ExprAst.Unary u when u.op() == ExprAst.UnaryOperator.NEG -> -eval(u.a());
      case ExprAst.Unary u when u.span().text().startsWith("~") -> ~eval(u.a());
      case ExprAst.Unary u -> bit(eval(u.a()) == 0);
      case ExprAst.Binary b -> binary(b, eval(b.a()), eval(b.b()));
      case ExprAst.Ternary t -> eval(t.cond()) != 0 ? eval(t.a()) : eval(t.b());
      case ExprAst.In in -> isIn(eval(in.e()), in.set());
      case ExprAst.Call c when c.name().name().equals("has") -> hasExtension(c) ? 1 : 0;
      case ExprAst.Call c -> throw notConstant(c.span());
      case ExprAst.Raw r -> throw notConstant(r.span());
      case ExprAst.Bracket b -> throw notConstant(b.span());
      case ExprAst.Low l -> throw notConstant(l.span());
      case ExprAst.Method m -> throw notConstant(m.span());
    };
  }

  private long isIn(long v, List<ExprAst> set) {
    for (ExprAst e : set) {
      if (eval(e) == v) {
        return 1;
      }
    }
    return 0;
  }

  private Failure notConstant(Span span) {
    return new Failure(
        "E00",
        span,
        "this must be known when the table is compiled",
        extensions == null
            ? "Only numbers and parameters can stand here."
            : "Only numbers, parameters and has(...) can stand here.");
  }

  private long binary(ExprAst.Binary e, long a, long b) {
    return switch (e.op()) {
      case OR -> a | b;
      case XOR -> a ^ b;
      case AND -> a & b;
      case EQ -> bit(a == b);
      case NE -> bit(a != b);
      case LT_S, LT_U, LT -> bit(a < b);
      case LE_S, LE_U, LE -> bit(a <= b);
      case GT_S, GT_U, GT -> bit(a > b);
      case GE_S, GE_U, GE -> bit(a >= b);
      case SHL -> b < 0 || b > 63 ? 0 : a << b;
      case SHR, SAR, SHIFT_RIGHT -> a >> Math.clamp(b, 0, 63);
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV_S, DIV_U, DIV -> a / nonZero(e, b);
      case REM_S, REM_U, REM -> a % nonZero(e, b);
      case CONCAT -> throw notConstant(e.opSpan());
    };
  }

  private static long nonZero(ExprAst.Binary e, long b) {
    if (b == 0) {
      throw new Failure("E16", e.opSpan(), "division by zero", "Use another divisor.");
    }
    return b;
  }

  private static long bit(boolean b) {
    return b ? 1 : 0;
  }
}
