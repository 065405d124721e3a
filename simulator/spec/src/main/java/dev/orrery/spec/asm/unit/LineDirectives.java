package dev.orrery.spec.asm.unit;

import dev.orrery.spec.asm.expr.CharacterConstants;
import dev.orrery.spec.asm.layout.Label;
import dev.orrery.spec.asm.layout.SectionBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lines that a compiler says its instructions come from: {@code .file} and {@code .loc}. */
public final class LineDirectives {
  private static final int MAX_FILES = 100_000;

  private final Map<Long, String> files = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private @Nullable SectionBuilder section;
  private long file;
  private long line;

  /** From a place on, instructions come from a line of a file. */
  public record Row(Label place, String file, int line) {}

  LineDirectives() {}

  /** What the text said; empty if it said nothing. */
  public List<Row> rows() {
    return rows;
  }

  /** {@code .file "x.c"} names the whole text, {@code .file 1 "x.c"} a number. */
  void file(Arguments a) {
    if (a.in().atEnd() || a.in().peek() == '"') {
      a.ignore();
      return;
    }
    long number = a.number();
    String name = string(a);
    while (a.in().peek() == '"') {
      name = name + "/" + string(a);
    }
    a.ignore();
    if (files.size() >= MAX_FILES) {
      throw a.in().error(a.span(), "there are too many files", "Use fewer.");
    }
    files.put(number, name);
  }

  private static String string(Arguments a) {
    String text = new String(CharacterConstants.string(a.in()), StandardCharsets.UTF_8);
    a.in().skipSpace();
    return text;
  }

  /** {@code .loc FILE LINE ...}. */
  void location(Arguments a, Label here) {
    long number = a.number();
    long at = a.number();
    a.ignore();
    if (!files.containsKey(number)) {
      throw a.in().error(a.span(), "no .file has the number " + number, "Write .file first.");
    }
    if (at < 0 || at > Integer.MAX_VALUE) {
      throw a.in().error(a.span(), at + " is no line", "Lines count from 1.");
    }
    file = number;
    line = at;
    section = here.section();
    rows.add(new Row(here, Objects.requireNonNull(files.get(number)), (int) at));
  }

  /** An instruction comes next in {@code where}. */
  void instruction(SectionBuilder where) {
    String name = section == null || section == where ? null : files.get(file);
    if (name != null) {
      section = where;
      rows.add(new Row(where.here(""), name, (int) line));
    }
  }
}
