package dev.orrery.engine.interp;

import dev.orrery.engine.CallProbe;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that an interpreter observed, also of code that is gone. */
final class Recorder implements ExecutionCounts {
  private final @Nullable CallProbe calls;
  private final Cursor cursor;
  private final List<BlockTally> tallies = new ArrayList<>();

  /** A recorder of what {@code options} ask for; {@code cursor} is the engine's. */
  Recorder(EngineOptions options, Cursor cursor) {
    this.calls = options.calls();
    this.cursor = cursor;
  }

  /** A tally for a new block; {@code targets} as in {@link Block}. */
  BlockTally tally(DecodedInsn[] insns, long[] targets) {
    BlockTally t = new BlockTally(insns, targets, calls);
    tallies.add(t);
    return t;
  }

  @Override
  public List<BlockCount> blocks() {
    Map<Long, List<BlockTally>> distinct = new HashMap<>();
    Map<BlockTally, long[]> retired = new HashMap<>();
    for (BlockTally t : tallies) {
      // Code that was forgotten and decoded again unchanged has several tallies.
      List<BlockTally> here = distinct.computeIfAbsent(t.insns()[0].pc(), k -> new ArrayList<>());
      BlockTally same = here.stream().filter(t::sameCode).findFirst().orElse(t);
      if (same.equals(t)) {
        here.add(t);
      }
      long[] counts = retired.computeIfAbsent(same, k -> new long[k.insns().length]);
      t.addTo(counts);
      addInterrupted(t, counts);
    }
    return retired.entrySet().stream()
        .filter(e -> e.getValue()[0] > 0)
        .map(e -> new BlockCount(List.of(e.getKey().insns()), e.getValue()))
        .toList();
  }

  /** The execution that the engine stopped in has not ended: it is in no tally yet. */
  private void addInterrupted(BlockTally t, long[] counts) {
    Block block = cursor.block();
    if (block != null && t.equals(block.tally)) {
      for (int i = 0; i < cursor.done(); i++) {
        counts[i]++;
      }
    }
  }

  private record Edge(long from, long to, JumpKind kind) {}

  @Override
  public List<EdgeCount> edges() {
    Map<Edge, Long> edges = new HashMap<>();
    for (BlockTally t : tallies) {
      t.edges(e -> edges.merge(new Edge(e.from(), e.to(), e.kind()), e.count(), Long::sum));
    }
    return edges.entrySet().stream()
        .map(
            e -> new EdgeCount(e.getKey().from(), e.getKey().to(), e.getKey().kind(), e.getValue()))
        .toList();
  }
}
