package dev.orrery.profiler;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import dev.orrery.machine.dwarf.DebugInfo;
import dev.orrery.machine.dwarf.SourceFile;
import dev.orrery.machine.dwarf.SourceFrame;
import dev.orrery.profiler.CountedCode.Counted;
import dev.orrery.profiler.recording.SourceProfile;
import dev.orrery.profiler.recording.SourceProfile.Code;
import dev.orrery.profiler.recording.SourceProfile.LineCount;
import dev.orrery.profiler.recording.SourceProfile.LineRange;
import dev.orrery.profiler.recording.SourceProfile.Place;
import dev.orrery.profiler.recording.SourceProfile.UnexecutedFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the code that ran comes from. Places are kept once each: those of inlined calls are a
 * tree from the function that was really called to the line, and programs have far fewer of them
 * than instructions.
 */
final class SourceTable {
  private static final int NONE = -1;

  private final DebugInfo debugInfo;
  private final Map<SourceProfile.File, Integer> fileIndices = new HashMap<>();
  private final Map<Place, Integer> placeIndices = new HashMap<>();
  private final List<SourceProfile.File> files = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final List<Code> code = new ArrayList<>();

  private record LineKey(int file, int line) {}

  private SourceTable(DebugInfo debugInfo) {
    this.debugInfo = debugInfo;
  }

  /**
   * The sources of what ran.
   *
   * @param counted by address, as {@link CountedCode#merge} returns it
   * @param symbols of the program
   */
  static SourceProfile of(DebugInfo debugInfo, List<Counted> counted, Symbols symbols) {
    return new SourceTable(debugInfo).build(counted, symbols);
  }

  private SourceProfile build(List<Counted> counted, Symbols symbols) {
    Map<LineKey, Long> lines = new HashMap<>();
    long before = 0;
    int place = NONE;
    for (Counted c : counted) {
      long pc = c.insn().pc();
      if (lines.isEmpty() || pc != before) {
        place = place(debugInfo.frames(pc));
        add(pc, c.insn().row().length(), place);
        before = pc;
      }
      Place p = place == NONE ? null : places.get(place);
      LineKey key = p == null || p.file() < 0 ? new LineKey(NONE, 0) : key(p);
      lines.merge(key, c.count(), Long::sum);
    }
    List<String> notes = debugInfo.notes().stream().map(GuestText::bounded).toList();
    if (places.isEmpty()) {
      return notes.isEmpty()
          ? SourceProfile.NONE
          : new SourceProfile(
              List.of(), List.of(), List.of(), List.of(), notes, List.of(), List.of());
    }
    List<LineCount> counts = new ArrayList<>();
    lines.forEach((k, n) -> counts.add(new LineCount(k.file, k.line, n)));
    counts.sort(
        comparingLong((LineCount l) -> -l.instructions())
            .thenComparing(comparingInt(LineCount::file))
            .thenComparing(comparingInt(LineCount::line)));
    return new SourceProfile(
        files,
        places,
        code,
        counts,
        notes,
        unexecutedLines(lines.keySet()),
        unexecutedFunctions(counted, symbols));
  }

  /** The lines of the files known that are not among {@code executed}. */
  private List<LineRange> unexecutedLines(Set<LineKey> executed) {
    Set<LineKey> others =
        new TreeSet<>(comparingInt(LineKey::file).thenComparingInt(LineKey::line));
    debugInfo.forEachLine(
        code.stream().map(Code::address).toList(),
        (f, line) -> {
          Integer file = fileIndices.get(file(f));
          if (file != null && !executed.contains(new LineKey(file, line))) {
            others.add(new LineKey(file, line));
          }
        });
    List<LineRange> ranges = new ArrayList<>();
    for (LineKey k : others) {
      LineRange last = ranges.isEmpty() ? null : ranges.getLast();
      if (last != null && last.file() == k.file && last.last() + 1 == k.line) {
        ranges.set(ranges.size() - 1, new LineRange(k.file, last.first(), k.line));
      } else {
        ranges.add(new LineRange(k.file, k.line, k.line));
      }
    }
    return ranges;
  }

  /** Functions in the files known of which nothing ran. */
  private List<UnexecutedFunction> unexecutedFunctions(List<Counted> counted, Symbols symbols) {
    NavigableSet<Long> ran = new TreeSet<>(Long::compareUnsigned);
    counted.forEach(c -> ran.add(c.insn().pc()));
    List<UnexecutedFunction> functions = new ArrayList<>();
    for (Symbols.Extent extent : symbols.extents()) {
      Long next = ran.ceiling(extent.start());
      if (next != null && Long.compareUnsigned(next - extent.start(), extent.size()) < 0) {
        continue;
      }
      List<SourceFrame> frames = debugInfo.frames(extent.start());
      SourceFile source = frames.isEmpty() ? null : frames.getLast().file();
      Integer file = source == null ? null : fileIndices.get(file(source));
      Symbols.Symbol symbol = symbols.at(extent.start());
      if (file != null && symbol != null && frames.getLast().line() > 0) {
        String name = GuestText.bounded(symbol.name());
        functions.add(new UnexecutedFunction(name, file, frames.getLast().line()));
      }
    }
    return functions;
  }

  private static LineKey key(Place p) {
    return new LineKey(p.file(), p.line());
  }

  /** Adds an instruction, to the code before it if that is of the same place. */
  private void add(long pc, int bytes, int place) {
    if (place == NONE) {
      return;
    }
    Code last = code.isEmpty() ? null : code.getLast();
    if (last != null && last.place() == place && last.address() + last.bytes() == pc) {
      code.set(code.size() - 1, new Code(last.address(), last.bytes() + bytes, place));
    } else {
      code.add(new Code(pc, bytes, place));
    }
  }

  /** Index of the innermost place; -1 if nothing is known. */
  private int place(List<SourceFrame> frames) {
    int caller = NONE;
    for (SourceFrame f : frames.reversed()) {
      String function = f.function();
      Place place =
          new Place(
              function == null ? "" : GuestText.bounded(function),
              index(f.file()),
              f.line(),
              caller);
      Integer known = placeIndices.get(place);
      if (known == null) {
        known = places.size();
        places.add(place);
        placeIndices.put(place, known);
      }
      caller = known;
    }
    return caller;
  }

  private static SourceProfile.File file(SourceFile f) {
    return new SourceProfile.File(GuestText.bounded(f.name()), GuestText.bounded(f.path()));
  }

  /** Index of a file, which is added if it is new. */
  private int index(@Nullable SourceFile f) {
    if (f == null) {
      return NONE;
    }
    SourceProfile.File file = file(f);
    Integer known = fileIndices.get(file);
    if (known == null) {
      known = files.size();
      files.add(file);
      fileIndices.put(file, known);
    }
    return known;
  }
}
