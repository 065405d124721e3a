package dev.orrery.profiler.recording;

import java.util.List;

/**
 * A part of the run. All parts but the last have the same number of instructions, or a few more
 * where the machine completed several at once; the counts of all parts add up to those of the run.
 * What functions did follows from the blocks.
 */
@Meaning("A part of the run. All but the last have about the same number of instructions.")
public record Interval(
    @Meaning(value = "Instructions retired in it.", unit = "instructions") long instructions,
    @Meaning("Blocks that ran in it, in the order of the profile's.") List<BlockShare> blocks,
    @Meaning("Cycles of the core by cause, in the order of its causes; none without a core.")
        List<CauseShare> cycles) {
  public Interval {
    Checks.notNegative("instructions", instructions);
    blocks = List.copyOf(blocks);
    cycles = List.copyOf(cycles);
  }

  /** What a block did in an interval. */
  @Meaning("What a block did in an interval.")
  public record BlockShare(
      @Meaning("Index in blocks.") int block,
      @Meaning(value = "Instructions retired in it.", unit = "instructions") long instructions) {
    public BlockShare {
      Checks.notNegative("instructions", instructions);
    }
  }

  /** Cycles of an interval that have one cause. */
  @Meaning("Cycles of an interval that have one cause.")
  public record CauseShare(
      @Meaning("Index in the causes of the core.") int cause,
      @Meaning(value = "Cycles.", unit = "cycles") long cycles) {
    public CauseShare {
      Checks.notNegative("cycles", cycles);
    }
  }

  /** Checks that every index is one of a profile's. */
  void checkWithin(int ofBlocks, int ofCauses) {
    blocks.forEach(s -> Checks.index("an interval's block", s.block(), ofBlocks));
    cycles.forEach(s -> Checks.index("an interval's cause", s.cause(), ofCauses));
  }

  /** Cycles of all causes. */
  public long totalCycles() {
    return cycles.stream().mapToLong(CauseShare::cycles).sum();
  }
}
