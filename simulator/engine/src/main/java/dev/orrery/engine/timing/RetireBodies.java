package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of rows with a {@link Stmt.Retire} at the end of each path. Whatever executes them
 * tells a model the same, and what does not ask for it does not pay for it.
 */
public final class RetireBodies {
  private final Map<Row, List<Stmt>> made = new IdentityHashMap<>();
  private final int xlen;
  private final Set<CoreInput> wanted;

  /**
   * Of an instruction set whose addresses have {@code xlen} bits.
   *
   * @param wanted what is looked at of what only execution says; in place of the rest stands 0
   */
  public RetireBodies(int xlen, Set<CoreInput> wanted) {
    this.xlen = xlen;
    this.wanted = wanted;
  }

  /** The body of {@code row} that says when it retires. */
  public List<Stmt> of(Row row) {
    return made.computeIfAbsent(row.meaning(), this::make);
  }

  private List<Stmt> make(Row row) {
    return new Maker(row).make();
  }

  private final class Maker {
    private final Row row;
    private final List<Stmt> out = new ArrayList<>();
    private int temporaries;
    private @Nullable Expr address;

    Maker(Row row) {
      this.row = row;
      this.temporaries = 1 + largest(row.body());
    }

    List<Stmt> make() {
      List<Expr.GetFile> sources = InsnSources.of(row);
      Expr value1 = source(CoreInput.VALUE1, sources, 0);
      Expr value2 = source(CoreInput.VALUE2, sources, 1);
      // What registers held is named before anything is written.
      List<Stmt> body = new ArrayList<>();
      for (Stmt s : row.body()) {
        if (s instanceof Stmt.Access access && address == null && wanted.contains(CoreInput.ADDR)) {
          address = let(access.address());
          body.addAll(out);
          out.clear();
        }
        body.addAll(out);
        out.clear();
        body.add(s);
      }
      body.addAll(0, out);
      Expr where = address == null ? new Expr.Const(1, 0) : address;
      return path(body, where, value1, value2);
    }

    private Expr source(CoreInput input, List<Expr.GetFile> sources, int number) {
      return number < sources.size() && wanted.contains(input)
          ? let(sources.get(number))
          : new Expr.Const(1, 0);
    }

    private Expr let(Expr value) {
      Expr.Tmp t = new Expr.Tmp(value.width(), temporaries++);
      out.add(new Stmt.Let(t, value));
      return t;
    }

    /** The body with the paths that jump, and the one that reaches its end. */
    private List<Stmt> path(List<Stmt> body, Expr where, Expr value1, Expr value2) {
      List<Stmt> told = jumps(body, where, value1, value2);
      boolean ends =
          !told.isEmpty()
              && (told.getLast() instanceof Stmt.Goto || told.getLast() instanceof Stmt.Trap);
      if (!ends) {
        told.add(
            new Stmt.Retire(where, new Expr.Const(1, 0), new Expr.NextPc(xlen), value1, value2));
      }
      return List.copyOf(told);
    }

    private List<Stmt> jumps(List<Stmt> body, Expr where, Expr value1, Expr value2) {
      List<Stmt> told = new ArrayList<>();
      for (Stmt s : body) {
        switch (s) {
          case Stmt.Goto g -> {
            told.add(new Stmt.Retire(where, new Expr.Const(1, 1), g.target(), value1, value2));
            told.add(g);
          }
          case Stmt.If i ->
              told.add(
                  new Stmt.If(
                      i.condition(),
                      jumps(i.then(), where, value1, value2),
                      jumps(i.otherwise(), where, value1, value2)));
          default -> told.add(s);
        }
      }
      return told;
    }
  }

  /** The largest number of a temporary in {@code body}; -1 if it has none. */
  private static int largest(List<Stmt> body) {
    int largest = -1;
    for (Stmt s : body) {
      int here =
          switch (s) {
            case Stmt.Let l -> l.tmp().id();
            case Stmt.Load l -> l.tmp().id();
            case Stmt.LoadReserved l -> l.tmp().id();
            case Stmt.StoreConditional c -> c.tmp().id();
            case Stmt.Amo a -> a.tmp().id();
            case Stmt.CompareAndSwap c -> c.tmp().id();
            case Stmt.CompareAndSwapPair c -> Math.max(c.low().id(), c.high().id());
            case Stmt.Fp f -> f.tmp().id();
            case Stmt.Counter c -> c.tmp().id();
            case Stmt.If i -> Math.max(largest(i.then()), largest(i.otherwise()));
            default -> -1;
          };
      largest = Math.max(largest, here);
    }
    return largest;
  }
}
