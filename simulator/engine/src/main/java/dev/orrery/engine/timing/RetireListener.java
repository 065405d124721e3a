package dev.orrery.engine.timing;

/** Told of every instruction that retires, in program order. */
@FunctionalInterface
public interface RetireListener {
  /** The instruction has retired; {@code insn} is only good during the call. */
  void retired(Retired insn);
}
