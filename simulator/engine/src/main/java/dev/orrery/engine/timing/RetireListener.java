package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreInput;
import java.util.EnumSet;
import java.util.Set;

/** Told of every instruction that retires, in program order. */
@FunctionalInterface
public interface RetireListener {
  /** The instruction has retired; {@code insn} is only good during the call. */
  void retired(Retired insn);

  /** What it looks at of what only execution says; the rest may be anything. */
  default Set<CoreInput> wants() {
    return EnumSet.allOf(CoreInput.class);
  }
}
