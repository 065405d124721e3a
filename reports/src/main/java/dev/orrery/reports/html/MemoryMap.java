package dev.orrery.reports.html;

import dev.orrery.profiler.recording.MemoryUse;
import dev.orrery.profiler.recording.MemoryUse.Page;
import dev.orrery.profiler.recording.MemoryUse.Region;
import dev.orrery.reports.html.ReportModel.MemoryRow;
import dev.orrery.reports.svg.Svg;
import dev.orrery.reports.text.Numbers;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * The regions of memory, each with a map of its touched pages: a cell is a page, or several
 * neighbours where a region has many.
 */
final class MemoryMap {
  private static final double CELL = 13;
  private static final int COLUMNS = 64;
  private static final int MOST_CELLS = 8 * COLUMNS;

  private MemoryMap() {}

  /** One row for each region, and one for touched pages outside of all. */
  static List<MemoryRow> rows(MemoryUse memory) {
    List<MemoryRow> rows = new ArrayList<>();
    List<Page> outside = new ArrayList<>();
    List<Region> regions = memory.regions();
    List<List<Page>> inside = new ArrayList<>();
    regions.forEach(r -> inside.add(new ArrayList<>()));
    int next = 0;
    for (Page p : memory.pages()) {
      while (next < regions.size()
          && !regions.get(next).contains(p.address())
          && Long.compareUnsigned(regions.get(next).start(), p.address()) <= 0) {
        next++;
      }
      boolean found = next < regions.size() && regions.get(next).contains(p.address());
      (found ? inside.get(next) : outside).add(p);
    }
    for (int i = 0; i < regions.size(); i++) {
      rows.add(row(regions.get(i), inside.get(i), memory.pageBytes()));
    }
    if (!outside.isEmpty()) {
      long last = outside.getLast().address();
      long end =
          Long.compareUnsigned(last + memory.pageBytes(), last) > 0 ? last + memory.pageBytes() : 0;
      Region rest = new Region("unmapped at the end", outside.getFirst().address(), end, "---");
      rows.add(row(rest, outside, memory.pageBytes()));
    }
    return rows;
  }

  private static MemoryRow row(Region r, List<Page> pages, long pageBytes) {
    // A region may be far larger than its use: then the map shows from the first page to the last.
    long all = Long.divideUnsigned(r.bytes() - 1, pageBytes) + 1;
    boolean whole = Long.compareUnsigned(all, COLUMNS) <= 0;
    long base = whole || pages.isEmpty() ? r.start() & -pageBytes : pages.getFirst().address();
    long shown =
        whole || pages.isEmpty()
            ? all
            : Long.divideUnsigned(pages.getLast().address() - base, pageBytes) + 1;
    long perCell = Long.divideUnsigned(shown - 1, MOST_CELLS) + 1;
    return new MemoryRow(
        SafeText.clean(r.name()),
        Numbers.address(r.start()) + "–" + Numbers.address(r.end()),
        SafeText.clean(r.permissions()),
        Numbers.bytes(r.bytes()),
        Numbers.exact(pages.size()),
        pages.isEmpty() ? "" : draw(r, pages, pageBytes, base, shown, perCell),
        pages.isEmpty() ? "no page touched" : "a cell is " + Numbers.bytes(perCell * pageBytes));
  }

  private static String draw(
      Region r, List<Page> pages, long pageBytes, long base, long shown, long perCell) {
    int cells = (int) Long.divideUnsigned(shown - 1, perCell) + 1;
    boolean[] read = new boolean[cells];
    boolean[] written = new boolean[cells];
    boolean[] executed = new boolean[cells];
    int[] touched = new int[cells];
    for (Page p : pages) {
      long page = Long.divideUnsigned(p.address() - base, pageBytes);
      int c = (int) Math.clamp(Long.divideUnsigned(page, perCell), 0, cells - 1);
      read[c] |= p.read();
      written[c] |= p.written();
      executed[c] |= p.executed();
      touched[c]++;
    }
    int columns = Math.min(cells, COLUMNS);
    int rows = -Math.floorDiv(-cells, COLUMNS);
    Svg svg =
        new Svg(
            COLUMNS * CELL,
            rows * CELL,
            "pages",
            "Pages of " + SafeText.clean(r.name()),
            pages.size() + " touched of " + Long.toUnsignedString(shown) + " shown");
    for (int c = 0; c < cells; c++) {
      double x = c % columns * CELL;
      double y = c / columns * CELL;
      if (touched[c] == 0) {
        svg.rect(x, y, CELL - 2, CELL - 2, "p0");
        continue;
      }
      String what =
          (read[c] ? "read " : "")
              + (written[c] ? "written " : "")
              + (executed[c] ? "executed" : "");
      String pagesHere = perCell == 1 ? "" : touched[c] + " of " + perCell + " pages ";
      svg.group(Numbers.address(base + c * perCell * pageBytes) + ": " + pagesHere + what.strip());
      svg.rect(x, y, CELL - 2, CELL - 2, executed[c] ? "px" : written[c] ? "pw" : "pr");
      if (executed[c] && written[c]) {
        svg.rect(x + 3, y + 3, CELL - 8, CELL - 8, "pw");
      }
      svg.end();
    }
    return svg.done();
  }
}
