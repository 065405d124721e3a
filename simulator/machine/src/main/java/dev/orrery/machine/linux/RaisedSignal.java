package dev.orrery.machine.linux;

import dev.orrery.engine.Stop;
import org.jspecify.annotations.Nullable;

/**
 * The signal that Linux makes of a trap or a fault.
 *
 * @param code {@code si_code}
 * @param address {@code si_addr}
 */
public record RaisedSignal(Signal signal, int code, long address) {
  /**
   * What a stop raises.
   *
   * @param pc of the instruction that did not complete
   * @return null if it raises nothing
   */
  public static @Nullable RaisedSignal by(Stop stop, long pc) {
    return switch (stop) {
      case Stop.Fault f ->
          switch (f.reason()) {
            case UNMAPPED -> fault(SignalInfo.SEGV_MAPERR, f.address());
            case PROTECTED -> fault(SignalInfo.SEGV_ACCERR, f.address());
            case MISALIGNED -> misaligned(f.address());
          };
      case Stop.Trap t ->
          switch (t.kind()) {
            case BREAKPOINT -> new RaisedSignal(Signal.SIGTRAP, SignalInfo.TRAP_BRKPT, pc);
            case DIVIDE -> new RaisedSignal(Signal.SIGFPE, SignalInfo.FPE_INTDIV, pc);
            case PROTECTION -> new RaisedSignal(Signal.SIGSEGV, SignalInfo.SI_KERNEL, 0);
            case MISALIGNED_FETCH -> misaligned(t.value());
            default -> new RaisedSignal(Signal.SIGILL, SignalInfo.ILL_ILLOPC, pc);
          };
      case Stop.Budget b -> null;
      case Stop.Requested r -> null;
    };
  }

  private static RaisedSignal fault(int code, long address) {
    return new RaisedSignal(Signal.SIGSEGV, code, address);
  }

  private static RaisedSignal misaligned(long address) {
    return new RaisedSignal(Signal.SIGBUS, SignalInfo.BUS_ADRALN, address);
  }

  /** Whether it tells the address of an access that failed. */
  public boolean isFault() {
    return signal == Signal.SIGSEGV && code != SignalInfo.SI_KERNEL;
  }
}
