package dev.orrery.engine.interp;

import dev.orrery.engine.CallProbe;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.Hart;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that an interpreter observed, also of code that is gone. */
final class Recorder implements ExecutionCounts {
  private final @Nullable CallProbe calls;
  private final Cursor cursor;
  private final List<BlockTally> tallies = new ArrayList<>();

  /** Those of regions that may run. */
  private final Set<RegionTally> regions = new LinkedHashSet<>();

  /** Of the hart that regions count for. */
  private int number;

  /** A recorder of what {@code options} ask for; {@code cursor} is the engine's. */
  Recorder(EngineOptions options, Cursor cursor) {
    this.calls = options.calls();
    this.cursor = cursor;
  }

  /** The tallies of a new block; {@code targets} as in {@link Block}. */
  BlockTallies tallies(DecodedInsn[] insns, long[] targets) {
    return new BlockTallies(insns, targets, calls, tallies);
  }

  /** From now on {@code hart} runs. */
  void enter(Hart hart) {
    if (hart.number != number) {
      collect();
      number = hart.number;
    }
  }

  /** A region that counts in {@code tally} may run from now on. */
  void opens(RegionTally tally) {
    regions.add(tally);
  }

  /** That region runs no more. */
  void closes(RegionTally tally) {
    tally.addTo(number);
    regions.remove(tally);
  }

  /** Adds what regions have counted to the tallies of blocks. */
  private void collect() {
    for (RegionTally tally : regions) {
      tally.addTo(number);
    }
  }

  @Override
  public ExecutionCounts of(int number) {
    return new ExecutionCounts() {
      @Override
      public List<BlockCount> blocks() {
        return Recorder.this.blocks(t -> t.number() == number);
      }

      @Override
      public List<EdgeCount> edges() {
        return Recorder.this.edges(t -> t.number() == number);
      }
    };
  }

  @Override
  public List<BlockCount> blocks() {
    return blocks(t -> true);
  }

  private List<BlockCount> blocks(Predicate<BlockTally> chosen) {
    collect();
    // An execution in which a hart is interrupted has not ended: it is in no tally yet.
    Map<BlockTally, List<Integer>> interrupted = new IdentityHashMap<>();
    cursor.forEachTally(
        (t, done) -> interrupted.computeIfAbsent(t, k -> new ArrayList<>()).add(done));
    Map<Long, List<BlockTally>> distinct = new HashMap<>();
    Map<BlockTally, long[]> retired = new HashMap<>();
    for (BlockTally t : tallies) {
      if (!chosen.test(t)) {
        continue;
      }
      // Code that was forgotten and decoded again unchanged has several tallies.
      List<BlockTally> here = distinct.computeIfAbsent(t.insns()[0].pc(), k -> new ArrayList<>());
      BlockTally same = here.stream().filter(t::sameCode).findFirst().orElse(t);
      if (same.equals(t)) {
        here.add(t);
      }
      long[] counts = retired.computeIfAbsent(same, k -> new long[k.insns().length]);
      t.addTo(counts);
      for (int done : interrupted.getOrDefault(t, List.of())) {
        for (int i = 0; i < done; i++) {
          counts[i]++;
        }
      }
    }
    return retired.entrySet().stream()
        .filter(e -> e.getValue()[0] > 0)
        .map(e -> new BlockCount(List.of(e.getKey().insns()), e.getValue()))
        .toList();
  }

  private record Edge(long from, long to, JumpKind kind) {}

  @Override
  public List<EdgeCount> edges() {
    return edges(t -> true);
  }

  private List<EdgeCount> edges(Predicate<BlockTally> chosen) {
    collect();
    Map<Edge, Long> edges = new HashMap<>();
    for (BlockTally t : tallies) {
      if (chosen.test(t)) {
        t.edges(e -> edges.merge(new Edge(e.from(), e.to(), e.kind()), e.count(), Long::sum));
      }
    }
    return edges.entrySet().stream()
        .map(
            e -> new EdgeCount(e.getKey().from(), e.getKey().to(), e.getKey().kind(), e.getValue()))
        .toList();
  }
}
