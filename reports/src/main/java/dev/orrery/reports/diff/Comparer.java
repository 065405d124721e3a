package dev.orrery.reports.diff;

import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.diff.Comparison.Cause;
import dev.orrery.reports.diff.Comparison.Counted;
import dev.orrery.reports.diff.Comparison.Row;
import dev.orrery.reports.diff.Side.Block;
import dev.orrery.reports.diff.Side.Part;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares two recordings: functions by name, the blocks of a function in order by the mnemonics of
 * their instructions, source lines by file and number, or by number alone where each program has
 * one file.
 */
public final class Comparer {
  private final List<Cause> causes;
  private final Side a;
  private final Side b;

  private Comparer(Recording a, Recording b, List<Cause> causes) {
    List<String> names = causes.stream().map(Cause::name).toList();
    this.causes = causes;
    this.a = new Side(a, names);
    this.b = new Side(b, names);
  }

  /** The comparison of {@code a}, which comes first, and {@code b}. */
  public static Comparison of(Recording a, Recording b) {
    List<CycleProfile> ofA = a.profile().cycles();
    List<CycleProfile> ofB = b.profile().cycles();
    boolean both = !ofA.isEmpty() && !ofB.isEmpty();
    List<Cause> causes = both ? causes(ofA.getFirst(), ofB.getFirst()) : List.of();
    Comparer c = new Comparer(a, b, causes);
    return new Comparison(
        a,
        b,
        Notes.of(a, b),
        both ? Counted.CYCLES : Counted.INSTRUCTIONS,
        new Change(a.profile().totals().instructions(), b.profile().totals().instructions()),
        both ? new Change(ofA.getFirst().cycles(), ofB.getFirst().cycles()) : Change.NONE,
        causes,
        both ? Estimate.of(ofA.getFirst(), causes) : null,
        c.rows(c.a.functions(), c.b.functions()),
        c.blocks(),
        c.lines());
  }

  /** The causes of both by name, in the order of the first. */
  private static List<Cause> causes(CycleProfile a, CycleProfile b) {
    Map<String, Cause> all = new LinkedHashMap<>();
    for (CauseCycles c : a.causes()) {
      merge(all, c, new Change(c.cycles(), 0));
    }
    for (CauseCycles c : b.causes()) {
      merge(all, c, new Change(0, c.cycles()));
    }
    return List.copyOf(all.values());
  }

  private static void merge(Map<String, Cause> all, CauseCycles c, Change cycles) {
    all.merge(
        c.name(),
        new Cause(c.name(), SafeText.clean(c.meaning()), cycles),
        (x, y) -> new Cause(x.name(), x.meaning(), x.cycles().plus(y.cycles())));
  }

  private List<Row> rows(Map<String, Part> inA, Map<String, Part> inB) {
    Set<String> keys = new LinkedHashSet<>(inB.keySet());
    keys.addAll(inA.keySet());
    return keys.stream().map(k -> row(inA.get(k), inB.get(k), "")).toList();
  }

  private List<Row> lines() {
    boolean byNumber = a.hasOneFile() && b.hasOneFile();
    return rows(a.lines(byNumber), b.lines(byNumber));
  }

  private List<Row> blocks() {
    Map<String, List<Block>> inA = a.blocks();
    Map<String, List<Block>> inB = b.blocks();
    Set<String> functions = new LinkedHashSet<>(inB.keySet());
    functions.addAll(inA.keySet());
    List<Row> rows = new ArrayList<>();
    for (String f : functions) {
      List<Block> first = inA.getOrDefault(f, List.of());
      List<Block> second = inB.getOrDefault(f, List.of());
      List<Alignment.Match> matches =
          Alignment.of(
              first.stream().map(Block::shape).toList(),
              second.stream().map(Block::shape).toList());
      for (Alignment.Match m : matches) {
        Block x = m.a() < 0 ? null : first.get(m.a());
        Block y = m.b() < 0 ? null : second.get(m.b());
        rows.add(row(x == null ? null : x.part(), y == null ? null : y.part(), fate(x, y)));
      }
    }
    return rows;
  }

  /** What became of a block, in words; empty if nothing did. */
  private static String fate(@Nullable Block x, @Nullable Block y) {
    if (x == null || y == null) {
      return x == null ? "only in B" : "only in A";
    }
    String at = x.part().name().equals(y.part().name()) ? "" : x.part().name() + " in A";
    if (x.shape().equals(y.shape())) {
      return at;
    }
    return at.isEmpty() ? "other instructions" : "other instructions, " + at;
  }

  private Row row(@Nullable Part x, @Nullable Part y, String detail) {
    Part named = y != null ? y : x;
    if (named == null) {
      throw new IllegalArgumentException("a row of nothing");
    }
    List<Change> byCause = new ArrayList<>();
    for (int c = 0; c < causes.size(); c++) {
      byCause.add(new Change(x == null ? 0 : x.cycles()[c], y == null ? 0 : y.cycles()[c]));
    }
    return new Row(
        named.name(),
        named.detail().isEmpty() ? detail : named.detail(),
        new Change(x == null ? 0 : x.instructions(), y == null ? 0 : y.instructions()),
        new Change(sum(x), sum(y)),
        byCause);
  }

  private static long sum(@Nullable Part p) {
    return p == null ? 0 : LongStream.of(p.cycles()).sum();
  }
}
