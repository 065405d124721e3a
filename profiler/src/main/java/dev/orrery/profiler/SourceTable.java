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
import dev.orrery.profiler.recording.SourceProfile.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
   */
  static SourceProfile of(DebugInfo debugInfo, List<Counted> counted) {
    return new SourceTable(debugInfo).build(counted);
  }

  private SourceProfile build(List<Counted> counted) {
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
          : new SourceProfile(List.of(), List.of(), List.of(), List.of(), notes);
    }
    List<LineCount> counts = new ArrayList<>();
    lines.forEach((k, n) -> counts.add(new LineCount(k.file, k.line, n)));
    counts.sort(
        comparingLong((LineCount l) -> -l.instructions())
            .thenComparing(comparingInt(LineCount::file))
            .thenComparing(comparingInt(LineCount::line)));
    return new SourceProfile(files, places, code, counts, notes);
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
              file(f.file()),
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

  private int file(@Nullable SourceFile f) {
    if (f == null) {
      return NONE;
    }
    SourceProfile.File file =
        new SourceProfile.File(GuestText.bounded(f.name()), GuestText.bounded(f.path()));
    Integer known = fileIndices.get(file);
    if (known == null) {
      known = files.size();
      files.add(file);
      fileIndices.put(file, known);
    }
    return known;
  }
}
