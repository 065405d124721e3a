package dev.orrery.profiler;

import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.ExecutionCounts.BlockCount;
import dev.orrery.profiler.CountedCode.Counted;
import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.Interval;
import dev.orrery.profiler.recording.Interval.BlockShare;
import dev.orrery.profiler.recording.Interval.CauseShare;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a run into intervals of so many instructions and keeps what ran in each: the difference of
 * the engine's counts at its two ends. Where no length is asked for, it begins with short ones and
 * joins pairs of them whenever there are too many, so that a run of any length has some hundred.
 */
final class IntervalCounter {
  /** Length of intervals at first, if none is asked for. */
  private static final long SHORTEST = 1_000;

  /** Intervals that are not joined: a run has half of them at least, if it is long enough. */
  private static final int JOINED_AT = 256;

  /** Most intervals of a length that was asked for. */
  static final int MOST = 1 << 16;

  private final boolean fixed;
  private final @Nullable CycleCounter cycles;
  private final InsnNumbers numbers = new InsnNumbers();
  private List<Piece> pieces = new ArrayList<>();
  private long length;
  private long began;

  /** Counts by number when the last interval ended, and cycles by cause. */
  private long[] before = new long[0];

  private long[] cyclesBefore;

  /**
   * What happened in an interval.
   *
   * @param insns numbers of instructions that retired, ascending
   * @param counts how often each of them did
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Piece(long instructions, int[] insns, long[] counts, long[] cycles) {}

  /**
   * A counter for a run that is about to begin.
   *
   * @param length instructions of an interval; 0 for what gives some hundred of them
   * @param time the machine's, see {@link dev.orrery.engine.Hart#time}
   * @param cycles whose cycles to count; null for none
   */
  IntervalCounter(long length, long time, @Nullable CycleCounter cycles) {
    this.fixed = length > 0;
    this.length = fixed ? length : SHORTEST;
    this.began = time;
    this.cycles = cycles;
    this.cyclesBefore = charged();
  }

  private long[] charged() {
    if (cycles == null) {
      return new long[0];
    }
    long[] now = new long[cycles.model().table().causes().size()];
    cycles.charged(now);
    return now;
  }

  /** The machine's time at which the present interval is to end. */
  long end() {
    return began + length < began ? Long.MAX_VALUE : began + length;
  }

  /**
   * Ends the present interval, and the next one begins.
   *
   * @param counts the engine's, of all harts
   * @param completed instructions that the machine completed
   * @param time the machine's
   * @throws OrreryException if that is one interval too many
   */
  void cut(ExecutionCounts counts, List<Counted> completed, long time) {
    long[] now = new long[before.length];
    for (BlockCount block : counts.blocks()) {
      int[] insns = numbers.of(block);
      now = numbers.grown(now);
      for (int i = 0; i < insns.length; i++) {
        now[insns[i]] += block.retired()[i];
      }
    }
    for (Counted c : completed) {
      int number = numbers.of(c.insn());
      now = numbers.grown(now);
      now[number] += c.count();
    }
    before = Arrays.copyOf(before, now.length);
    long[] passed = charged();
    add(now, passed, time - began);
    before = now;
    cyclesBefore = passed;
    began = time;
  }

  private void add(long[] now, long[] passed, long instructions) {
    long[] difference = new long[now.length];
    for (int i = 0; i < now.length; i++) {
      difference[i] = now[i] - before[i];
    }
    long[] ofCauses = new long[passed.length];
    for (int c = 0; c < passed.length; c++) {
      ofCauses[c] = passed[c] - cyclesBefore[c];
    }
    pieces.add(piece(difference, instructions, ofCauses));
    if (fixed && pieces.size() > MOST) {
      throw new OrreryException(
          ExitCode.USAGE,
          "the run has more than %d intervals of %d instructions: give --interval more, or leave it out"
              .formatted(MOST, length));
    }
    if (!fixed && pieces.size() >= JOINED_AT) {
      List<Piece> joined = new ArrayList<>();
      for (int i = 0; i < pieces.size(); i += 2) {
        joined.add(joined(pieces.get(i), pieces.get(i + 1)));
      }
      pieces = joined;
      length *= 2;
    }
  }

  private static Piece piece(long[] counts, long instructions, long[] cycles) {
    int size = (int) Arrays.stream(counts).filter(n -> n != 0).count();
    int[] insns = new int[size];
    long[] retired = new long[size];
    int next = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        insns[next] = i;
        retired[next++] = counts[i];
      }
    }
    return new Piece(instructions, insns, retired, cycles);
  }

  private Piece joined(Piece a, Piece b) {
    long[] counts = new long[numbers.size()];
    long[] sum = a.cycles.clone();
    for (Piece p : List.of(a, b)) {
      for (int i = 0; i < p.insns.length; i++) {
        counts[p.insns[i]] += p.counts[i];
      }
    }
    for (int c = 0; c < sum.length; c++) {
      sum[c] += b.cycles[c];
    }
    return piece(counts, a.instructions + b.instructions, sum);
  }

  /**
   * The intervals.
   *
   * @param blocks the profile's
   */
  List<Interval> intervals(List<BlockProfile> blocks) {
    record Place(long pc, long word) {}
    Map<Place, Integer> blockOf = new HashMap<>();
    for (int b = 0; b < blocks.size(); b++) {
      for (BlockProfile.Instruction i : blocks.get(b).code()) {
        blockOf.putIfAbsent(new Place(i.address(), i.word()), b);
      }
    }
    int[] places = new int[numbers.size()];
    for (int i = 0; i < places.length; i++) {
      Place place = new Place(numbers.insn(i).pc(), numbers.insn(i).word());
      places[i] = blockOf.getOrDefault(place, -1);
    }
    List<Interval> intervals = new ArrayList<>();
    for (Piece p : pieces) {
      TreeMap<Integer, Long> ran = new TreeMap<>();
      for (int i = 0; i < p.insns.length; i++) {
        if (places[p.insns[i]] >= 0) {
          ran.merge(places[p.insns[i]], p.counts[i], Long::sum);
        }
      }
      List<BlockShare> shares = new ArrayList<>();
      ran.forEach((block, n) -> shares.add(new BlockShare(block, n)));
      List<CauseShare> causes = new ArrayList<>();
      for (int c = 0; c < p.cycles.length; c++) {
        if (p.cycles[c] > 0) {
          causes.add(new CauseShare(c, p.cycles[c]));
        }
      }
      if (p.instructions > 0 || !causes.isEmpty()) {
        intervals.add(new Interval(p.instructions, shares, causes));
      }
    }
    return intervals;
  }
}
