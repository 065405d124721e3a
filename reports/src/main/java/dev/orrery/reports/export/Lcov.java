package dev.orrery.reports.export;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.BranchSite;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.SourceProfile.LineRange;
import dev.orrery.profiler.recording.SourceProfile.Place;
import dev.orrery.profiler.recording.SourceProfile.UnexecutedFunction;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Coverage of source lines, branches and functions for lcov, genhtml and editors: of the source
 * files of which something ran. A line was executed as often as the one of its instructions that
 * retired most.
 *
 * <p>Source: the tracefile format in the manual page geninfo(1).
 */
public final class Lcov {
  private final Profile profile;
  private final FunctionPlaces places;
  private final List<Coverage> files = new ArrayList<>();
  private final Map<Long, Long> counts = new HashMap<>();

  /** A function that begins at a line. */
  private record Function(int line, String name, long hits) {}

  /** What is known of a file. */
  private static final class Coverage {
    private final TreeMap<Integer, Long> lines = new TreeMap<>();
    private final TreeMap<Integer, List<BranchSite>> branches = new TreeMap<>();
    private final List<Function> functions = new ArrayList<>();
  }

  private Lcov(Profile profile) {
    this.profile = profile;
    this.places = new FunctionPlaces(profile);
    profile.source().files().forEach(f -> files.add(new Coverage()));
  }

  /**
   * The tracefile.
   *
   * @throws OrreryException if nothing is known about source lines
   */
  public static String of(Profile profile) {
    if (profile.source().lines().stream().noneMatch(l -> l.file() >= 0)) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "lcov: the recording names no source lines. Compile the program with -g, and profile it again.");
    }
    Lcov lcov = new Lcov(profile);
    lcov.collect();
    return lcov.write();
  }

  private void collect() {
    for (LineRange r : profile.source().unexecutedLines()) {
      for (int line = r.first(); line <= r.last(); line++) {
        files.get(r.file()).lines.putIfAbsent(line, 0L);
      }
    }
    for (BlockProfile b : profile.blocks()) {
      for (BlockProfile.Instruction i : b.code()) {
        counts.merge(i.address(), i.count(), Long::sum); // code that changes itself
        Place p = profile.source().at(i.address());
        if (p != null && p.file() >= 0 && p.line() > 0) {
          files.get(p.file()).lines.merge(p.line(), i.count(), Math::max);
        }
      }
    }
    for (BranchSite b : profile.branches()) {
      Place p = profile.source().at(b.address());
      if (p != null && p.file() >= 0 && p.line() > 0) {
        files.get(p.file()).branches.computeIfAbsent(p.line(), l -> new ArrayList<>()).add(b);
      }
    }
    for (int f = 0; f < profile.functions().size(); f++) {
      Place p = places.of(f);
      if (p != null && p.line() > 0) {
        long hits = counts.getOrDefault(profile.function(f).address(), 0L);
        files.get(p.file()).functions.add(new Function(p.line(), places.name(f), hits));
      }
    }
    for (UnexecutedFunction f : profile.source().unexecutedFunctions()) {
      files.get(f.file()).functions.add(new Function(f.line(), SafeText.clean(f.name()), 0));
    }
  }

  private String write() {
    StringBuilder text = new StringBuilder("TN:\n");
    for (int f = 0; f < files.size(); f++) {
      if (!files.get(f).lines.isEmpty()) {
        text.append("SF:").append(places.path(f)).append('\n');
        write(files.get(f), text);
        text.append("end_of_record\n");
      }
    }
    return text.toString();
  }

  private static void write(Coverage c, StringBuilder text) {
    c.functions.sort(Comparator.comparingInt(Function::line).thenComparing(Function::name));
    c.functions.forEach(f -> line(text, "FN", f.line(), f.name()));
    c.functions.forEach(f -> line(text, "FNDA", f.hits(), f.name()));
    line(text, "FNF", c.functions.size());
    line(text, "FNH", c.functions.stream().filter(f -> f.hits() > 0).count());
    long found = 0;
    long hit = 0;
    for (Map.Entry<Integer, List<BranchSite>> e : c.branches.entrySet()) {
      List<BranchSite> here = new ArrayList<>(e.getValue());
      here.sort(Comparator.comparingLong(b -> b.address() ^ Long.MIN_VALUE));
      for (int b = 0; b < here.size(); b++) {
        long[] ways = {here.get(b).taken(), here.get(b).notTaken()};
        for (int way = 0; way < ways.length; way++) {
          line(text, "BRDA", e.getKey(), b, way, ways[way]);
          found++;
          hit += ways[way] > 0 ? 1 : 0;
        }
      }
    }
    line(text, "BRF", found);
    line(text, "BRH", hit);
    c.lines.forEach((line, hits) -> line(text, "DA", line, hits));
    line(text, "LF", c.lines.size());
    line(text, "LH", c.lines.values().stream().filter(n -> n > 0).count());
  }

  private static void line(StringBuilder text, String key, Object... values) {
    text.append(key).append(':');
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : ",").append(values[i]);
    }
    text.append('\n');
  }
}
