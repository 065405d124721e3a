package dev.orrery.engine.timing.memo;

import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.spec.core.CoreInput;
import java.util.List;
import java.util.Map;

/**
 * Instructions that are executed one behind the other; only the last one may go elsewhere.
 *
 * @param facts of the instructions
 * @param slots for each of them, where in {@code inputs} an input is that only execution knows;
 *     {@link CoreInput#TAKEN} and {@link CoreInput#TARGET} of one that goes on are not there
 * @param isDirect whether the last one says itself where it may go
 * @param inputs where the block's execution has left them
 */
public record MemoBlock(
    List<InsnFacts> facts, List<Map<CoreInput, Integer>> slots, boolean isDirect, long[] inputs) {
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
