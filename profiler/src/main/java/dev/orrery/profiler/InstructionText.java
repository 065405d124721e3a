package dev.orrery.profiler;

import dev.orrery.spec.model.DecodedInsn;

/** Disassembles. */
@FunctionalInterface
public interface InstructionText {

  /** The instruction as a programmer would write it, without its address. */
  String of(DecodedInsn insn);
}
