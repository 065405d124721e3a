package dev.orrery.engine.emit;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.MemoryOrder;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row's body specialised to the outcomes that its fixed conditions have for some instruction:
 * which rounding mode, which control register, whether a link register is asked for. Conditions
 * that are fixed at decode are gone, and so are temporaries that are fixed.
 *
 * @param row the row whose body it is ({@link Row#meaning()})
 * @param outcomes one character, {@code 0} or {@code 1}, for each fixed condition in the order in
 *     which they are met; row and outcomes identify the variant
 * @param conditions those conditions, as many and in the same order
 * @param body what is left of the row's body
 */
public record Variant(Row row, String outcomes, List<Expr> conditions, List<Stmt> body) {
  public Variant {
    conditions = List.copyOf(conditions);
    body = List.copyOf(body);
  }

  /** The variant that {@code insn} executes. */
  public static Variant of(DecodedInsn insn) {
    return of(insn, insn.row().body());
  }

  /** The same of another body that the row is given. */
  public static Variant of(DecodedInsn insn, List<Stmt> body) {
    return assuming(insn, body, Map.of());
  }

  /**
   * What is left of that if some registers hold what they are taken to hold.
   *
   * @param body the row's body, or another that it is given
   * @param assumed the values of those registers
   */
  public static Variant assuming(DecodedInsn insn, List<Stmt> body, Map<Register, Long> assumed) {
    Specialiser s = new Specialiser(insn, assumed);
    List<Stmt> left = s.body(body);
    return new Variant(insn.row().meaning(), s.outcomes.toString(), s.conditions, left);
  }

  /** A name for generated code, unique within the instruction set: {@code 17_fadd_d_0100}. */
  public String symbol() {
    StringBuilder name = new StringBuilder().append(row.id()).append('_');
    for (int i = 0; i < row.name().length(); i++) {
      char c = row.name().charAt(i);
      name.append(Character.isLetterOrDigit(c) ? c : '_');
    }
    return outcomes.isEmpty() ? name.toString() : name.append('_').append(outcomes).toString();
  }

  private static final class Specialiser {
    private final DecodedInsn insn;
    private final Map<Register, Long> assumed;
    private final StringBuilder outcomes = new StringBuilder();
    private final List<Expr> conditions = new ArrayList<>();
    private final Map<Integer, Expr> fixed = new HashMap<>();

    Specialiser(DecodedInsn insn, Map<Register, Long> assumed) {
      this.insn = insn;
      this.assumed = assumed;
    }

    /** Whether a fixed condition holds; unless it is a literal, that makes a variant. */
    private boolean outcome(Expr condition) {
      boolean holds = DecodeTime.value(condition, insn) != 0;
      if (!(condition instanceof Expr.Const)) {
        outcomes.append(holds ? '1' : '0');
        conditions.add(condition);
      }
      return holds;
    }

    private List<Stmt> body(List<Stmt> body) {
      List<Stmt> out = new ArrayList<>(body.size());
      for (Stmt s : body) {
        add(s, out);
      }
      return out;
    }

    private void add(Stmt s, List<Stmt> out) {
      switch (s) {
        case Stmt.Let let -> {
          Expr value = expr(let.value());
          if (DecodeTime.isFixed(value)) {
            fixed.put(let.tmp().id(), value);
          } else {
            out.add(new Stmt.Let(let.tmp(), value));
          }
        }
        case Stmt.If i -> {
          Expr condition = expr(i.condition());
          if (DecodeTime.isFixed(condition)) {
            out.addAll(body(outcome(condition) ? i.then() : i.otherwise()));
          } else {
            out.add(new Stmt.If(condition, body(i.then()), body(i.otherwise())));
          }
        }
        case Stmt.Load l -> out.add(new Stmt.Load(l.tmp(), l.bytes(), expr(l.address())));
        case Stmt.Probe p -> out.add(new Stmt.Probe(p.bytes(), expr(p.address())));
        case Stmt.Store st ->
            out.add(new Stmt.Store(st.bytes(), expr(st.address()), expr(st.value())));
        case Stmt.LoadReserved l ->
            out.add(new Stmt.LoadReserved(l.tmp(), l.bytes(), expr(l.address()), order(l.order())));
        case Stmt.StoreConditional c ->
            out.add(
                new Stmt.StoreConditional(
                    c.tmp(), c.bytes(), expr(c.address()), expr(c.value()), order(c.order())));
        case Stmt.Amo a ->
            out.add(
                new Stmt.Amo(
                    a.tmp(),
                    a.op(),
                    a.bytes(),
                    expr(a.address()),
                    expr(a.value()),
                    order(a.order())));
        case Stmt.CompareAndSwap c ->
            out.add(
                new Stmt.CompareAndSwap(
                    c.tmp(),
                    c.bytes(),
                    expr(c.address()),
                    expr(c.expected()),
                    expr(c.value()),
                    order(c.order())));
        case Stmt.CompareAndSwapPair c ->
            out.add(
                new Stmt.CompareAndSwapPair(
                    c.low(),
                    c.high(),
                    expr(c.address()),
                    expr(c.expectedLow()),
                    expr(c.expectedHigh()),
                    expr(c.valueLow()),
                    expr(c.valueHigh()),
                    order(c.order())));
        case Stmt.Retire r ->
            out.add(
                new Stmt.Retire(
                    expr(r.address()),
                    expr(r.taken()),
                    expr(r.target()),
                    expr(r.value1()),
                    expr(r.value2())));
        case Stmt.ZeroBlock z -> out.add(new Stmt.ZeroBlock(z.bytes(), expr(z.address())));
        case Stmt.Fp f ->
            out.add(
                new Stmt.Fp(
                    f.tmp(),
                    f.op(),
                    f.format(),
                    f.args().stream().map(this::expr).toList(),
                    f.roundingMode() == null ? null : expr(f.roundingMode()),
                    f.flags()));
        case Stmt.PutFile p -> out.add(new Stmt.PutFile(p.file(), p.index(), expr(p.value())));
        case Stmt.PutReg p -> out.add(new Stmt.PutReg(p.register(), expr(p.value())));
        case Stmt.Goto g -> out.add(new Stmt.Goto(expr(g.target())));
        case Stmt.Trap t -> out.add(new Stmt.Trap(t.kind(), expr(t.cause()), expr(t.value())));
        case Stmt.Counter c -> out.add(c);
        case Stmt.Fence f -> out.add(f);
        case Stmt.InstructionFence f -> out.add(f);
      }
    }

    private MemoryOrder order(MemoryOrder o) {
      return new MemoryOrder(expr(o.acquire()), expr(o.release()));
    }

    private Expr expr(Expr e) {
      return switch (e) {
        case Expr.Const c -> c;
        case Expr.Field f -> f;
        case Expr.Pc p -> p;
        case Expr.NextPc n -> n;
        case Expr.GetFile g -> g;
        case Expr.GetReg g -> {
          Long value = assumed.get(g.register());
          yield value == null ? g : new Expr.Const(g.width(), value);
        }
        case Expr.Tmp t -> fixed.getOrDefault(t.id(), t);
        case Expr.Unary u -> new Expr.Unary(u.op(), u.width(), expr(u.a()));
        case Expr.Binary b -> binary(b.op(), expr(b.a()), expr(b.b()));
        case Expr.Extend x -> new Expr.Extend(x.signed(), x.width(), expr(x.a()));
        case Expr.Slice s -> new Expr.Slice(expr(s.a()), s.hi(), s.lo());
        case Expr.Concat c -> new Expr.Concat(expr(c.hi()), expr(c.lo()));
        case Expr.Select s -> select(s);
      };
    }

    private Expr binary(BinaryOp op, Expr a, Expr b) {
      if (a.width() == 1
          && (op == BinaryOp.AND || op == BinaryOp.OR)
          && DecodeTime.isFixed(a) != DecodeTime.isFixed(b)) {
        Expr fixed = DecodeTime.isFixed(a) ? a : b;
        Expr other = DecodeTime.isFixed(a) ? b : a;
        boolean holds = outcome(fixed);
        boolean decides = holds == (op == BinaryOp.OR);
        return decides ? new Expr.Const(1, holds ? 1 : 0) : other;
      }
      return new Expr.Binary(op, a, b);
    }

    private Expr select(Expr.Select s) {
      Expr condition = expr(s.cond());
      if (!DecodeTime.isFixed(condition)) {
        return new Expr.Select(condition, expr(s.a()), expr(s.b()));
      }
      if (DecodeTime.isFixed(s.a()) && DecodeTime.isFixed(s.b())) {
        // Fixed as a whole: an operand, not a reason for another variant.
        return new Expr.Select(condition, s.a(), s.b());
      }
      return expr(outcome(condition) ? s.a() : s.b());
    }
  }
}
