package dev.orrery.engine.interp;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Rewrite;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.Register;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an instruction does, with its writes to small registers made so that they can wait:
 * condition flags are mostly written again before anybody reads them, but whoever leaves the code
 * in between has to know them. A write that waits is an expression over a few values that are
 * remembered, its leaves. This is what QEMU calls lazy condition codes, for whatever registers a
 * table has.
 */
final class LazyBody {
  /** Registers of more bits are mostly read. */
  private static final int MOST_WIDTH = 4;

  /** Larger temporaries are computed once, not once for each write that they are part of. */
  private static final int MOST_NODES = 8;

  /** A write that can wait. */
  static final class Write {
    private final Register register;
    private final Group group;

    /** Over temporaries that are numbered as the group's leaves are. */
    private final Expr value;

    private Write(Register register, Group group, Expr value) {
      this.register = register;
      this.group = group;
      this.value = value;
    }

    /** The slot of the register that is written. */
    int slot() {
      return register.slot();
    }

    /** The writes that it has its leaves in common with. */
    Group group() {
      return group;
    }

    /** What is written, where the temporary of a leaf's number stands for the leaf. */
    Expr value() {
      return value;
    }
  }

  /** Writes one after the other, with nothing in between that could leave. */
  static final class Group {
    private final List<Expr> leaves = new ArrayList<>();
    private final Map<Expr, Expr.Tmp> numbers = new HashMap<>();
    private @Nullable Write first;

    /** Temporaries and registers, whose values where the first write stands have to be kept. */
    List<Expr> leaves() {
      return leaves;
    }

    /** The write before which they are. */
    Write first() {
      return Objects.requireNonNull(first, "a group has a write");
    }

    private Expr over(Expr value) {
      return Rewrite.expr(value, this::standIn);
    }

    private Expr standIn(Expr e) {
      return switch (e) {
        case Expr.Tmp t -> number(t);
        case Expr.GetReg g -> number(g);
        case Expr.GetFile g -> number(g);
        default -> e;
      };
    }

    private Expr.Tmp number(Expr leaf) {
      return numbers.computeIfAbsent(
          leaf,
          k -> {
            leaves.add(k);
            return new Expr.Tmp(k.width(), leaves.size() - 1);
          });
    }
  }

  private final Map<Integer, Stmt.Let> lets = new HashMap<>();

  /** Temporaries that something computes with where it stands. */
  private final Set<Integer> needed = new HashSet<>();

  private final List<Stmt> body = new ArrayList<>();
  private final Map<Stmt.PutReg, Write> writes = new IdentityHashMap<>();
  private final Set<Integer> uncertain = new HashSet<>();
  private final Set<Integer> reads = new HashSet<>();

  private LazyBody() {}

  /** The same as {@code body}, which is {@link FilledIn}. */
  static LazyBody of(List<Stmt> body) {
    LazyBody lazy = new LazyBody();
    lazy.take(body);
    return lazy;
  }

  /** The statements. */
  List<Stmt> body() {
    return body;
  }

  /** What {@code put}, an object of {@link #body}, is if it can wait. */
  @Nullable Write write(Stmt.PutReg put) {
    return writes.get(put);
  }

  /** The slots of registers that are perhaps written. */
  Set<Integer> uncertain() {
    return uncertain;
  }

  /** The slots of the single registers that are read. */
  Set<Integer> reads() {
    return reads;
  }

  /** The writes that can wait, by their objects in {@link #body}. */
  Map<Stmt.PutReg, Write> writes() {
    return writes;
  }

  private void take(List<Stmt> given) {
    Rewrite.visit(
        given,
        e -> {
          if (e instanceof Expr.GetReg get) {
            reads.add(get.register().slot());
          }
        });
    Set<Integer> written = new HashSet<>();
    boolean maybeGone = false;
    for (Stmt s : given) {
      switch (s) {
        case Stmt.Let l -> lets.put(l.tmp().id(), l);
        case Stmt.PutReg p -> {
          // Written twice, or not when the instruction has jumped before.
          if (maybeGone || !written.add(p.register().slot())) {
            uncertain.add(p.register().slot());
          }
        }
        case Stmt.If i -> {
          maybeGone |= addWritten(i.then());
          maybeGone |= addWritten(i.otherwise());
        }
        default -> {}
      }
    }
    List<Stmt.PutReg> waiting = new ArrayList<>();
    for (Stmt s : given) {
      if (s instanceof Stmt.PutReg p && canWait(p)) {
        waiting.add(p);
      } else if (!(s instanceof Stmt.Let)) {
        Rewrite.visit(s, this::need);
      }
    }
    if (waiting.isEmpty()) {
      body.addAll(given);
      return;
    }
    Map<Stmt, Expr> expanded = new IdentityHashMap<>();
    waiting.forEach(put -> expanded.put(put, expand(put.value())));
    build(given, expanded);
  }

  /** Notes what a branch writes. True if it may jump. */
  private boolean addWritten(List<Stmt> branch) {
    boolean jumps = false;
    for (Stmt s : branch) {
      switch (s) {
        case Stmt.PutReg p -> uncertain.add(p.register().slot());
        case Stmt.If i -> {
          jumps |= addWritten(i.then());
          jumps |= addWritten(i.otherwise());
        }
        case Stmt.Goto g -> jumps = true;
        default -> {}
      }
    }
    return jumps;
  }

  private boolean canWait(Stmt.PutReg put) {
    Register r = put.register();
    return r.width() <= MOST_WIDTH
        && !r.fpFlags()
        && !reads.contains(r.slot())
        && !uncertain.contains(r.slot());
  }

  private void need(Expr e) {
    if (e instanceof Expr.Tmp t && needed.add(t.id())) {
      Stmt.Let let = lets.get(t.id());
      if (let != null) {
        Rewrite.visit(let.value(), this::need);
      }
    }
  }

  /** A value with small temporaries filled in that nothing else needs. */
  private Expr expand(Expr value) {
    return Rewrite.expr(value, this::filledIn);
  }

  private Expr filledIn(Expr e) {
    if (!(e instanceof Expr.Tmp t) || needed.contains(t.id())) {
      return e;
    }
    Stmt.Let let = lets.get(t.id());
    if (let != null && !Rewrite.reads(let.value()) && nodes(let.value()) <= MOST_NODES) {
      return expand(let.value());
    }
    need(t);
    return t;
  }

  private static int nodes(Expr e) {
    int[] count = new int[1];
    Rewrite.visit(e, x -> count[0]++);
    return count[0];
  }

  private void build(List<Stmt> given, Map<Stmt, Expr> expanded) {
    Group group = new Group();
    for (Stmt s : given) {
      Expr value = expanded.get(s);
      if (value != null) {
        Register register = ((Stmt.PutReg) s).register();
        Stmt.PutReg put = new Stmt.PutReg(register, value);
        Write write = new Write(register, group, group.over(value));
        if (group.first == null) {
          group.first = write;
        }
        writes.put(put, write);
        body.add(put);
      } else if (!(s instanceof Stmt.Let l) || needed.contains(l.tmp().id())) {
        body.add(s);
        group = new Group();
      }
    }
  }
}
