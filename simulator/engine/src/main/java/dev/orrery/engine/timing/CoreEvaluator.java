package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreStage;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Fold;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Evaluates a core table statement by statement: slow, and what the compiled model must equal. */
public class CoreEvaluator extends CoreModel {
  /** Looks at nothing. */
  private static final CoreWatcher NOBODY =
      new CoreWatcher() {
        @Override
        public void charged(int cause, long cycles) {}

        @Override
        public void entered(CoreStage stage, long cycle) {}
      };

  private final long[][] states;
  private final long[] charged;
  private final CoreWatcher watcher;

  CoreEvaluator(CoreTable table, CodeView code) {
    this(table, code, NOBODY);
  }

  private CoreEvaluator(CoreTable table, CodeView code, CoreWatcher watcher) {
    super(table, code);
    this.watcher = watcher;
    charged = new long[table.causes().size()];
    states = new long[table.states().size()][];
    for (int i = 0; i < states.length; i++) {
      states[i] = cells(i);
    }
  }

  /** A core after reset, whose fetch sees {@code code}. */
  public static CoreModel model(CoreTable table, CodeView code) {
    CoreModel model = new CoreEvaluator(table, code);
    model.reset();
    return model;
  }

  /**
   * A core that goes on from where {@code model} is now, which it leaves as it is.
   *
   * @param watcher sees what it does
   */
  public static CoreModel watched(CoreModel model, CoreWatcher watcher) {
    CoreEvaluator copy = new CoreEvaluator(model.table(), model.code(), watcher);
    model.settle();
    copy.now = model.now;
    model.byCause(copy.charged);
    for (CoreState s : model.table().states()) {
      copy.states[s.index()] =
          s.isArray() || model instanceof CoreEvaluator
              ? model.array(s).clone()
              : new long[] {CoreClass.value(model, s)};
    }
    return copy;
  }

  @Override
  public long[] array(CoreState state) {
    return states[state.index()];
  }

  @Override
  protected void charged(long[] cycles) {
    System.arraycopy(charged, 0, cycles, 0, charged.length);
  }

  @Override
  public void scalarsInto(long[][] cells) {
    copyScalars(states, cells);
  }

  @Override
  public void scalarsFrom(long[][] cells) {
    copyScalars(cells, states);
  }

  private void copyScalars(long[][] from, long[][] to) {
    for (CoreState s : table().states()) {
      if (!s.isArray()) {
        to[s.index()][0] = from[s.index()][0];
      }
    }
  }

  private void take(long amount, int cause) {
    if (amount > 0) {
      now += checked(amount, now, cause);
      charged[cause] += amount;
      watcher.charged(cause, amount);
    }
  }

  private void await(long time, int cause) {
    if (time > now) {
      take(time - now, cause);
    }
  }

  @Override
  public void reset() {
    run(table().reset(), new HashMap<>());
  }

  @Override
  public void retired(Retired insn) {
    rounds = 0;
    int kind = kind(insn.insn);
    if (kind < 0) {
      return;
    }
    CoreRoutine rule = rule(insn.insn, table().rules().get(kind));
    Map<Integer, Long> locals = new HashMap<>();
    for (int i = 0; i < rule.inputs().size(); i++) {
      locals.put(rule.inputLocals().get(i).id(), input(rule.inputs().get(i), insn));
    }
    run(rule, locals);
  }

  /** What is evaluated for {@code insn} in the place of the rule of its class. */
  CoreRoutine rule(InsnFacts insn, CoreRoutine ofItsClass) {
    return ofItsClass;
  }

  private long input(CoreInput input, Retired r) {
    return switch (input) {
      case ADDR -> r.addr;
      case TAKEN -> r.taken ? 1 : 0;
      case TARGET -> r.target;
      case VALUE1 -> r.value1;
      case VALUE2 -> r.value2;
      case NOW -> now;
      default -> known(input, r.insn);
    };
  }

  /** The routine's value; 0 if it has none. */
  private long run(CoreRoutine routine, Map<Integer, Long> locals) {
    run(routine.body(), locals);
    return routine.result() == null ? 0 : value(routine.result(), locals);
  }

  private void run(List<CoreStmt> body, Map<Integer, Long> locals) {
    for (CoreStmt s : body) {
      run(s, locals);
    }
  }

  private void run(CoreStmt s, Map<Integer, Long> locals) {
    switch (s) {
      case CoreStmt.Set set -> locals.put(set.local().id(), value(set.value(), locals));
      case CoreStmt.Read r -> {
        long[] cells = states[r.state().index()];
        int at = r.index() == null ? 0 : cell(value(r.index(), locals), cells, r.state().index());
        locals.put(r.local().id(), cells[at]);
      }
      case CoreStmt.Write w -> {
        long[] cells = states[w.state().index()];
        int at = w.index() == null ? 0 : cell(value(w.index(), locals), cells, w.state().index());
        cells[at] = value(w.value(), locals);
      }
      case CoreStmt.Look l ->
          locals.put(l.local().id(), look(l.fact(), value(l.address(), locals)));
      case CoreStmt.Now n -> locals.put(n.local().id(), now);
      case CoreStmt.Call c -> {
        Map<Integer, Long> inner = new HashMap<>();
        int i = 0;
        for (Expr.Tmp t : c.function().inputLocals()) {
          inner.put(t.id(), value(c.arguments().get(i++), locals));
        }
        for (Expr.Tmp t : c.function().parameters()) {
          inner.put(t.id(), value(c.arguments().get(i++), locals));
        }
        long result = run(c.function(), inner);
        if (c.result() != null) {
          locals.put(c.result().id(), result);
        }
      }
      case CoreStmt.If i ->
          run(value(i.condition(), locals) != 0 ? i.then() : i.otherwise(), locals);
      case CoreStmt.While w -> {
        run(w.before(), locals);
        while (value(w.condition(), locals) != 0) {
          round();
          run(w.body(), locals);
          run(w.before(), locals);
        }
      }
      case CoreStmt.Take t -> take(value(t.amount(), locals), t.cause().index());
      case CoreStmt.Wait w -> await(value(w.time(), locals), w.cause().index());
      case CoreStmt.Enter e -> {
        run(e.before(), locals);
        watcher.entered(e.stage(), value(e.time(), locals));
      }
    }
  }

  private static long value(Expr e, Map<Integer, Long> locals) {
    return switch (e) {
      case Expr.Const c -> c.value();
      case Expr.Tmp t -> {
        Long v = locals.get(t.id());
        if (v == null) {
          throw new IllegalStateException("%" + t.id() + " is used before it is set");
        }
        yield v;
      }
      case Expr.Unary u -> Fold.unary(u.op(), u.width(), u.a().width(), value(u.a(), locals));
      case Expr.Binary b ->
          Fold.binary(b.op(), b.a().width(), value(b.a(), locals), value(b.b(), locals));
      case Expr.Extend x -> {
        long v = value(x.a(), locals);
        yield x.signed() ? Bits.zext(Bits.sext(v, x.a().width()), x.width()) : v;
      }
      case Expr.Slice s -> Bits.zext(value(s.a(), locals) >>> s.lo(), s.width());
      case Expr.Concat c -> value(c.hi(), locals) << c.lo().width() | value(c.lo(), locals);
      case Expr.Select s ->
          value(s.cond(), locals) != 0 ? value(s.a(), locals) : value(s.b(), locals);
      case Expr.Field f -> throw noInsn(f);
      case Expr.Pc p -> throw noInsn(p);
      case Expr.NextPc n -> throw noInsn(n);
      case Expr.GetFile g -> throw noInsn(g);
      case Expr.GetReg g -> throw noInsn(g);
    };
  }

  private static IllegalStateException noInsn(Expr e) {
    return new IllegalStateException("a core's rule has no " + e);
  }
}
