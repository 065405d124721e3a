package dev.orrery.spec.asm;

import dev.orrery.spec.asm.layout.Marks;
import dev.orrery.spec.asm.layout.SectionBuilder;
import dev.orrery.spec.lang.source.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The text of a program with what became of it: number of the line, address, bytes in the order of
 * memory, the line. Lines that macros make are shown where the macro is called.
 */
public final class Listing {
  private static final int BYTES_PER_LINE = 8;
  private static final int MAX_ROWS_PER_LINE = 4;

  private final SourceFile file;
  private final Map<SectionBuilder, byte[]> bytes;
  private final Marks marks;

  /** Bytes that a line left. */
  private record Piece(SectionBuilder section, long from, long to) {}

  Listing(SourceFile file, Marks marks, Map<SectionBuilder, byte[]> bytes) {
    this.file = file;
    this.marks = marks;
    this.bytes = Map.copyOf(bytes);
  }

  /** What each line left: up to where the next statement left something in its section. */
  private Map<Integer, List<Piece>> pieces() {
    Map<Integer, List<Piece>> pieces = new HashMap<>();
    Map<SectionBuilder, Integer> open = new HashMap<>();
    for (int i = 0; i < marks.size(); i++) {
      Integer before = open.put(marks.section(i), i);
      if (before != null) {
        add(before, marks.address(i), pieces);
      }
    }
    open.forEach((section, mark) -> add(mark, section.end(), pieces));
    return pieces;
  }

  private void add(int mark, long end, Map<Integer, List<Piece>> pieces) {
    long start = marks.address(mark);
    if (marks.file(mark) == file && end > start) {
      pieces
          .computeIfAbsent(marks.line(mark), n -> new ArrayList<>(1))
          .add(new Piece(marks.section(mark), start, end));
    }
  }

  /** The lines of the listing, without line ends. */
  public void lines(Consumer<String> out) {
    Map<Integer, List<Piece>> pieces = pieces();
    List<String> source = file.text().lines().toList();
    for (int i = 0; i < source.size(); i++) {
      List<String> rows = rows(pieces.getOrDefault(i + 1, List.of()));
      String first = rows.isEmpty() ? "" : rows.getFirst();
      out.accept("%5d  %-27s  %s".formatted(i + 1, first, source.get(i)).stripTrailing());
      for (String row : rows.subList(Math.min(1, rows.size()), rows.size())) {
        out.accept("       " + row);
      }
    }
  }

  @SuppressWarnings("CollectionIncompatibleType") // a section is itself and no other
  private List<String> rows(List<Piece> pieces) {
    List<String> rows = new ArrayList<>();
    int left = MAX_ROWS_PER_LINE;
    for (Piece p : pieces) {
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
