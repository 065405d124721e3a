package dev.orrery.spec.lang.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Fold;
import dev.orrery.spec.ir.IrPrinter;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.lang.declare.Declarations;
import dev.orrery.spec.lang.declare.Declarer;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Executing a body in normal form one statement after the other does what the commit rule says:
 * reads see the state before, a trap leaves it alone. Random bodies on random states, in which
 * sources and destinations are often the same register.
 */
class CommitOrderTest {
  private static final RegisterFile X =
      new RegisterFile("X", 4, 8, -1, List.of("x0", "x1", "x2", "x3"), 0, -1);
  private static final Register R = new Register("r", 8, 4, false, 0);
  private static final Register Q = new Register("q", 8, 5, false, 0);
  private static final int SLOTS = 6;
  private static final int PC = 6;
  private static final int MEMORY = 7;

  /** Operands: two destinations, then two sources. */
  private static final List<Operand> OPERANDS =
      List.of(operand("d", 0), operand("e", 1), operand("s", 2), operand("t", 3));

  private static Operand operand(String name, int index) {
    return new Operand(name, index, X, null, 0);
  }

  @Property(tries = 10000)
  void sequentialExecutionIsACommit(@ForAll long seed) {
    Random random = new Random(seed);
    Generator g = new Generator(random);
    List<Stmt> raw = g.block(3, 0);
    List<Stmt> ordered;
    try {
      ordered = order(raw);
    } catch (Failure e) {
      assertThat(e.diagnostic().code()).isIn("E08", "E29");
      return;
    }
    for (int i = 0; i < 10; i++) {
      int first = random.nextInt(4);
      int[] numbers = {first, first ^ 1 + random.nextInt(3), random.nextInt(4), random.nextInt(4)};
      long[] state = random.longs(MEMORY + 1, 0, 4).toArray();
      Machine commit = new Machine(state, numbers, true);
      Machine steps = new Machine(state, numbers, false);
      long[] expected = commit.run(raw);
      assertThat(steps.run(ordered))
          .as("%sbecame%n%s", IrPrinter.print(raw), IrPrinter.print(ordered))
          .isEqualTo(expected);
    }
  }

  private static List<Stmt> order(List<Stmt> raw) {
    Declarations none = new Declarer(List.of(), new Diagnostics()).declarations();
    RowContext ctx =
        new RowContext(
            none, none.constants(), new Diagnostics(), Map.of(), Map.of(), Map.of(), Map.of());
    for (int i = 0; i < 1000; i++) {
      var unused = ctx.temporary(8); // the ones of the body are in use
    }
    SourceFile file = new SourceFile("x", "x", "");
    return Renumber.run(CommitOrder.run(Cleanup.run(raw), ctx, new Span(file, 0, 0)));
  }

  @Test
  void aTemporaryThatASumSimplifiesToIsRenamedOnce() {
    Expr source = new Expr.GetFile(X, new Expr.Index.Of(OPERANDS.get(2)));
    Expr.Tmp loaded = new Expr.Tmp(8, 1);
    Expr same = new Expr.Binary(BinaryOp.XOR, new Expr.Const(8, 0), loaded);
    List<Stmt> raw =
        List.of(
            new Stmt.Load(loaded, 1, source),
            new Stmt.PutReg(R, new Expr.Binary(BinaryOp.ADD, same, loaded)));
    assertThat(IrPrinter.print(order(raw)))
        .isEqualTo(
            """
            %0:8 = load.1(X[s])
            r = add(%0, %0)
            """);
  }

  @Test
  void aJumpIsLastAndReadsBeforeAssignmentsMove() {
    Expr source = new Expr.GetFile(X, new Expr.Index.Of(OPERANDS.get(2)));
    List<Stmt> raw =
        List.of(
            new Stmt.Goto(source),
            new Stmt.PutFile(X, new Expr.Index.Of(OPERANDS.get(0)), new Expr.NextPc(8)));
    assertThat(IrPrinter.print(order(raw)))
        .isEqualTo(
            """
            %0:8 = X[s]
            X[d] = npc:8
            goto %0
            """);
  }

  /**
   * Random bodies that the language would accept: each place is assigned once, one store at most.
   */
  private static final class Generator {
    private final Random random;
    private final List<Expr.Tmp> visible = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>(List.of(0, 1, 2, 3, 4));
    private boolean stored;
    private int temporaries;

    Generator(Random random) {
      this.random = random;
    }

    List<Stmt> block(int size, int depth) {
      List<Stmt> out = new ArrayList<>();
      int mark = visible.size();
      int n = 1 + random.nextInt(size);
      for (int i = 0; i < n; i++) {
        stmt(depth, out);
      }
      while (visible.size() > mark) {
        visible.removeLast();
      }
      return out;
    }

    private void stmt(int depth, List<Stmt> out) {
      switch (random.nextInt(depth < 2 ? 8 : 7)) {
        case 0 -> {
          Expr value = expr(2);
          out.add(new Stmt.Let(temporary(), value));
        }
        case 1 -> {
          if (!stored) {
            Expr address = expr(1);
            out.add(new Stmt.Load(temporary(), 1, address));
          }
        }
        case 2 -> {
          if (!stored) {
            stored = true;
            out.add(new Stmt.Store(1, expr(1), expr(1)));
          }
        }
        case 3 -> {
          if (!stored) {
            Expr zero = new Expr.Const(8, 0);
            Stmt trap = new Stmt.Trap(TrapKind.ILLEGAL, zero, expr(1));
            out.add(new Stmt.If(condition(), List.of(trap), List.of()));
          }
        }
        case 7 -> {
          List<Stmt> then = block(2, depth + 1);
          out.add(
              new Stmt.If(
                  condition(), then, random.nextBoolean() ? block(2, depth + 1) : List.of()));
        }
        default -> assign(out);
      }
    }

    private void assign(List<Stmt> out) {
      if (places.isEmpty()) {
        return;
      }
      Expr value = expr(2);
      out.add(
          switch (places.remove(random.nextInt(places.size()))) {
            case 0 -> new Stmt.PutFile(X, new Expr.Index.Of(OPERANDS.get(0)), value);
            case 1 -> new Stmt.PutFile(X, new Expr.Index.Of(OPERANDS.get(1)), value);
            case 2 -> new Stmt.PutReg(R, value);
            case 3 -> new Stmt.PutReg(Q, value);
            default -> new Stmt.Goto(value);
          });
    }

    private Expr.Tmp temporary() {
      Expr.Tmp t = new Expr.Tmp(8, temporaries++);
      visible.add(t);
      return t;
    }

    private Expr condition() {
      return new Expr.Binary(BinaryOp.LT_U, expr(1), new Expr.Const(8, 2));
    }

    private Expr expr(int depth) {
      if (depth > 0 && random.nextInt(3) > 0) {
        BinaryOp[] ops = {BinaryOp.ADD, BinaryOp.SUB, BinaryOp.XOR};
        return new Expr.Binary(ops[random.nextInt(3)], expr(depth - 1), expr(depth - 1));
      }
      if (!visible.isEmpty() && random.nextInt(3) == 0) {
        return visible.get(random.nextInt(visible.size()));
      }
      return switch (random.nextInt(4)) {
        case 0 -> new Expr.GetReg(random.nextBoolean() ? R : Q);
        case 1 -> new Expr.Const(8, random.nextInt(3));
        default -> new Expr.GetFile(X, new Expr.Index.Of(OPERANDS.get(random.nextInt(4))));
      };
    }
  }

  /** Executes a body; the last two places of the state are the pc and one byte of memory. */
  private static final class Machine {
    private final long[] before;
    private final long[] after;
    private final int[] numbers;
    private final boolean commits;
    private final Map<Integer, Long> temporaries = new HashMap<>();
    private boolean jumped;

    Machine(long[] state, int[] numbers, boolean commits) {
      this.before = state.clone();
      this.after = state.clone();
      this.numbers = numbers;
      this.commits = commits;
    }

    /** The state after the body, or a single number if it trapped. */
    long[] run(List<Stmt> body) {
      Long trap = all(body);
      return trap == null || jumped ? after : new long[] {trap};
    }

    private @Nullable Long all(List<Stmt> body) {
      for (Stmt s : body) {
        Long trap = one(s);
        if (trap != null) {
          return trap;
        }
      }
      return null;
    }

    private @Nullable Long one(Stmt s) {
      switch (s) {
        case Stmt.Let l -> temporaries.put(l.tmp().id(), value(l.value()));
        case Stmt.Load l -> {
          mayFault();
          temporaries.put(l.tmp().id(), value(l.address()) ^ before[MEMORY]);
        }
        case Stmt.Store t -> {
          mayFault();
          after[MEMORY] = value(t.address()) * 5 + value(t.value());
        }
        case Stmt.PutFile p -> after[number(p.index())] = value(p.value());
        case Stmt.PutReg p -> after[p.register().slot()] = value(p.value());
        case Stmt.Goto g -> {
          after[PC] = value(g.target());
          if (!commits) {
            jumped = true;
            return 0L; // what stands behind a jump is not executed
          }
        }
        case Stmt.Trap t -> {
          mayFault();
          return value(t.value());
        }
        case Stmt.If i -> {
          return all(value(i.condition()) != 0 ? i.then() : i.otherwise());
        }
        default -> throw new IllegalArgumentException(s.toString());
      }
      return null;
    }

    private void mayFault() {
      if (!commits) {
        assertThat(Arrays.copyOf(after, SLOTS)).isEqualTo(Arrays.copyOf(before, SLOTS));
      }
    }

    private int number(Expr.Index index) {
      return numbers[((Expr.Index.Of) index).operand().index()];
    }

    private long value(Expr e) {
      long[] state = commits ? before : after;
      return switch (e) {
        case Expr.Const c -> c.value();
        case Expr.Tmp t -> Objects.requireNonNull(temporaries.get(t.id()));
        case Expr.GetFile g -> state[number(g.index())];
        case Expr.GetReg g -> state[g.register().slot()];
        case Expr.Binary b -> Fold.binary(b.op(), 8, value(b.a()), value(b.b()));
        case Expr.Unary u -> Fold.unary(u.op(), u.width(), u.a().width(), value(u.a()));
        default -> throw new IllegalArgumentException(e.toString());
      };
    }
  }
}
