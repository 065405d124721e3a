package dev.orrery.profiler.jit;

import dev.orrery.engine.explain.BlockState;
import dev.orrery.engine.explain.Refusal;
import dev.orrery.engine.explain.Translation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of some code in a run.
 *
 * @param first address of its first byte
 * @param last address of its last byte
 * @param translations that hold some of it, in the order in which they were made
 * @param omitted how many more there were
 * @param blocks what there was of it at the end, by address
 * @param refusals why it is in no translation, though it was hot, with how often that was decided
 * @param samplesNeeded how often code must have been found running before it is translated
 * @param samplingInterval instructions between two looks at what is running; {@link Long#MAX_VALUE}
 *     if the engine never looks
 * @param text the words for the program's code
 * @param hotSpotUnknown why nothing is known of HotSpot's compilers; null if something is
 */
public record Explained(
    long first,
    long last,
    List<Translated> translations,
    int omitted,
    List<BlockState> blocks,
    Map<Refusal, Integer> refusals,
    int samplesNeeded,
    long samplingInterval,
    CodeText text,
    @Nullable String hotSpotUnknown) {
  public Explained {
    translations = List.copyOf(translations);
    blocks = List.copyOf(blocks);
    refusals = Collections.unmodifiableMap(new LinkedHashMap<>(refusals));
  }

  /**
   * A translation and what HotSpot made of it.
   *
   * @param compilations in the order of their ends
   * @param traps of the machine code
   */
  public record Translated(
      Translation translation, List<Compilation> compilations, List<Trap> traps) {
    public Translated {
      compilations = List.copyOf(compilations);
      traps = List.copyOf(traps);
    }
  }

  /** Whether code from {@code from} to {@code to} (not included) is some that was asked for. */
  public boolean covers(long from, long to) {
    return Long.compareUnsigned(from, last) <= 0 && Long.compareUnsigned(to, first) > 0;
  }
}
