package dev.orrery.reports.diff;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.profiler.recording.SourceProfile.LineCount;
import dev.orrery.profiler.recording.SourceText;
import dev.orrery.reports.text.Cycles;
import dev.orrery.reports.text.Places;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One of two recordings, its parts by what they are compared by. */
final class Side {
  private final Recording recording;
  private final Profile profile;
  private final @Nullable Cycles cycles;

  /** Cycles by the causes of the comparison. */
  private final int[] causeOf;

  private final int causes;

  /**
   * A function, block or line of one recording.
   *
   * @param cycles by the causes of the comparison; empty if cycles are not compared
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Part(String name, String detail, long instructions, long[] cycles) {}

  /**
   * A recording.
   *
   * @param causeNames the causes of the comparison; empty if cycles are not compared
   */
  Side(Recording recording, List<String> causeNames) {
    this.recording = recording;
    this.profile = recording.profile();
    this.cycles = causeNames.isEmpty() ? null : Cycles.of(profile);
    this.causes = causeNames.size();
    this.causeOf =
        cycles == null
            ? new int[0]
            : cycles.profile().causes().stream()
                .map(CauseCycles::name)
                .mapToInt(causeNames::indexOf)
                .toArray();
  }

  private long[] byCause(long[] own) {
    long[] all = new long[causes];
    for (int c = 0; c < causeOf.length; c++) {
      all[causeOf[c]] += own[c];
    }
    return all;
  }

  private long[] none() {
    return new long[causes];
  }

  /** Functions by name. Where several have one, they are numbered by their address. */
  Map<String, Part> functions() {
    Map<String, Part> all = new LinkedHashMap<>();
    functionKeys()
        .forEach(
            (f, key) ->
                all.put(
                    key,
                    new Part(
                        key,
                        "",
                        profile.function(f).self(),
                        cycles == null ? none() : byCause(cycles.ofFunction(f)))));
    return all;
  }

  private Map<Integer, String> functionKeys() {
    Map<String, Integer> met = new HashMap<>();
    Map<Integer, String> keys = new LinkedHashMap<>();
    IntStream.range(0, profile.functions().size())
        .boxed()
        .sorted(Comparator.comparingLong(f -> profile.function(f).address() ^ Long.MIN_VALUE))
        .forEach(
            f -> {
              String name = SafeText.clean(profile.function(f).name());
              int before = met.merge(name, 1, Integer::sum) - 1;
              keys.put(f, before == 0 ? name : name + " #" + (before + 1));
            });
    return keys;
  }

  /** A block, with the mnemonics of its instructions, which stay the same when code moves. */
  record Block(List<String> shape, Part part) {}

  /** Blocks by function, in the order of their addresses. */
  Map<String, List<Block>> blocks() {
    Map<Integer, String> keys = functionKeys();
    Map<String, List<Block>> all = new LinkedHashMap<>();
    IntStream.range(0, profile.blocks().size())
        .boxed()
        .sorted(Comparator.comparingLong(b -> profile.blocks().get(b).address() ^ Long.MIN_VALUE))
        .forEach(
            b -> {
              BlockProfile block = profile.blocks().get(b);
              String function = keys.getOrDefault(block.function(), "");
              all.computeIfAbsent(function, k -> new ArrayList<>()).add(block(b, block));
            });
    return all;
  }

  private Block block(int index, BlockProfile block) {
    List<String> shape = block.code().stream().map(BlockProfile.Instruction::row).toList();
    String name = Places.in(profile.function(block.function()), block.address());
    return new Block(
        shape,
        new Part(
            SafeText.clean(name),
            "",
            block.instructions(),
            cycles == null ? none() : byCause(cycles.ofBlock(index))));
  }

  /** Whether all lines are of one file, so that a line is known by its number. */
  boolean hasOneFile() {
    return profile.source().lines().stream()
            .mapToInt(LineCount::file)
            .filter(f -> f >= 0)
            .distinct()
            .count()
        == 1;
  }

  /** Lines by file and number, or by number alone. */
  Map<String, Part> lines(boolean byNumber) {
    Map<String, String> texts = new HashMap<>();
    for (SourceText t : recording.host().sources()) {
      if (t.file() < profile.source().files().size()) {
        texts.put(profile.source().text(t.file(), t.line()), SafeText.clean(t.text().strip()));
      }
    }
    Map<String, Part> all = new LinkedHashMap<>();
    for (int l = 0; l < profile.source().lines().size(); l++) {
      LineCount line = profile.source().lines().get(l);
      String name = profile.source().text(line.file(), line.line());
      if (!name.isEmpty()) {
        long[] own = cycles == null ? none() : byCause(cycles.ofLine(l));
        String clean = SafeText.clean(name);
        all.putIfAbsent(
            byNumber ? "" + line.line() : clean,
            new Part(clean, texts.getOrDefault(name, ""), line.instructions(), own));
      }
    }
    return all;
  }
}
