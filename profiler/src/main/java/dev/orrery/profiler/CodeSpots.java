package dev.orrery.profiler;

import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.profiler.access.AccessCounter.Spot;
import dev.orrery.profiler.access.AccessCounter.Spots;
import dev.orrery.profiler.recording.BlockProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where instructions stand in a profile's blocks. */
final class CodeSpots implements Spots {
  private final Map<Insn, Spot> spots = new HashMap<>();

  private record Insn(long pc, long word) {}

  /** The instructions of {@code blocks}. */
  CodeSpots(List<BlockProfile> blocks) {
    for (int b = 0; b < blocks.size(); b++) {
      List<BlockProfile.Instruction> code = blocks.get(b).code();
      for (int i = 0; i < code.size(); i++) {
        spots.putIfAbsent(new Insn(code.get(i).address(), code.get(i).word()), new Spot(b, i));
      }
    }
  }

  @Override
  public @Nullable Spot of(long pc, long word) {
    return spots.get(new Insn(pc, word));
  }

  /** Where {@code insn} stands; null if nowhere. */
  @Nullable Spot of(InsnFacts insn) {
    return of(insn.pc(), insn.word());
  }
}
