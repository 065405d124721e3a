package dev.orrery.engine.oracle;

import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;

/** Told what an instruction does: what it writes, also where the value stays the same. */
interface WriteObserver {
  /** Register {@code number} of {@code file}, which is not the zero register. */
  void writes(RegisterFile file, int number);

  /** A single register; the floating-point flags only when the instruction raises one. */
  void writes(Register register);

  /** Memory, at {@code address}. */
  default void accesses(long address) {}

  /** The program counter, to go elsewhere than on; perhaps to what is next all the same. */
  default void jumps() {}
}
