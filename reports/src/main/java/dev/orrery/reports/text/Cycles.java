package dev.orrery.reports.text;

import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.CycleProfile.CycleShare;
import dev.orrery.profiler.recording.CycleProfile.InstructionCycles;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.spec.core.Category;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Where cycles went, as reports ask for it. */
public final class Cycles {
  /** The cause that tables without categories charge the work itself to. */
  private static final String WORK = "base";

  private final CycleProfile profile;
  private final long[][] functions;
  private final long[][] blocks;
  private final long[][] lines;
  private final Map<Place, long[]> instructions = new HashMap<>();

  private record Place(int block, int instruction) {}

  private Cycles(Profile all, CycleProfile profile) {
    this.profile = profile;
    this.functions = byCause(profile.functions(), all.functions().size());
    this.blocks = byCause(profile.blocks(), all.blocks().size());
    this.lines = byCause(profile.lines(), all.source().lines().size());
    for (InstructionCycles i : profile.instructions()) {
      instructions
              .computeIfAbsent(
                  new Place(i.block(), i.instruction()), p -> new long[profile.causes().size()])[
              i.cause()] +=
          i.cycles();
    }
  }

  /** The cycles of a profile; null if none were counted. */
  public static @Nullable Cycles of(Profile profile) {
    return profile.cycles().isEmpty() ? null : new Cycles(profile, profile.cycles().getFirst());
  }

  private long[][] byCause(List<CycleShare> shares, int count) {
    long[][] table = new long[count][profile.causes().size()];
    for (CycleShare s : shares) {
      table[s.of()][s.cause()] += s.cycles();
    }
    return table;
  }

  /** What was counted. */
  public CycleProfile profile() {
    return profile;
  }

  /** All cycles. */
  public long total() {
    return profile.cycles();
  }

  /** Causes that have cycles, most first. */
  public List<CauseCycles> causes() {
    return profile.causes().stream()
        .filter(c -> c.cycles() > 0)
        .sorted((a, b) -> Long.compare(b.cycles(), a.cycles()))
        .toList();
  }

  /** Cycles of a function by cause. */
  public long[] ofFunction(int index) {
    return functions[index];
  }

  /** Cycles of a block by cause. */
  public long[] ofBlock(int index) {
    return blocks[index];
  }

  /** Cycles of a source line by cause. */
  public long[] ofLine(int index) {
    return lines[index];
  }

  /** Cycles of an instruction of a block by cause. */
  public long[] ofInstruction(int block, int instruction) {
    long[] known = instructions.get(new Place(block, instruction));
    return known == null ? new long[profile.causes().size()] : known;
  }

  /** Indices of functions with cycles, most first. */
  public List<Integer> slowestFunctions() {
    return slowest(functions, -1);
  }

  /** Indices of blocks with cycles, most first. */
  public List<Integer> slowestBlocks() {
    return slowest(blocks, -1);
  }

  /** Indices of source lines with cycles, most first. */
  public List<Integer> slowestLines() {
    return slowest(lines, -1);
  }

  /** Those of {@code table} with cycles of a cause, or of any if it is negative, most first. */
  private static List<Integer> slowest(long[][] table, int cause) {
    return IntStream.range(0, table.length)
        .filter(i -> of(table[i], cause) > 0)
        .boxed()
        .sorted((a, b) -> Long.compare(of(table[b], cause), of(table[a], cause)))
        .toList();
  }

  private static long of(long[] byCause, int cause) {
    return cause < 0 ? sum(byCause) : byCause[cause];
  }

  /** The function with most cycles of a cause; -1 if none has any. */
  public int worstFunction(int cause) {
    return first(slowest(functions, cause));
  }

  /** The block with most cycles of a cause; -1 if none has any. */
  public int worstBlock(int cause) {
    return first(slowest(blocks, cause));
  }

  /** The source line with most cycles of a cause; -1 if none has any. */
  public int worstLine(int cause) {
    return first(slowest(lines, cause));
  }

  private static int first(List<Integer> list) {
    return list.isEmpty() ? -1 : list.getFirst();
  }

  /** All cycles of something. */
  public static long sum(long[] byCause) {
    return LongStream.of(byCause).sum();
  }

  /** Index of the cause that costs most besides the work itself; -1 if nothing does. */
  public int mainCause() {
    return mainCause(profile.causes().stream().mapToLong(CauseCycles::cycles).toArray());
  }

  /** Whether a cause is the work itself; all others are what it waits for. */
  public static boolean isWork(CauseCycles cause) {
    return cause.category().isEmpty()
        ? cause.name().equals(WORK)
        : cause.category().equals(Category.RETIRING.text());
  }

  private int mainCause(long[] byCause) {
    int main = -1;
    for (int c = 0; c < byCause.length; c++) {
      if (!isWork(profile.causes().get(c))
          && byCause[c] > 0
          && (main < 0 || byCause[c] > byCause[main])) {
        main = c;
      }
    }
    return main;
  }

  /**
   * What something waits for most, with its share of that thing's cycles: {@code load_use 31 %};
   * empty if it does not wait.
   */
  public String mainly(long[] byCause) {
    int main = mainCause(byCause);
    return main < 0
        ? ""
        : profile.causes().get(main).name()
            + " "
            + Numbers.wholePercent(byCause[main], sum(byCause));
  }

  /** Cycles for each of so many instructions: {@code 1.42}. */
  public static String perInstruction(long cycles, long instructions) {
    return instructions == 0
        ? "–"
        : String.format(Locale.ROOT, "%.2f", (double) cycles / instructions);
  }

  /** All causes of something, most first: {@code base 12 000, load_use 300}. */
  public String inWords(long[] byCause) {
    List<String> parts = new ArrayList<>();
    IntStream.range(0, byCause.length)
        .filter(c -> byCause[c] > 0)
        .boxed()
        .sorted((a, b) -> Long.compare(byCause[b], byCause[a]))
        .forEach(c -> parts.add(profile.causes().get(c).name() + " " + Numbers.exact(byCause[c])));
    return String.join(", ", parts);
  }
}
