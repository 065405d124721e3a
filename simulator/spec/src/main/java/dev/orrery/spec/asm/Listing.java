package dev.orrery.spec.asm;

import dev.orrery.spec.asm.layout.SectionBuilder;
import dev.orrery.spec.asm.unit.Unit;
import dev.orrery.spec.lang.source.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The text of a program with what became of it: number of the line, address, bytes in the order of
 * memory, the line. Lines that macros make are shown where the macro is called.
 */
public final class Listing {
  private static final int BYTES_PER_LINE = 8;
  private static final int MAX_ROWS_PER_LINE = 4;

  private final SourceFile file;
  private final Map<SectionBuilder, byte[]> bytes;
  private final Map<Integer, List<Piece>> pieces = new HashMap<>();

  /** Bytes that a line left. */
  private record Piece(SectionBuilder section, long from, long to) {}

  Listing(SourceFile file, List<Unit.Mark> marks, Map<SectionBuilder, byte[]> bytes) {
    this.file = file;
    this.bytes = Map.copyOf(bytes);
    Map<SectionBuilder, Unit.Mark> open = new HashMap<>();
    for (Unit.Mark mark : marks) {
      SectionBuilder section = mark.start().section();
      Unit.@Nullable Mark before = open.put(section, mark);
      if (before != null) {
        add(before, mark.start().value());
      }
    }
    open.forEach((section, mark) -> add(mark, section.end()));
  }

  private void add(Unit.Mark mark, long end) {
    long start = mark.start().value();
    if (mark.span().file() == file && end > start) {
      pieces
          .computeIfAbsent(file.line(mark.span().start()), n -> new ArrayList<>(1))
          .add(new Piece(mark.start().section(), start, end));
    }
  }

  /** The lines of the listing, without line ends. */
  public void lines(Consumer<String> out) {
    List<String> source = file.text().lines().toList();
    for (int i = 0; i < source.size(); i++) {
      List<String> rows = rows(i + 1);
      String first = rows.isEmpty() ? "" : rows.getFirst();
      out.accept("%5d  %-27s  %s".formatted(i + 1, first, source.get(i)).stripTrailing());
      for (String row : rows.subList(Math.min(1, rows.size()), rows.size())) {
        out.accept("       " + row);
      }
    }
  }

  @SuppressWarnings("CollectionIncompatibleType") // a section is itself and no other
  private List<String> rows(int line) {
    List<String> rows = new ArrayList<>();
    int left = MAX_ROWS_PER_LINE;
    for (Piece p : pieces.getOrDefault(line, List.of())) {
      byte[] held = bytes.getOrDefault(p.section, new byte[0]);
      for (long at = p.from; at < p.to && left > 0; at += BYTES_PER_LINE, left--) {
        StringBuilder row = new StringBuilder("%08x".formatted(at)).append(' ');
        long end = Math.min(p.to, at + BYTES_PER_LINE);
        for (long i = at; i < end; i++) {
          int offset = (int) (i - p.section.address());
          row.append(offset < held.length ? "%02x".formatted(held[offset]) : "..");
        }
        rows.add(row.append(left == 1 && end < p.to ? "..." : "").toString());
      }
    }
    return rows;
  }
}
