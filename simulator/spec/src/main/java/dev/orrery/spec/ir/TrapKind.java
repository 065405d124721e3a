package dev.orrery.spec.ir;

import java.util.Arrays;
import java.util.List;

/** Why a row raises an exception; the number the guest sees is the trap's cause. */
public enum TrapKind {
  /** Request to the operating system (ecall, syscall). */
  SYSCALL("syscall"),
  /** Breakpoint instruction. */
  BREAKPOINT("breakpoint"),
  /** The encoding is not legal in this state. */
  ILLEGAL("illegal"),
  /** The target of a control transfer is not aligned. */
  MISALIGNED_FETCH("misaligned"),
  /** A division by zero, or one whose quotient cannot be held. */
  DIVIDE("divide"),
  /** What the processor refuses whatever the pages permit: general protection. */
  PROTECTION("protection");

  /** How the tables write each kind, in the order of the kinds. */
  public static final List<String> KEYWORDS = Arrays.stream(values()).map(k -> k.keyword).toList();

  private final String keyword;

  TrapKind(String keyword) {
    this.keyword = keyword;
  }
}
