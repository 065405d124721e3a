package dev.orrery.machine.validate;

import dev.orrery.engine.oracle.Footprint.MemoryAccess;
import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.spec.model.DecodedInsn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An instruction that the reference executed, and what it found.
 *
 * @param instructions that all threads had retired before it
 * @param insn the instruction
 * @param next where execution went on
 * @param inputs what the registers held that it reads
 * @param written the registers that it wrote
 * @param accesses the memory that it accessed, with what was there before
 */
public record Step(
    long instructions,
    DecodedInsn insn,
    long next,
    Map<Place, Long> inputs,
    List<Place> written,
    List<MemoryAccess> accesses) {
  public Step {
    inputs = new LinkedHashMap<>(inputs);
    written = List.copyOf(written);
    accesses = List.copyOf(accesses);
  }
}
