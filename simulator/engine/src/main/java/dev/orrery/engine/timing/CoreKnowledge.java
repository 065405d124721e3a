package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a core's states between two instructions, and of a rule's locals within one,
 * wherever control came from. It is little, but it is what most waits of an in-order core depend
 * on: whether a time is past.
 */
public final class CoreKnowledge {
  /**
   * A state, or a cell of one.
   *
   * @param index of the cell; 0 for a single value
   */
  public record Cell(CoreState state, long index) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Cell c && state.index() == c.state.index() && index == c.index;
    }

    @Override
    public int hashCode() {
      return 65 * state.index() + Long.hashCode(index); // that of all of a state takes its time
    }
  }

  private Map<Integer, Known> locals = new HashMap<>();

  /** Where locals were read that still hold what stands there. */
  private Map<Integer, Cell> origins = new HashMap<>();

  /** The cells that are talked about; what is known of each is in {@link #cells}. */
  private final Numbers numbers;

  private @Nullable Known[] cells;

  private final CoreBounds bounds;

  /** Told of cells that are waited for, and of which nothing is known. */
  private final Consumer<Cell> waits;

  /** Cells by numbers, the same for all that is known in one place or another of some code. */
  private static final class Numbers {
    private final Map<Cell, Integer> ofCells = new HashMap<>();
    private final List<Cell> cells = new ArrayList<>();

    int of(Cell cell) {
      Integer number = ofCells.get(cell);
      if (number == null) {
        number = cells.size();
        ofCells.put(cell, number);
        cells.add(cell);
      }
      return number;
    }
  }

  /** Nothing is known. */
  public CoreKnowledge() {
    this(new CoreBounds());
  }

  /**
   * Nothing is known but what holds at any time.
   *
   * @param bounds of the states that are arrays
   */
  CoreKnowledge(CoreBounds bounds) {
    this(new Numbers(), new Known[0], bounds, cell -> {});
  }

  private CoreKnowledge(
      Numbers numbers, @Nullable Known[] cells, CoreBounds bounds, Consumer<Cell> waits) {
    this.numbers = numbers;
    this.cells = cells;
    this.bounds = bounds;
    this.waits = waits;
  }

  /**
   * Nothing is known, of the same code as here.
   *
   * @param waits told of cells that rules wait for without knowing more
   */
  public CoreKnowledge nothing(Consumer<Cell> waits) {
    return new CoreKnowledge(numbers, new Known[0], bounds, waits);
  }

  /** The cycle that {@code cell} holds is past. */
  public void assumePast(Cell cell) {
    Known before = at(cell);
    put(cell, before == null ? Known.PAST : before.and(Known.PAST));
  }

  /** Whether that is worth assuming: it is not known to be near the cycle reached anyway. */
  public boolean isOpen(Cell cell) {
    Known value = at(cell);
    return value == null || !value.isPast(0) && value.low() == Known.UNBOUNDED;
  }

  /** What {@code always} says holds here too. */
  public void holds(CoreKnowledge always) {
    for (int i = 0; i < always.cells.length; i++) {
      Known other = always.cells[i];
      if (other != null) {
        Cell cell = always.numbers.cells.get(i);
        Known here = at(cell);
        put(cell, here == null ? other : here.and(other));
      }
    }
  }

  private void put(Cell cell, @Nullable Known value) {
    int number = numbers.of(cell);
    if (number >= cells.length) {
      if (value == null) {
        return;
      }
      cells = Arrays.copyOf(cells, Math.max(number + 1, numbers.cells.size()));
    }
    cells[number] = value;
  }

  /** What stands in {@code cell}; null if nothing is known. */
  @Nullable Known at(Cell cell) {
    int number = numbers.of(cell);
    return number < cells.length ? cells[number] : null;
  }

  /** What is known of each cell of {@code state}; null if nothing. */
  @Nullable Known bound(CoreState state) {
    return state.isArray() ? bounds.of(state) : at(new Cell(state, 0));
  }

  /** The cells of which something is known. */
  public Set<Cell> cells() {
    Set<Cell> some = new HashSet<>();
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] != null) {
        some.add(numbers.cells.get(i));
      }
    }
    return some;
  }

  /** Tells that rules wait for {@code cell} without knowing more. */
  public void isWaitedFor(Cell cell) {
    waits.accept(cell);
  }

  /** The same, of other code. */
  public CoreKnowledge own() {
    CoreKnowledge own = new CoreKnowledge(bounds);
    for (int i = 0; i < cells.length; i++) {
      own.put(numbers.cells.get(i), cells[i]);
    }
    return own;
  }

  /** The same, which goes on by itself. */
  public CoreKnowledge copy() {
    return copy(waits);
  }

  /** The same, which tells {@code waits} of what is waited for. */
  public CoreKnowledge copy(Consumer<Cell> waits) {
    CoreKnowledge copy = new CoreKnowledge(numbers, cells.clone(), bounds, waits);
    copy.locals = new HashMap<>(locals);
    copy.origins = new HashMap<>(origins);
    return copy;
  }

  /** Knows what {@code other} does, which is not used any more. */
  public void become(CoreKnowledge other) {
    locals = other.locals;
    origins = other.origins;
    cells = other.cells;
  }

  /** Keeps what is known either way. */
  public void meet(CoreKnowledge other) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = Known.either(cells[i], i < other.cells.length ? other.cells[i] : null);
    }
    keepCommon(locals, other.locals);
    origins.entrySet().removeIf(e -> !e.getValue().equals(other.origins.get(e.getKey())));
  }

  private static <K> void keepCommon(Map<K, Known> here, Map<K, Known> there) {
    Map<K, Known> common = new HashMap<>();
    here.forEach(
        (k, known) -> {
          Known either = Known.either(known, there.get(k));
          if (either != null) {
            common.put(k, either);
          }
        });
    here.clear();
    here.putAll(common);
  }

  /** Keeps the bounds of states that {@code other} has too, which was known here before. */
  public void widen(CoreKnowledge other) {
    for (int i = 0; i < cells.length; i++) {
      Known there = i < other.cells.length ? other.cells[i] : null;
      Known here = cells[i];
      cells[i] = here == null || there == null ? null : here.widened(there);
    }
  }

  /** Whether as much is known of states. */
  public boolean says(CoreKnowledge other) {
    for (int i = 0; i < Math.max(cells.length, other.cells.length); i++) {
      Known here = i < cells.length ? cells[i] : null;
      Known there = i < other.cells.length ? other.cells[i] : null;
      if (here != there && (here == null || !here.equals(there))) {
        return false;
      }
    }
    return true;
  }

  /** The instruction is done: its locals are gone. */
  void done() {
    locals.clear();
    origins.clear();
  }

  /** What is known of {@code e}; null if nothing. */
  @Nullable Known of(Expr e) {
    return switch (e) {
      case Expr.Const c -> Known.one(c.value());
      case Expr.Tmp t -> locals.get(t.id());
      case Expr.Binary b -> binary(b);
      case Expr.Select s -> Known.either(of(s.a()), of(s.b()));
      case Expr.Slice s -> Known.bits(s.width());
      case Expr.Extend x when !x.signed() -> Known.bits(x.a().width());
      default -> null;
    };
  }

  private @Nullable Known binary(Expr.Binary b) {
    if (b.a().width() != Long.SIZE) {
      return null;
    }
    Known x = of(b.a());
    Known y = of(b.b());
    if (b.op() == BinaryOp.AND) {
      return y != null && y.isOne() && y.low() >= 0 ? Known.numbers(0, y.low()) : null;
    }
    if (x == null || y == null) {
      return null;
    }
    return switch (b.op()) {
      case ADD -> Known.sum(x, y);
      case SUB -> Known.difference(x, y);
      case MAX_S -> Known.max(x, y);
      case MIN_S -> Known.min(x, y);
      default -> null;
    };
  }

  /** What a comparison gives; null if that is not known. */
  @Nullable Boolean compare(BinaryOp op, Expr a, Expr b) {
    if (a.width() != Long.SIZE) {
      return null;
    }
    Known x = of(a);
    Known y = of(b);
    if (x == null || y == null) {
      return null;
    }
    Boolean atMost = x.isAtMost(y);
    Boolean atLeast = y.isAtMost(x);
    return switch (op) {
      case LE_S -> atMost;
      case LT_S -> atLeast == null ? null : !atLeast;
      case EQ, NE -> {
        boolean differ = Objects.equals(atMost, false) || Objects.equals(atLeast, false);
        yield differ ? op == BinaryOp.NE : null;
      }
      default -> null;
    };
  }

  /** A local is set to something of which this is known. */
  void set(Expr.Tmp local, @Nullable Known value) {
    origins.remove(local.id());
    put(locals, local.id(), value);
  }

  /** A local is set to what stands in some cell of {@code state}. */
  void read(Expr.Tmp local, CoreState state) {
    set(local, bounds.of(state));
  }

  /** A local is set to what stands in {@code cell}. */
  void read(Expr.Tmp local, Cell cell) {
    Known value = at(cell);
    set(local, value == null ? bounds.of(cell.state()) : value);
    origins.put(local.id(), cell);
  }

  /** A cell is written. */
  void write(Cell cell, @Nullable Known value) {
    bounds.stores(cell.state(), value);
    origins.values().removeIf(cell::equals);
    put(cell, value);
  }

  /** Some cell of {@code state} is set to something of which this is known. */
  void write(CoreState state, @Nullable Known value) {
    bounds.stores(state, value);
    origins.values().removeIf(c -> c.state().index() == state.index());
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] != null && numbers.cells.get(i).state().index() == state.index()) {
        cells[i] = null;
      }
    }
  }

  private static <K> void put(Map<K, Known> map, K key, @Nullable Known value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  /** It has turned out that {@code e} is {@code value}. */
  void learn(Expr e, Known value) {
    if (e instanceof Expr.Tmp t) {
      locals.put(t.id(), value);
      Cell origin = origins.get(t.id());
      if (origin != null) {
        put(origin, value);
      }
    }
  }

  /** It has turned out that {@code e} is at most {@code distance} cycles after the one reached. */
  void learnAtMost(Expr e, long distance) {
    Known now = of(e);
    if (now == null || !now.number() && now.high() > distance) {
      Known bound = Known.sum(Known.NOW, Known.one(distance));
      if (bound != null) {
        learn(e, new Known(false, now == null ? Known.UNBOUNDED : now.low(), distance));
      }
    }
  }

  /** Rules wait for {@code e}, of which not enough is known. */
  void isWaitedFor(Expr e) {
    Cell origin = e instanceof Expr.Tmp t ? origins.get(t.id()) : null;
    if (origin != null && at(origin) == null) {
      waits.accept(origin);
    }
  }

  /**
   * Cycles pass.
   *
   * @param least how many, at least
   * @param most how many, at most; {@link Long#MAX_VALUE} if there is no bound
   */
  void pass(long least, long most) {
    locals
        .entrySet()
        .removeIf(
            e -> {
              Known after = e.getValue().after(least, most);
              if (after != null) {
                e.setValue(after);
              }
              return after == null;
            });
    for (int i = 0; i < cells.length; i++) {
      Known value = cells[i];
      cells[i] = value == null ? null : value.after(least, most);
    }
  }

  /** Some cycles may pass. */
  void pass() {
    pass(0, Long.MAX_VALUE);
  }

  /** What is done may change that much. */
  void suffer(CoreEffects effects) {
    effects.written().forEach(state -> write(state, null));
    if (effects.passes()) {
      pass();
    }
  }
}
