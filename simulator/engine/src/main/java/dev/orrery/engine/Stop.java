package dev.orrery.engine;

import dev.orrery.spec.ir.TrapKind;

/** Why {@link Engine#run} returned. */
public sealed interface Stop {

  /** The budget is used up. */
  record Budget() implements Stop {}

  /** Something outside the hart, such as a device, asked to stop after the last instruction. */
  record Requested() implements Stop {}

  /**
   * The instruction at {@code hart.pc} raised an exception and committed nothing.
   *
   * @param kind what for
   * @param cause the number the instruction set gives it
   * @param value what the instruction set reports with it (the trap value)
   */
  record Trap(TrapKind kind, long cause, long value) implements Stop {}

  /**
   * The instruction at {@code hart.pc} could not access memory and committed nothing.
   *
   * @param access how it tried
   * @param address the first byte that could not be accessed
   * @param reason why not
   */
  record Fault(Access access, long address, FaultReason reason) implements Stop {}

  /** The single {@link Budget}. */
  Stop BUDGET = new Budget();

  /** The single {@link Requested}. */
  Stop REQUESTED = new Requested();
}
