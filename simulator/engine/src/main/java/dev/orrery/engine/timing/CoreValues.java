package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Simplify;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which locals of a rule hold what stands in a state or a cell of one, so that it need not be read
 * again (redundant load elimination). Indices are the same if what they are computed from is.
 */
final class CoreValues {
  /** Definitions are followed up to expressions of so many parts. */
  private static final int MOST_PARTS = 12;

  private record Place(CoreState state, @Nullable Expr index) {}

  /** What locals are, without other locals that are something in their turn. */
  private Map<Integer, Expr> definitions = new HashMap<>();

  /** Locals that are another one with a number added to it. */
  private Map<Integer, Expr.Binary> sums = new HashMap<>();

  private Map<Place, Expr.Tmp> held = new HashMap<>();

  /** The same, which goes on by itself. */
  CoreValues copy() {
    CoreValues copy = new CoreValues();
    copy.definitions = new HashMap<>(definitions);
    copy.sums = new HashMap<>(sums);
    copy.held = new HashMap<>(held);
    return copy;
  }

  /** Is as {@code other}, which is not used any more. */
  void become(CoreValues other) {
    definitions = other.definitions;
    sums = other.sums;
    held = other.held;
  }

  /** Keeps what is so either way. */
  void meet(CoreValues other) {
    definitions.entrySet().retainAll(other.definitions.entrySet());
    sums.entrySet().retainAll(other.sums.entrySet());
    held.entrySet().retainAll(other.held.entrySet());
  }

  /** A local is set; what was computed from it before is not that any more. */
  void set(Expr.Tmp local) {
    definitions.remove(local.id());
    definitions.values().removeIf(e -> parts(e, local) < 0);
    sums.remove(local.id());
    sums.values().removeIf(e -> e.a().equals(local));
    held.entrySet()
        .removeIf(
            e -> {
              Expr index = e.getKey().index();
              return e.getValue().equals(local) || index != null && parts(index, local) < 0;
            });
  }

  /** The same, to {@code value}. */
  void set(Expr.Tmp local, Expr value) {
    Expr whole = whole(value);
    set(local);
    int parts = parts(whole, local);
    if (parts >= 0 && parts <= MOST_PARTS) {
      definitions.put(local.id(), whole);
    }
    Expr.Binary sum =
        value instanceof Expr.Binary b
            ? b
            : new Expr.Binary(BinaryOp.ADD, value, new Expr.Const(value.width(), 0));
    boolean isSum =
        sum.op() == BinaryOp.ADD
            && sum.a() instanceof Expr.Tmp t
            && !t.equals(local)
            && sum.b() instanceof Expr.Const;
    if (isSum) {
      sums.put(local.id(), sum);
    }
  }

  /** The other local and the number whose sum {@code local} is; null if it is none. */
  Expr.@Nullable Binary sum(Expr.Tmp local) {
    return sums.get(local.id());
  }

  /** The local that holds what stands there; null if none does. */
  Expr.@Nullable Tmp holding(CoreState state, @Nullable Expr index) {
    return held.get(place(state, index));
  }

  /** That local holds what stands there. */
  void hold(Expr.Tmp local, CoreState state, @Nullable Expr index) {
    held.put(place(state, index), local);
  }

  /** Some of these states' cells may have been written. */
  void forget(Set<CoreState> states) {
    held.keySet().removeIf(p -> states.contains(p.state()));
  }

  private Place place(CoreState state, @Nullable Expr index) {
    return new Place(state, index == null ? null : whole(index));
  }

  private Expr whole(Expr e) {
    return switch (e) {
      case Expr.Tmp t -> definitions.getOrDefault(t.id(), t);
      case Expr.Unary u -> Simplify.unary(u.op(), u.width(), whole(u.a()));
      case Expr.Binary b -> Simplify.binary(b.op(), whole(b.a()), whole(b.b()));
      case Expr.Extend x -> Simplify.extend(x.signed(), x.width(), whole(x.a()));
      case Expr.Slice s -> Simplify.slice(whole(s.a()), s.hi(), s.lo());
      default -> e;
    };
  }

  /** How many parts {@code e} has; less than none if {@code local} is one of them. */
  private static int parts(Expr e, Expr.Tmp local) {
    return switch (e) {
      case Expr.Tmp t -> t.id() == local.id() ? Integer.MIN_VALUE / 2 : 1;
      case Expr.Unary u -> 1 + parts(u.a(), local);
      case Expr.Binary b -> sum(parts(b.a(), local), parts(b.b(), local));
      case Expr.Extend x -> 1 + parts(x.a(), local);
      case Expr.Slice s -> 1 + parts(s.a(), local);
      case Expr.Concat c -> sum(parts(c.hi(), local), parts(c.lo(), local));
      case Expr.Select s ->
          sum(sum(parts(s.cond(), local), parts(s.a(), local)), parts(s.b(), local));
      default -> 1;
    };
  }

  private static int sum(int a, int b) {
    return a < 0 || b < 0 ? Integer.MIN_VALUE / 2 : 1 + a + b;
  }
}
