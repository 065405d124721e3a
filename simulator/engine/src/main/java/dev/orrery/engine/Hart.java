package dev.orrery.engine;

import dev.orrery.engine.fp.FpFlags;
import dev.orrery.engine.timing.Retired;
import dev.orrery.spec.ir.CounterKind;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;

/**
 * One hardware thread's architectural state. The layout of {@link #regs} is the {@link Isa}'s:
 * files and single registers have slots there, contents are zero-extended. Fields are public
 * because generated code and engines work on them directly.
 */
public final class Hart {
  /** One more than the largest {@link #number}. */
  public static final int NUMBERS = 64;

  /** The instruction set; defines the layout of {@link #regs}. */
  public final Isa isa;

  /** Register contents by slot. */
  public final long[] regs;

  /** Floating-point exception flags: the register that is {@link Register#fpFlags}. */
  public final FpFlags fp = new FpFlags();

  /** This hart's window on memory; harts of one machine share it. */
  public final MemoryPort memory;

  /**
   * What this hart's instructions are counted under: 0 for a machine's first hart, and below {@link
   * #NUMBERS}. Harts that share a number are counted together.
   */
  public final int number;

  /** Address of the next instruction, zero-extended. */
  public long pc;

  /** Instructions retired since reset; exact whenever {@link Engine#run} is not running. */
  public long retired;

  /**
   * Instructions that other harts of the machine had retired when this one's turn began. Harts take
   * turns, so that {@link #time} is the machine's while this hart runs.
   */
  public long elsewhere;

  /** Why the engine last stopped. */
  public Stop stop = Stop.BUDGET;

  /** Address of the load reservation, or {@link #NO_RESERVATION}. */
  public long reservation = NO_RESERVATION;

  /** What the instruction that retires tells whoever models the core; engines fill it. */
  public final Retired retiring = new Retired();

  /** No reservation is held; not an address that an aligned access can have. */
  public static final long NO_RESERVATION = -1;

  /** A machine's first hart, after reset with {@code pc} 0. */
  public Hart(Isa isa, AddressSpace space) {
    this.isa = isa;
    this.regs = new long[isa.slots()];
    this.memory = new MemoryPort(space);
    this.number = 0;
    for (Register r : isa.registers()) {
      set(r, r.reset());
    }
  }

  private Hart(Hart first, int number) {
    this.isa = first.isa;
    this.regs = first.regs.clone();
    this.memory = first.memory;
    this.number = number;
    this.fp.bits = first.fp.bits;
    this.pc = first.pc;
  }

  /**
   * Another hart of the same machine: it shares this one's memory, starts where it is with the same
   * register contents, holds no reservation, and has retired nothing.
   *
   * @param number its {@link #number}
   */
  public Hart another(int number) {
    return new Hart(this, number);
  }

  /** The machine's virtual time: instructions that all its harts retired, while this one runs. */
  public long time() {
    return retired + elsewhere;
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
   * A counter as the guest reads it. Virtual time: one retired instruction of any hart is one cycle
   * and one nanosecond, and the wall clock ticks at 10 MHz.
   */
  public long counter(CounterKind kind) {
    return switch (kind) {
      case CYCLE -> time();
      case RETIRED -> retired;
      case TIME -> time() / 100;
    };
  }
}
