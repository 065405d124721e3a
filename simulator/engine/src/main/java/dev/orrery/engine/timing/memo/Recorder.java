package dev.orrery.engine.timing.memo;

import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the rules of a block, and notes what depends on more than the configuration that it
 * begins in. Where its actions were known up to some point, and have been done, that is not done
 * again.
 */
final class Recorder {
  private static final Value ZERO = Value.number(0);

  /** No program can take so many cycles so often that they are too many to count. */
  private static final long FEW = 1 << 20;

  private final Memo memo;
  private final CoreModel model;
  private final Cells cells;

  private MemoBlock block;
  private Configuration start;
  private int done;
  private int effects;
  private int loads;
  private long[] byCause = new long[0];

  /** By number of the cell, what it holds; null if it still holds what it did. */
  private @Nullable Value[] written = new Value[0];

  /** What terms have turned out to be. */
  private final Map<Term, Long> decided = new HashMap<>();

  /** Reads that need not be done again, by what they read. */
  private final Map<Place, Value> read = new HashMap<>();

  private record Place(CoreState state, Term index) {}

  /** A read that is not an action yet: it may be one with the question behind it. */
  private record Pending(long[] memory, int at, Term index, int number) {}

  private @Nullable Pending pending;

  /** The action before the next one, and its outcome. */
  private @Nullable Action before;

  private long outcome;

  /** Whether this cannot be noted. */
  private boolean isLost;

  Recorder(Memo memo, CoreModel model, Cells cells) {
    this.memo = memo;
    this.model = model;
    this.cells = cells;
    this.block = new MemoBlock(memo, List.of(), List.of(), true, new long[0]);
    this.start = new Configuration(new long[0]);
  }

  /**
   * {@code block} retires.
   *
   * @param start where the core is
   * @param done how many of its reads and writes were done
   */
  void record(MemoBlock block, Configuration start, int done) {
    this.block = block;
    this.start = start;
    this.done = done;
    effects = 0;
    loads = 0;
    byCause = new long[model.table().causes().size()];
    written = new Value[cells.size()];
    decided.clear();
    read.clear();
    pending = null;
    before = null;
    isLost = false;
    for (int i = 0; i < block.facts().size(); i++) {
      insn(i);
    }
    end();
  }

  private void insn(int number) {
    InsnFacts insn = block.facts().get(number);
    int kind = model.kind(insn);
    if (kind < 0) {
      return;
    }
    model.rounds = 0;
    CoreRoutine rule = model.table().rules().get(kind);
    Map<Integer, Value> locals = new HashMap<>();
    for (int i = 0; i < rule.inputs().size(); i++) {
      locals.put(rule.inputLocals().get(i).id(), input(rule.inputs().get(i), insn, number));
    }
    stmts(rule.body(), locals);
  }

  private Value input(CoreInput input, InsnFacts insn, int number) {
    if (input.isKnown()) {
      return Value.number(model.known(input, insn));
    }
    Integer slot = block.slots().get(number).get(input);
    if (slot != null) {
      Value value = new Value(block.inputs()[slot], new Term.Input(slot));
      return input == CoreInput.TARGET && block.isDirect() ? target(value, number) : value;
    }
    return input == CoreInput.TARGET
        ? Value.number(insn.pc() + insn.length())
        : ZERO; // a jump that is not taken
  }

  /** Where an instruction goes that says so itself: one of two ways. */
  private Value target(Value target, int number) {
    Integer taken = block.slots().get(number).get(CoreInput.TAKEN);
    if (taken == null) {
      return chosen(target);
    }
    holds(new Value(block.inputs()[taken], new Term.Input(taken)));
    return Value.number(target.is());
  }

  private void act(Supplier<Action> make) {
    flush();
    if (isLost) {
      return;
    }
    Action next = before == null ? start.first(block) : before.behind(outcome);
    if (next == null) {
      next = make.get();
      next.effects = effects;
      if (before == null) {
        memo.begins(block, start, next);
      } else if (!before.follow(outcome, next)) {
        isLost = true;
      }
    }
    before = next;
    outcome = 0;
  }

  private void flush() {
    Pending load = pending;
    if (load != null) {
      pending = null;
      act(() -> new Action.Load(load.memory, load.index, load.number));
    }
  }

  /** Whether {@code condition} holds this time. */
  private boolean holds(Value condition) {
    if (condition.term() instanceof Term.Binary(BinaryOp op, int w, Term a, Term b)
        && op == BinaryOp.EQ
        && b.equals(ZERO.term())
        && a instanceof Term.Binary inner
        && inner.op().isComparison()) {
      return !holds(new Value(1 - condition.is(), a));
    }
    if (!condition.isNumber() && decided.putIfAbsent(condition.term(), condition.is()) == null) {
      ask(condition.term());
      outcome = condition.is();
    }
    return condition.is() != 0;
  }

  private void ask(Term condition) {
    Pending load = pending;
    if (load != null
        && condition instanceof Term.Binary(BinaryOp op, int w, Term.Loaded a, Term.Linear b)
        && op == BinaryOp.NE
        && w == Long.SIZE
        && a.number() == load.number
        && b.cycles() == 0) {
      pending = null;
      act(() -> new Action.Differs(load.memory, load.at, a.number(), b.number()));
    } else if (condition instanceof Term.Input in) {
      act(() -> new Action.Happens(in.cell()));
    } else {
      act(() -> new Action.Test(condition));
    }
  }

  /** The number that {@code value} is this time. */
  private Value chosen(Value value) {
    if (!value.isNumber() && decided.putIfAbsent(value.term(), value.is()) == null) {
      act(() -> new Action.Choice(value.term()));
      outcome = value.is();
    }
    return Value.number(value.is());
  }

  /** The time that {@code value} is this time, by its distance from the block's beginning. */
  private Value chosenTime(Value value) {
    if (value.isSince()) {
      return value;
    }
    return since(chosen(Value.binary(BinaryOp.SUB, Long.SIZE, value, since(0))).is());
  }

  private Value since(long distance) {
    return new Value(memo.began() + distance, new Term.Linear(1, distance));
  }

  private Value now() {
    return since(model.now - memo.began());
  }

  private Value read(CoreState state, Value index) {
    int first = cells.first(state);
    if (first < 0) {
      return load(state, index);
    }
    int at = first + cell(state, chosen(index));
    Value value = written[at];
    return value == null ? old(at) : value;
  }

  /** What that cell held when the block began. */
  private Value old(int number) {
    Cells.Cell cell = cells.get(number);
    long value = start.value(number);
    if (value == Configuration.ELSEWHERE) {
      long is = cell.memory()[cell.index()];
      Term held = new Term.Held(cell.memory(), cell.index());
      return new Value(is, held, cell.isTime(), -Cells.HORIZON - 1);
    }
    return cell.isTime() ? since(value) : Value.number(value);
  }

  private int cell(CoreState state, Value index) {
    if (index.is() < 0 || index.is() >= cells.memory()[state.index()].length) {
      throw model.outside(index.is(), state.index());
    }
    return (int) index.is();
  }

  private Value load(CoreState state, Value index) {
    long[] memory = cells.memory()[state.index()];
    int at = cell(state, index);
    Value known = read.get(new Place(state, index.term()));
    if (known != null) {
      return known;
    }
    if (loads == Memo.MOST_LOADS) {
      isLost = true;
      return Value.number(memory[at]);
    }
    int number = loads++;
    flush();
    effects++;
    if (index.isNumber()) {
      pending = new Pending(memory, at, index.term(), number);
    } else {
      act(() -> new Action.Load(memory, index.term(), number));
    }
    if (effects > done) {
      memo.load(number, memory[at]);
    }
    Value value = new Value(memo.loaded(number), new Term.Loaded(number));
    read.put(new Place(state, index.term()), value);
    return value;
  }

  private void write(CoreState state, Value index, Value value) {
    int first = cells.first(state);
    if (first >= 0) {
      written[first + cell(state, chosen(index))] = value;
      return;
    }
    long[] memory = cells.memory()[state.index()];
    int at = cell(state, index);
    flush();
    effects++;
    act(() -> new Action.Store(memory, index.term(), value.term()));
    if (effects > done) {
      memory[at] = value.is();
    }
    read.keySet().removeIf(p -> p.state().equals(state)); // it may be the same cell
    read.put(new Place(state, index.term()), value);
  }

  private void take(Value amount, int cause) {
    pass(chosen(Value.binary(BinaryOp.MAX_S, Long.SIZE, amount, ZERO)).is(), cause);
  }

  private void await(Value time, int cause) {
    Value now = now();
    if (holds(Value.binary(BinaryOp.LT_S, Long.SIZE, now, time))) {
      pass(chosen(Value.binary(BinaryOp.SUB, Long.SIZE, time, now)).is(), cause);
    }
  }

  private void pass(long cycles, int cause) {
    model.now += model.checked(cycles, model.now, cause);
    isLost |= cycles > FEW;
    byCause[cause] += cycles;
  }

  private void stmts(List<CoreStmt> body, Map<Integer, Value> locals) {
    for (CoreStmt s : body) {
      stmt(s, locals);
    }
  }

  private void stmt(CoreStmt s, Map<Integer, Value> locals) {
    switch (s) {
      case CoreStmt.Set set -> locals.put(set.local().id(), value(set.value(), locals));
      case CoreStmt.Read r -> locals.put(r.local().id(), read(r.state(), index(r.index(), locals)));
      case CoreStmt.Write w -> {
        Value index = index(w.index(), locals);
        write(w.state(), index, value(w.value(), locals));
      }
      case CoreStmt.Look l -> {
        long address = chosen(value(l.address(), locals)).is();
        isLost |= model.lasting(l.fact(), address) == null;
        locals.put(l.local().id(), Value.number(model.look(l.fact(), address)));
      }
      case CoreStmt.Now n -> locals.put(n.local().id(), now());
      case CoreStmt.Call c -> call(c, locals);
      case CoreStmt.If i ->
          stmts(holds(value(i.condition(), locals)) ? i.then() : i.otherwise(), locals);
      case CoreStmt.While w -> {
        stmts(w.before(), locals);
        while (holds(value(w.condition(), locals))) {
          model.round();
          stmts(w.body(), locals);
          stmts(w.before(), locals);
        }
      }
      case CoreStmt.Take t -> take(value(t.amount(), locals), t.cause().index());
      case CoreStmt.Wait w -> await(value(w.time(), locals), w.cause().index());
      case CoreStmt.Enter e -> {} // nobody looks at stages here
    }
  }

  private Value index(@Nullable Expr index, Map<Integer, Value> locals) {
    return index == null ? ZERO : value(index, locals);
  }

  private void call(CoreStmt.Call c, Map<Integer, Value> locals) {
    CoreRoutine f = c.function();
    Map<Integer, Value> inner = new HashMap<>();
    int i = 0;
    for (Expr.Tmp t : f.inputLocals()) {
      inner.put(t.id(), value(c.arguments().get(i++), locals));
    }
    for (Expr.Tmp t : f.parameters()) {
      inner.put(t.id(), value(c.arguments().get(i++), locals));
    }
    stmts(f.body(), inner);
    Value result = f.result() == null ? ZERO : value(f.result(), inner);
    if (c.result() != null) {
      locals.put(c.result().id(), result);
    }
  }

  private Value value(Expr e, Map<Integer, Value> locals) {
    return switch (e) {
      case Expr.Const c -> Value.number(c.value());
      case Expr.Tmp t -> {
        Value v = locals.get(t.id());
        if (v == null) {
          throw new IllegalStateException("%" + t.id() + " is used before it is set");
        }
        yield v;
      }
      case Expr.Unary u -> Value.unary(u.op(), u.width(), u.a().width(), value(u.a(), locals));
      case Expr.Binary b ->
          binary(b.op(), b.a().width(), value(b.a(), locals), value(b.b(), locals));
      case Expr.Extend x -> {
        Value v = value(x.a(), locals);
        yield x.signed() ? Value.signed(x.a().width(), x.width(), v) : v;
      }
      case Expr.Slice s -> Value.slice(s.lo(), s.width(), value(s.a(), locals));
      case Expr.Concat c ->
          Value.concat(value(c.hi(), locals), c.lo().width(), value(c.lo(), locals));
      case Expr.Select s -> value(holds(value(s.cond(), locals)) ? s.a() : s.b(), locals);
      case Expr.Field f -> throw noInsn(f);
      case Expr.Pc p -> throw noInsn(p);
      case Expr.NextPc n -> throw noInsn(n);
      case Expr.GetFile g -> throw noInsn(g);
      case Expr.GetReg g -> throw noInsn(g);
    };
  }

  /** The same as {@link Value#binary}, decided so that times are known: much follows from them. */
  private Value binary(BinaryOp op, int width, Value a, Value b) {
    Value whole = told(Value.binary(op, width, told(a), told(b)));
    if (whole.isKnown() || whole.isTime() || whole == a || whole == b || width != Long.SIZE) {
      return whole;
    }
    return switch (op) {
      case MAX_S -> holds(Value.binary(BinaryOp.LE_S, width, a, b)) ? b : a;
      case MIN_S -> holds(Value.binary(BinaryOp.LE_S, width, a, b)) ? a : b;
      case ADD, SUB ->
          a.isKnown() && !a.isNumber() || b.isKnown() && !b.isNumber()
              ? Value.binary(op, width, known(a), known(b))
              : whole;
      default -> whole;
    };
  }

  /** As a number, if that is what {@code value} has turned out to be. */
  private Value told(Value value) {
    return decided.containsKey(value.term()) ? Value.number(value.is()) : value;
  }

  private Value known(Value value) {
    return value.isKnown() ? value : value.isTime() ? chosenTime(value) : chosen(value);
  }

  private static IllegalStateException noInsn(Expr e) {
    return new IllegalStateException("a core's rule has no " + e);
  }

  /** The block has retired. */
  private void end() {
    long passed = model.now - memo.began();
    long[] values = new long[cells.size()];
    List<Action.Spill> spills = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      values[i] = end(i, values, passed, spills);
    }
    if (!isLost) {
      Configuration to = memo.known(new Configuration(values));
      Action.End end =
          new Action.End(byCause, spills.toArray(new Action.Spill[0]), to, memo.nextEnd());
      act(() -> end);
      if (!isLost) {
        memo.recorded(end);
        return;
      }
    }
    for (int i = 0; i < written.length; i++) {
      Cells.Cell cell = cells.get(i);
      Value value = written[i];
      cell.memory()[cell.index()] = (value == null ? old(i) : value).is();
    }
    memo.lost(byCause);
  }

  /** What the next configuration holds of a cell; what it does not is added to {@code spills}. */
  private long end(int number, long[] values, long passed, List<Action.Spill> spills) {
    Cells.Cell cell = cells.get(number);
    Value value = written[number];
    if (value == null && start.value(number) == Configuration.ELSEWHERE) {
      return Configuration.ELSEWHERE;
    }
    Value is = value == null ? old(number) : value;
    long kept = cell.isTime() ? time(is, passed) : number(number, is, values);
    if (kept == Configuration.ELSEWHERE) {
      spills.add(new Action.Spill(cell.memory(), cell.index(), is.term()));
    }
    return kept;
  }

  private long number(int number, Value is, long[] values) {
    if (cells.isGone(number, values)) {
      return Configuration.ELSEWHERE;
    }
    return chosen(is).is(); // that may be the number that says it is elsewhere, which is so then
  }

  private long time(Value is, long passed) {
    if (is.isTime() && is.most() < passed - Cells.HORIZON) {
      return Configuration.ELSEWHERE;
    }
    if (is.isNumber() && is.is() < model.now - Cells.HORIZON) {
      return Configuration.ELSEWHERE; // it is the longer past the later it is
    }
    long distance = chosenTime(is).linear().number() - passed;
    return distance < -Cells.HORIZON ? Configuration.ELSEWHERE : distance;
  }
}
