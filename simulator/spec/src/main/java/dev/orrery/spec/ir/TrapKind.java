package dev.orrery.spec.ir;

/** Why a row raises an exception; the number the guest sees is the trap's cause. */
public enum TrapKind {
  /** Request to the operating system (ecall, syscall). */
  SYSCALL,
  /** Breakpoint instruction. */
  BREAKPOINT,
  /** The encoding is not legal in this state. */
  ILLEGAL,
  /** The target of a control transfer is not aligned. */
  MISALIGNED_FETCH,
  /** A division by zero, or one whose quotient cannot be held. */
  DIVIDE
}
