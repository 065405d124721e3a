package dev.orrery.machine;

import dev.orrery.engine.Access;
import dev.orrery.engine.Stop;

/** Words for what stopped an engine. */
public final class StopText {
  private StopText() {}

  /** A fault, for example {@code load from 0x10: nothing is mapped there}. */
  public static String of(Stop.Fault fault) {
    String access =
        switch (fault.access()) {
          case LOAD -> "load from";
          case STORE -> "store to";
          case FETCH -> "jump to";
        };
    String reason =
        switch (fault.reason()) {
          case UNMAPPED -> "nothing is mapped there";
          case PROTECTED ->
              fault.access() == Access.FETCH
                  ? "the page is not executable"
                  : "the page does not permit it";
          case MISALIGNED -> "atomic accesses must be aligned";
        };
    return access + " 0x" + Long.toHexString(fault.address()) + ": " + reason;
  }

  /** A trap, for example {@code illegal instruction 0x0000}. */
  public static String of(Stop.Trap trap) {
    return switch (trap.kind()) {
      case SYSCALL -> "system call";
      case BREAKPOINT -> "breakpoint";
      case DIVIDE -> "division by zero, or a quotient that is too large";
      case ILLEGAL -> "illegal instruction 0x" + Long.toHexString(trap.value());
      case PROTECTION -> "general protection: the processor refuses the operand";
      case MISALIGNED_FETCH ->
          "jump to 0x" + Long.toHexString(trap.value()) + ": no instruction can start there";
    };
  }
}
