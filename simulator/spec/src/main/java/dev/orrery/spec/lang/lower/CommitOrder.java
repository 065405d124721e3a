package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Rewrite;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a body into the normal form of {@code dev.orrery.spec.ir}, so that executing its statements
 * one after the other does what the commit rule says: reads and traps first, then the one effect on
 * memory, then assignments, the jump last. A register that is read behind the first assignment is
 * read into a temporary before it.
 */
final class CommitOrder {
  /** When a statement has to stand. */
  private enum Phase {
    READ,
    EFFECT,
    ASSIGN,
    /**
     * Holds several of these: an {@code If} that does everything. It takes the place of the effect.
     */
    MIXED
  }

  private final RowContext ctx;
  private final Span row;

  private CommitOrder(RowContext ctx, Span row) {
    this.ctx = ctx;
    this.row = row;
  }

  static List<Stmt> run(List<Stmt> body, RowContext ctx, Span row) {
    CommitOrder order = new CommitOrder(ctx, row);
    return order.block(order.readFlagsFirst(body));
  }

  /** Floating point accrues into the flags as it runs; the row must read them before. */
  private List<Stmt> readFlagsFirst(List<Stmt> body) {
    boolean[] found = {false, false};
    hasFp(body, found);
    Rewrite.visit(body, e -> found[1] |= e instanceof Expr.GetReg g && g.register().fpFlags());
    if (!found[0] || !found[1]) {
      return body;
    }
    Hoist hoist = new Hoist(e -> e instanceof Expr.GetReg g && g.register().fpFlags());
    List<Stmt> rest = Rewrite.stmts(body, hoist::expr);
    List<Stmt> out = hoist.lets();
    out.addAll(rest);
    return out;
  }

  private static void hasFp(List<Stmt> body, boolean[] found) {
    for (Stmt s : body) {
      found[0] |= s instanceof Stmt.Fp;
      if (s instanceof Stmt.If i) {
        hasFp(i.then(), found);
        hasFp(i.otherwise(), found);
      }
    }
  }

  private List<Stmt> block(List<Stmt> whole) {
    List<Stmt> body = jumpsLast(upToTrap(whole));
    List<Stmt> reads = new ArrayList<>();
    List<Stmt> assigns = new ArrayList<>();
    List<Stmt> jumps = new ArrayList<>();
    @Nullable Stmt effect = null;
    List<Stmt> stores = new ArrayList<>();
    for (Stmt s : body) {
      switch (phase(s)) {
        case READ -> {
          if (effect != null && mayTrap(s)) {
            throw twoConditions();
          }
          (needs(s, effect) ? assigns : reads).add(s);
        }
        case ASSIGN -> (jumps(s) ? jumps : assigns).add(s);
        case EFFECT, MIXED -> {
          if (effect instanceof Stmt.Store && s instanceof Stmt.Store) {
            stores.add(s);
            continue;
          }
          if (effect != null) {
            throw twoConditions();
          }
          effect = s;
        }
      }
    }
    if (effect instanceof Stmt.If i && phase(i) == Phase.MIXED) {
      effect = new Stmt.If(i.condition(), block(i.then()), block(i.otherwise()));
    }
    boolean assigned = effect instanceof Stmt.If i && assigns(i);
    assigns.addAll(jumps);
    Hoist hoist = new Hoist(e -> e instanceof Expr.GetFile || e instanceof Expr.GetReg);
    List<Stmt> tail = new ArrayList<>();
    for (Stmt s : assigns) {
      tail.add(inOrder(s, assigned, hoist));
      assigned |= assigns(s);
    }
    List<Stmt> out = new ArrayList<>(reads);
    out.addAll(hoist.lets());
    if (effect != null) {
      probe(effect, stores, out);
      out.add(effect);
    }
    out.addAll(stores);
    out.addAll(tail);
    return out;
  }

  /** Where several stores follow each other, none may fault once one has happened. */
  private static void probe(Stmt first, List<Stmt> others, List<Stmt> out) {
    if (others.isEmpty()) {
      return;
    }
    for (Stmt s : Stream.concat(Stream.of(first), others.stream()).toList()) {
      if (s instanceof Stmt.Store t) {
        out.add(new Stmt.Probe(t.bytes(), t.address()));
      }
    }
  }

  /** A body that always traps assigns nothing. */
  private static List<Stmt> upToTrap(List<Stmt> body) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : body) {
      switch (phase(s)) {
        case READ -> out.add(s);
        case ASSIGN -> {}
        case EFFECT, MIXED -> {
          return body;
        }
      }
      if (s instanceof Stmt.Trap) {
        return Cleanup.dropUnused(out);
      }
    }
    return body;
  }

  /**
   * A conditional jump that may trap first stays in one piece, unless something else is assigned:
   * then the trap is taken out of it, so that the jump can come last.
   */
  private List<Stmt> jumpsLast(List<Stmt> body) {
    if (body.stream().filter(s -> phase(s) != Phase.READ).count() < 2) {
      return body;
    }
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : body) {
      if (s instanceof Stmt.If i && phase(i) == Phase.MIXED && jumps(i)) {
        Expr.Tmp condition = ctx.temporary(1);
        out.add(new Stmt.Let(condition, i.condition()));
        List<Stmt> traps = new ArrayList<>();
        List<Stmt> rest = new ArrayList<>();
        split(new Stmt.If(condition, i.then(), i.otherwise()), out, traps, rest);
        out.addAll(traps);
        out.addAll(rest);
      } else {
        out.add(s);
      }
    }
    return out;
  }

  /** Takes {@code i} apart: pure temporaries, traps, and assignments. */
  private void split(Stmt.If i, List<Stmt> lets, List<Stmt> traps, List<Stmt> rest) {
    List<List<Stmt>> armTraps = List.of(new ArrayList<>(), new ArrayList<>());
    List<List<Stmt>> armRest = List.of(new ArrayList<>(), new ArrayList<>());
    List<List<Stmt>> arms = List.of(i.then(), i.otherwise());
    for (int n = 0; n < 2; n++) {
      for (Stmt s : arms.get(n)) {
        switch (s) {
          case Stmt.Let l when !Rewrite.divides(l.value()) -> lets.add(l);
          case Stmt.If inner when phase(inner) == Phase.MIXED ->
              split(inner, lets, armTraps.get(n), armRest.get(n));
          case Stmt.Trap t -> armTraps.get(n).add(t);
          case Stmt.If inner when phase(inner) == Phase.READ -> armTraps.get(n).add(inner);
          default -> {
            if (phase(s) != Phase.ASSIGN) {
              throw new Failure(
                  "E29",
                  row,
                  "this row jumps under a condition under which it also accesses memory",
                  "Put its other assignments into both branches of the `if`.");
            }
            armRest.get(n).add(s);
          }
        }
      }
    }
    addIf(i.condition(), armTraps, traps);
    addIf(i.condition(), armRest, rest);
  }

  private static void addIf(Expr condition, List<List<Stmt>> arms, List<Stmt> out) {
    if (!arms.getFirst().isEmpty()) {
      out.add(new Stmt.If(condition, arms.getFirst(), arms.getLast()));
    } else if (!arms.getLast().isEmpty()) {
      out.add(new Stmt.If(Simplify.not(condition), arms.getLast(), List.of()));
    }
  }

  /**
   * {@code s} with its arms in order, and its reads taken out if something was assigned before it.
   */
  private Stmt inOrder(Stmt s, boolean assigned, Hoist hoist) {
    Stmt late = assigned ? Rewrite.stmt(s, hoist::expr) : s;
    return late instanceof Stmt.If i
        ? new Stmt.If(i.condition(), block(i.then()), block(i.otherwise()))
        : late;
  }

  private static Phase phase(Stmt s) {
    return switch (s) {
      case Stmt.Let l -> Phase.READ;
      case Stmt.Load l -> Phase.READ;
      case Stmt.Probe p -> Phase.READ;
      case Stmt.LoadReserved l -> Phase.READ;
      case Stmt.Fp p -> Phase.READ;
      case Stmt.Counter c -> Phase.READ;
      case Stmt.Trap t -> Phase.READ;
      case Stmt.Store t -> Phase.EFFECT;
      case Stmt.StoreConditional t -> Phase.EFFECT;
      case Stmt.Amo a -> Phase.EFFECT;
      case Stmt.CompareAndSwap c -> Phase.EFFECT;
      case Stmt.CompareAndSwapPair c -> Phase.EFFECT;
      case Stmt.ZeroBlock z -> Phase.EFFECT;
      case Stmt.Retire r -> throw new IllegalArgumentException("no table says " + r);
      case Stmt.PutFile p -> Phase.ASSIGN;
      case Stmt.PutReg p -> Phase.ASSIGN;
      case Stmt.Fence f -> Phase.ASSIGN;
      case Stmt.InstructionFence f -> Phase.ASSIGN;
      case Stmt.Goto g -> Phase.ASSIGN;
      case Stmt.If i -> phase(i);
    };
  }

  private static Phase phase(Stmt.If i) {
    Phase all = null;
    for (List<Stmt> arm : List.of(i.then(), i.otherwise())) {
      for (Stmt s : arm) {
        if (!(s instanceof Stmt.Let)) { // pure: it goes where the others go
          Phase p = phase(s);
          all = all == null || all == p ? p : Phase.MIXED;
        }
      }
    }
    return all == null ? Phase.READ : all;
  }

  private Failure twoConditions() {
    return new Failure(
        "E08",
        row,
        "this row accesses memory, or can trap, under two separate conditions",
        "Put them under one `if`, or make two rows.");
  }

  private static boolean mayTrap(Stmt s) {
    return switch (s) {
      case Stmt.Load l -> true;
      case Stmt.Probe p -> true;
      case Stmt.LoadReserved l -> true;
      case Stmt.Trap t -> true;
      case Stmt.If i ->
          i.then().stream().anyMatch(CommitOrder::mayTrap)
              || i.otherwise().stream().anyMatch(CommitOrder::mayTrap);
      default -> false;
    };
  }

  private static boolean assigns(Stmt s) {
    return switch (s) {
      case Stmt.PutFile p -> true;
      case Stmt.PutReg p -> true;
      case Stmt.If i ->
          i.then().stream().anyMatch(CommitOrder::assigns)
              || i.otherwise().stream().anyMatch(CommitOrder::assigns);
      default -> false;
    };
  }

  private static boolean jumps(Stmt s) {
    return switch (s) {
      case Stmt.Goto g -> true;
      case Stmt.If i ->
          i.then().stream().anyMatch(CommitOrder::jumps)
              || i.otherwise().stream().anyMatch(CommitOrder::jumps);
      default -> false;
    };
  }

  /** Whether {@code s} uses what {@code effect} gives. */
  private static boolean needs(Stmt s, @Nullable Stmt effect) {
    Set<Integer> given =
        switch (effect) {
          case Stmt.StoreConditional t -> Set.of(t.tmp().id());
          case Stmt.Amo a -> Set.of(a.tmp().id());
          case Stmt.CompareAndSwap c -> Set.of(c.tmp().id());
          case Stmt.CompareAndSwapPair c -> Set.of(c.low().id(), c.high().id());
          case null, default -> Set.of();
        };
    boolean[] found = {false};
    if (!given.isEmpty()) {
      Rewrite.visit(s, e -> found[0] |= e instanceof Expr.Tmp t && given.contains(t.id()));
    }
    return found[0];
  }

  /** Replaces reads by temporaries, the same read by the same one. */
  private final class Hoist {
    private final Predicate<Expr> which;
    private final Map<Expr, Expr.Tmp> temporaries = new LinkedHashMap<>();

    Hoist(Predicate<Expr> which) {
      this.which = which;
    }

    Expr expr(Expr e) {
      return Rewrite.expr(
          e,
          x -> which.test(x) ? temporaries.computeIfAbsent(x, r -> ctx.temporary(r.width())) : x);
    }

    List<Stmt> lets() {
      List<Stmt> out = new ArrayList<>();
      temporaries.forEach((e, t) -> out.add(new Stmt.Let(Objects.requireNonNull(t), e)));
      return out;
    }
  }
}
