package dev.orrery.engine.oracle;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.fp.FpFlags;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Fold;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Executes one instruction by the commit rule of the table language, taken literally: every
 * register is read as it was before the instruction, writes are queued and commit together at the
 * end, and an instruction that traps or faults commits nothing. It does not rely on the order of
 * statements that the IR's normal form promises, and so it notices when a row breaks that promise.
 */
final class Evaluator {
  private final Hart hart;
  private final MemoryPort memory;
  private final DecodedInsn insn;

  private final Map<Integer, Long> temporaries = new HashMap<>();
  private final List<Runnable> writes = new ArrayList<>();
  private final FpFlags flags = new FpFlags();
  private final @Nullable WriteObserver observer;
  private long next;

  private Evaluator(Hart hart, DecodedInsn insn, @Nullable WriteObserver observer) {
    this.hart = hart;
    this.memory = hart.memory;
    this.insn = insn;
    this.observer = observer;
    this.next = insn.nextPc();
  }

  /**
   * Executes {@code insn}, which is at {@code hart.pc}, and moves {@code hart.pc} on. {@code
   * hart.retired} is the caller's.
   *
   * @throws GuestTrap if the instruction raises an exception
   * @throws GuestFault if it cannot access memory
   */
  static void execute(Hart hart, DecodedInsn insn) {
    execute(hart, insn, null);
  }

  /** As {@link #execute(Hart, DecodedInsn)}, and tells what registers are written. */
  static void execute(Hart hart, DecodedInsn insn, @Nullable WriteObserver observer) {
    Evaluator e = new Evaluator(hart, insn, observer);
    e.flags.bits = hart.fp.bits;
    e.run(insn.row().body());
    e.commit();
  }

  private void commit() {
    hart.fp.bits = flags.bits;
    writes.forEach(Runnable::run);
    hart.pc = Bits.zext(next, hart.isa.xlen());
  }

  private void run(List<Stmt> body) {
    for (Stmt s : body) {
      run(s);
    }
  }

  private void run(Stmt s) {
    switch (s) {
      case Stmt.Let let -> define(let.tmp(), value(let.value()));
      case Stmt.Load load -> define(load.tmp(), load(load.bytes(), address(load.address())));
      case Stmt.Probe probe -> memory.probeStore(value(probe.address()), probe.bytes());
      case Stmt.Store store -> store(store.bytes(), address(store.address()), value(store.value()));
      case Stmt.LoadReserved lr ->
          define(
              lr.tmp(),
              lr.bytes() == 4
                  ? memory.loadReserved32(hart, address(lr.address()))
                  : memory.loadReserved64(hart, address(lr.address())));
      case Stmt.StoreConditional sc -> {
        long address = address(sc.address());
        long value = value(sc.value());
        define(
            sc.tmp(),
            sc.bytes() == 4
                ? memory.storeConditional32(hart, address, (int) value)
                : memory.storeConditional64(hart, address, value));
      }
      case Stmt.Amo amo -> {
        long address = address(amo.address());
        long value = value(amo.value());
        define(
            amo.tmp(),
            amo.bytes() == 4
                ? memory.amo32(amo.op(), address, (int) value)
                : memory.amo64(amo.op(), address, value));
      }
      case Stmt.CompareAndSwap cas -> {
        long address = address(cas.address());
        long expected = value(cas.expected());
        long value = value(cas.value());
        define(
            cas.tmp(),
            cas.bytes() == 4
                ? memory.compareAndSwap32(address, (int) expected, (int) value)
                : memory.compareAndSwap64(address, expected, value));
      }
      case Stmt.CompareAndSwapPair cas -> {
        define(
            cas.low(),
            memory.compareAndSwapPair(
                address(cas.address()),
                value(cas.expectedLow()),
                value(cas.expectedHigh()),
                value(cas.valueLow()),
                value(cas.valueHigh())));
        define(cas.high(), memory.high);
      }
      case Stmt.ZeroBlock zero -> memory.zeroBlock(address(zero.address()), zero.bytes());
      case Stmt.Retire r -> throw new IllegalStateException("no table says " + r);
      case Stmt.Fp fp -> compute(fp);
      case Stmt.Counter counter -> define(counter.tmp(), hart.counter(counter.kind()));
      case Stmt.Fence
              fence -> {} // one hart, and every access has happened when the next one starts
      case Stmt.InstructionFence fence -> {} // every instruction is fetched from memory as it is
      case Stmt.PutFile put -> {
        int number = number(put.index());
        long value = value(put.value());
        if (number != put.file().zero()) {
          writes.add(() -> hart.regs[put.file().slot() + number] = value);
          if (observer != null) {
            observer.writes(put.file(), number);
          }
        }
      }
      case Stmt.PutReg put -> {
        long value = value(put.value());
        writes.add(() -> hart.set(put.register(), value));
        if (observer != null) {
          observer.writes(put.register());
        }
      }
      case Stmt.If i -> run(value(i.condition()) != 0 ? i.then() : i.otherwise());
      case Stmt.Goto g -> {
        next = value(g.target());
        if (observer != null) {
          observer.jumps();
        }
      }
      case Stmt.Trap t -> throw new GuestTrap(t.kind(), value(t.cause()), value(t.value()));
    }
  }

  private void compute(Stmt.Fp fp) {
    long[] args = fp.args().stream().mapToLong(this::value).toArray();
    int mode = fp.roundingMode() == null ? 0 : (int) value(fp.roundingMode());
    // What is set already need not be found out again, unless somebody asks what this one raises.
    FpFlags raised = observer == null ? flags : new FpFlags();
    define(fp.tmp(), FloatingPoint.apply(fp.op(), fp.format(), args, mode, raised));
    flags.bits |= raised.bits;
    if (observer != null && raised.bits != 0) {
      observer.writes(fp.flags());
    }
  }

  private void define(Expr.Tmp tmp, long value) {
    temporaries.put(tmp.id(), Bits.zext(value, tmp.width()));
  }

  private long load(int bytes, long address) {
    return switch (bytes) {
      case 1 -> memory.load8(address);
      case 2 -> memory.load16(address);
      case 4 -> memory.load32(address);
      default -> memory.load64(address);
    };
  }

  private void store(int bytes, long address, long value) {
    switch (bytes) {
      case 1 -> memory.store8(address, (int) value);
      case 2 -> memory.store16(address, (int) value);
      case 4 -> memory.store32(address, (int) value);
      default -> memory.store64(address, value);
    }
  }

  private long address(Expr e) {
    long address = value(e);
    if (observer != null) {
      observer.accesses(address);
    }
    return address;
  }

  private int number(Expr.Index index) {
    return switch (index) {
      case Expr.Index.Fixed f -> f.number();
      case Expr.Index.Of of -> (int) insn.value(of.operand());
    };
  }

  /** Value of a pure expression, zero-extended from its width. */
  private long value(Expr e) {
    return switch (e) {
      case Expr.Const c -> c.value();
      case Expr.Field f -> Bits.zext(insn.value(f.operand()), f.width());
      case Expr.Pc p -> Bits.zext(insn.pc(), p.width());
      case Expr.NextPc n -> Bits.zext(insn.nextPc(), n.width());
      case Expr.GetFile g -> read(g.file(), number(g.index()));
      case Expr.GetReg g -> read(g.register());
      case Expr.Tmp t -> temporary(t);
      case Expr.Unary u -> Fold.unary(u.op(), u.width(), u.a().width(), value(u.a()));
      case Expr.Binary b -> Fold.binary(b.op(), b.a().width(), value(b.a()), value(b.b()));
      case Expr.Extend x -> {
        long v = value(x.a());
        yield x.signed() ? Bits.zext(Bits.sext(v, x.a().width()), x.width()) : v;
      }
      case Expr.Slice s -> Bits.zext(value(s.a()) >>> s.lo(), s.width());
      case Expr.Concat c -> value(c.hi()) << c.lo().width() | value(c.lo());
      case Expr.Select s -> value(s.cond()) != 0 ? value(s.a()) : value(s.b());
    };
  }

  private long read(RegisterFile file, int number) {
    return number == file.zero() ? 0 : hart.regs[file.slot() + number];
  }

  private long read(Register register) {
    return hart.get(register);
  }

  private long temporary(Expr.Tmp t) {
    Long v = temporaries.get(t.id());
    if (v == null) {
      throw new IllegalStateException(insn.row() + " uses %" + t.id() + " before it is defined");
    }
    return v;
  }
}
