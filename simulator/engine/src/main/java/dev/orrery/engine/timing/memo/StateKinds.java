package dev.orrery.engine.timing.memo;

import dev.orrery.spec.core.CodeFact;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a core's states hold, by what flows into them: cycles, small numbers, or anything. It
 * decides how well a core is remembered, not what is right.
 */
final class StateKinds {
  /** What a state holds. */
  enum Kind {
    /** One of few numbers. */
    NUMBER,
    /** Cycles. */
    CYCLES,
    /** Too much for a configuration. */
    OUTSIDE
  }

  /** States of more cells are not part of a configuration. */
  private static final int MOST_CELLS = 128;

  /** Rounds after which nothing is known. */
  private static final int PATIENCE = 50;

  private static final int CYCLE = 1;
  private static final int WIDE = 2;

  private record Local(CoreRoutine routine, int number) {}

  private final CoreTable table;
  private final WaitedFor times;
  private Map<Object, Integer> before = new HashMap<>();
  private Map<Object, Integer> after = new HashMap<>();

  /** Those of {@code table}. */
  StateKinds(CoreTable table) {
    this.table = table;
    this.times = new WaitedFor(table);
    find();
  }

  /** What {@code state} holds. */
  Kind of(CoreState state) {
    int bits = before.getOrDefault(state, 0);
    if (state.cells() > MOST_CELLS) {
      return Kind.OUTSIDE;
    }
    if ((bits & CYCLE) != 0) {
      return Kind.CYCLES;
    }
    return (bits & WIDE) != 0 ? Kind.OUTSIDE : Kind.NUMBER;
  }

  private void find() {
    Set<CoreRoutine> routines = new LinkedHashSet<>(table.functions());
    routines.addAll(table.rules());
    before = new HashMap<>();
    for (int round = 0; round < PATIENCE; round++) {
      after = new HashMap<>();
      table.states().stream().filter(times::holds).forEach(s -> after.put(s, CYCLE));
      routines.forEach(this::routine);
      if (after.equals(before)) {
        return;
      }
      before = after;
    }
    table.states().forEach(s -> before.put(s, WIDE));
  }

  private void routine(CoreRoutine routine) {
    for (int i = 0; i < routine.inputs().size(); i++) {
      put(new Local(routine, routine.inputLocals().get(i).id()), input(routine.inputs().get(i)));
    }
    stmts(routine, routine.body());
    if (routine.result() != null) {
      put(routine, kind(routine, routine.result()));
    }
  }

  private static int input(CoreInput input) {
    return switch (input) {
      case PC, NPC, WORD, IMM, ADDR, TARGET, VALUE1, VALUE2 -> WIDE;
      case LENGTH, KIND, DST, SRC1, SRC2, SRC3, SIZE, CALL, RET, TAKEN -> 0;
      case NOW -> CYCLE;
    };
  }

  private void put(Object what, int bits) {
    after.merge(what, bits, (a, b) -> a | b);
  }

  private void stmts(CoreRoutine in, List<CoreStmt> body) {
    body.forEach(s -> stmt(in, s));
  }

  private void stmt(CoreRoutine in, CoreStmt s) {
    switch (s) {
      case CoreStmt.Set set -> put(new Local(in, set.local().id()), kind(in, set.value()));
      case CoreStmt.Read r -> put(new Local(in, r.local().id()), before.getOrDefault(r.state(), 0));
      case CoreStmt.Write w -> put(w.state(), kind(in, w.value()));
      case CoreStmt.Look l ->
          put(new Local(in, l.local().id()), l.fact() == CodeFact.CODE ? WIDE : 0);
      case CoreStmt.Now n -> put(new Local(in, n.local().id()), CYCLE);
      case CoreStmt.Call c -> {
        int inputs = c.function().inputLocals().size();
        for (int i = inputs; i < c.arguments().size(); i++) {
          Expr.Tmp parameter = c.function().parameters().get(i - inputs);
          put(new Local(c.function(), parameter.id()), kind(in, c.arguments().get(i)));
        }
        if (c.result() != null) {
          put(new Local(in, c.result().id()), before.getOrDefault(c.function(), 0));
        }
      }
      case CoreStmt.If i -> {
        stmts(in, i.then());
        stmts(in, i.otherwise());
      }
      case CoreStmt.While w -> {
        stmts(in, w.before());
        stmts(in, w.body());
      }
      case CoreStmt.Take t -> {}
      case CoreStmt.Wait w -> {}
      case CoreStmt.Enter e -> {}
    }
  }

  private int kind(CoreRoutine in, Expr e) {
    if (e.width() == 1) {
      return 0;
    }
    return switch (e) {
      case Expr.Const c -> 0;
      case Expr.Tmp t -> before.getOrDefault(new Local(in, t.id()), 0);
      case Expr.Extend x -> kind(in, x.a());
      case Expr.Select s -> kind(in, s.a()) | kind(in, s.b());
      case Expr.Binary b -> binary(b.op(), kind(in, b.a()), kind(in, b.b()));
      case Expr.Unary u -> kind(in, u.a()) == 0 ? 0 : WIDE;
      case Expr.Slice s -> kind(in, s.a()) == 0 ? 0 : WIDE;
      default -> WIDE;
    };
  }

  private static int binary(BinaryOp op, int a, int b) {
    return switch (op) {
      case ADD, MIN_S, MAX_S -> a | b;
      case SUB -> a & ~(b & CYCLE) | b & WIDE;
      default -> (a | b) == 0 ? 0 : WIDE;
    };
  }
}
