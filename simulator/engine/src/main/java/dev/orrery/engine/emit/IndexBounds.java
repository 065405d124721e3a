package dev.orrery.engine.emit;

import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How large the indices of a routine can be, as far as the operators that make them say. */
final class IndexBounds {
  /** In place of a bound. */
  static final long UNKNOWN = -1;

  /** Bounds beyond this are unknown: their sums and products might overflow. */
  private static final long LARGE = 1L << 31;

  /** What locals are set to that are set once. */
  private final Map<Integer, Expr> once = new HashMap<>();

  private final Set<Integer> often = new HashSet<>();

  /** What locals can be that are read from states. */
  private final Map<Integer, Long> read = new HashMap<>();

  /** Which states these are. */
  private final Map<Integer, CoreState> origins = new HashMap<>();

  private final StateBounds states;

  private IndexBounds(StateBounds states) {
    this.states = states;
  }

  /** Those of {@code routine}, where states hold what {@code states} says. */
  static IndexBounds of(CoreRoutine routine, StateBounds states) {
    IndexBounds bounds = new IndexBounds(states);
    routine.inputLocals().forEach(t -> bounds.often.add(t.id())); // they are set at the start
    routine.parameters().forEach(t -> bounds.often.add(t.id()));
    bounds.find(routine.body());
    bounds.once.keySet().removeAll(bounds.often);
    bounds.read.keySet().removeAll(bounds.often);
    return bounds;
  }

  /** Whether {@code index} is at least 0 and less than {@code cells}. */
  boolean isWithin(Expr index, long cells) {
    long most = most(index);
    return most != UNKNOWN && most < cells;
  }

  private void find(List<CoreStmt> body) {
    for (CoreStmt s : body) {
      switch (s) {
        case CoreStmt.Set set -> set(set.local(), set.value());
        case CoreStmt.Read r -> {
          origins.put(r.local().id(), r.state());
          if (read.put(r.local().id(), states.most(r.state())) != null
              || once.containsKey(r.local().id())) {
            often.add(r.local().id());
          }
        }
        case CoreStmt.Look l -> set(l.local(), null);
        case CoreStmt.Now n -> set(n.local(), null);
        case CoreStmt.Call c -> {
          if (c.result() != null) {
            set(c.result(), null);
          }
        }
        case CoreStmt.If i -> {
          find(i.then());
          find(i.otherwise());
        }
        case CoreStmt.While w -> {
          find(w.before());
          find(w.body());
        }
        case CoreStmt.Write w -> {}
        case CoreStmt.Enter e -> {}
        case CoreStmt.Take t -> {}
        case CoreStmt.Wait w -> {}
      }
    }
  }

  private void set(Expr.Tmp local, @Nullable Expr value) {
    if (value == null || read.containsKey(local.id()) || once.put(local.id(), value) != null) {
      often.add(local.id());
    }
  }

  /** The largest that {@code e} can be, if it cannot be negative; else {@link #UNKNOWN}. */
  long most(@Nullable Expr e) {
    return switch (e) {
      case null -> UNKNOWN;
      case Expr.Const c -> bound(c.value());
      case Expr.Tmp t ->
          t.width() == 1
              ? 1
              : once.containsKey(t.id())
                  ? most(once.get(t.id()))
                  : read.getOrDefault(t.id(), UNKNOWN);
      case Expr.Extend x when x.a().width() == 1 && !x.signed() -> 1;
      case Expr.Extend x when !x.signed() -> most(x.a());
      case Expr.Slice s -> s.width() < 31 ? (1L << s.width()) - 1 : UNKNOWN;
      case Expr.Select s -> {
        long a = most(s.a());
        long b = most(s.b());
        yield a == UNKNOWN || b == UNKNOWN ? UNKNOWN : Math.max(a, b);
      }
      case Expr.Binary b -> binary(b);
      default -> UNKNOWN;
    };
  }

  /**
   * How far {@code state} counts if it only ever is set to such values as {@code value}: to one
   * more than it holds, or to 0 in the place of some number. {@link #UNKNOWN} if this is no such
   * value.
   */
  long round(CoreState state, Expr value) {
    if (whole(value)
            instanceof
            Expr.Select(
                Expr.Binary(BinaryOp equal, Expr next, Expr.Const end),
                Expr.Const first,
                Expr otherwise)
        && equal == BinaryOp.EQ
        && first.value() == 0
        && next.equals(otherwise)
        && whole(next) instanceof Expr.Binary(BinaryOp add, Expr.Tmp before, Expr.Const one)
        && add == BinaryOp.ADD
        && one.value() == 1
        && !state.isArray()
        && read.containsKey(before.id())
        && state.equals(origins.get(before.id()))) {
      return bound(end.value() - 1);
    }
    return UNKNOWN;
  }

  private Expr whole(Expr e) {
    return e instanceof Expr.Tmp t ? once.getOrDefault(t.id(), e) : e;
  }

  private long binary(Expr.Binary b) {
    if (b.op().isComparison()) {
      return 1;
    }
    long x = most(b.a());
    long y = most(b.b());
    boolean both = x != UNKNOWN && y != UNKNOWN;
    return switch (b.op()) {
      case AND -> !both ? Math.max(x, y) : Math.min(x, y);
      case REM_U ->
          y != UNKNOWN && b.b() instanceof Expr.Const c && c.value() > 0 ? y - 1 : UNKNOWN;
      case SHR ->
          b.b() instanceof Expr.Const c && c.value() > 33 && c.value() < 64
              ? (1L << 64 - c.value()) - 1
              : x;
      case ADD -> both ? bound(x + y) : UNKNOWN;
      case OR, XOR ->
          both ? (Math.max(x, y) == 0 ? 0 : 2 * Long.highestOneBit(Math.max(x, y)) - 1) : UNKNOWN;
      case MUL -> both ? bound(x * y) : UNKNOWN;
      case MAX_S -> both ? Math.max(x, y) : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  /** {@code value}, if it is a bound. */
  static long bound(long value) {
    return value >= 0 && value < LARGE ? value : UNKNOWN;
  }
}
