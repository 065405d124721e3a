package dev.orrery.engine;

import dev.orrery.engine.fp.FpFlags;
import dev.orrery.spec.ir.CounterKind;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;

/**
 * One hardware thread's architectural state. The layout of {@link #regs} is the {@link Isa}'s:
 * files and single registers have slots there, contents are zero-extended. Fields are public
 * because generated code and engines work on them directly.
 */
public final class Hart {
  /** The instruction set; defines the layout of {@link #regs}. */
  public final Isa isa;

  /** Register contents by slot. */
  public final long[] regs;

  /** Floating-point exception flags: the register that is {@link Register#fpFlags}. */
  public final FpFlags fp = new FpFlags();

  /** This hart's window on memory. */
  public final MemoryPort memory;

  /** Address of the next instruction, zero-extended. */
  public long pc;

  /** Instructions retired since reset; exact whenever {@link Engine#run} is not running. */
  public long retired;

  /** Why the engine last stopped. */
  public Stop stop = Stop.BUDGET;

  /** Address of the load reservation, or {@link #NO_RESERVATION}. */
  public long reservation = NO_RESERVATION;

  /** No reservation is held; not an address that an aligned access can have. */
  public static final long NO_RESERVATION = -1;

  /** A hart after reset with {@code pc} 0. */
  public Hart(Isa isa, AddressSpace space) {
    this.isa = isa;
    this.regs = new long[isa.slots()];
    this.memory = new MemoryPort(space);
    for (Register r : isa.registers()) {
      set(r, r.reset());
    }
  }

  /** Contents of a single register. */
  public long get(Register r) {
    return r.fpFlags() ? fp.bits : regs[r.slot()];
  }

  /** Sets a single register; {@code value} is truncated to its width. */
  public void set(Register r, long value) {
    long v = dev.orrery.spec.ir.Bits.zext(value, r.width());
    if (r.fpFlags()) {
      fp.bits = (int) v;
    } else {
      regs[r.slot()] = v;
    }
  }

  /**
   * A counter as the guest reads it. Virtual time: one retired instruction is one cycle and one
   * nanosecond, and the wall clock ticks at 10 MHz.
   */
  public long counter(CounterKind kind) {
    return switch (kind) {
      case CYCLE, RETIRED -> retired;
      case TIME -> retired / 100;
    };
  }
}
