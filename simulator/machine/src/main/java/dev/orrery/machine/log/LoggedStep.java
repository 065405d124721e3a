package dev.orrery.machine.log;

import dev.orrery.engine.Hart;
import dev.orrery.engine.oracle.Footprint;
import dev.orrery.engine.oracle.Footprint.MemoryAccess;
import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.spec.model.DecodedInsn;
import java.util.List;

/**
 * One instruction and what it did. Values after it are read from the hart and its memory, which
 * must not have gone on.
 *
 * @param hart that executed it
 * @param number instructions that all harts had retired before
 * @param insn the instruction
 * @param footprint what it touched
 * @param before what the registers of the footprint held before, in its order
 * @param memoryBefore what the bytes of each access held before, in the footprint's order
 */
public record LoggedStep(
    Hart hart,
    long number,
    DecodedInsn insn,
    Footprint footprint,
    List<Long> before,
    List<Long> memoryBefore) {

  /** The registers it wrote. */
  List<Place> written() {
    return footprint.written();
  }

  /** The memory it accessed. */
  List<MemoryAccess> accesses() {
    return footprint.accesses();
  }
}
