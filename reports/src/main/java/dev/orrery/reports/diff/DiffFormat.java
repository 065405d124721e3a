package dev.orrery.reports.diff;

import dev.orrery.reports.export.FoldedStacks;
import dev.orrery.spec.diag.OrreryException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a comparison can be written as. */
public enum DiffFormat {
  /** The page for people: {@code diff.html}. */
  HTML {
    @Override
    Map<String, byte[]> files(Comparison c) {
      return Map.of("diff.html", utf8(DiffPage.of(c)));
    }
  },
  /** Everything, for programs: {@code diff.json}. */
  JSON {
    @Override
    Map<String, byte[]> files(Comparison c) {
      return Map.of("diff.json", utf8(DiffJson.of(c)));
    }
  },
  /** The CPI stacks of both as a drawing: {@code cpi-stacks.svg}. */
  SVG {
    @Override
    Map<String, byte[]> files(Comparison c) {
      return Map.of("cpi-stacks.svg", utf8(DiffStacks.file(c)));
    }
  },
  /** Tables for spreadsheets: {@code diff-functions.csv} and others. */
  CSV {
    @Override
    Map<String, byte[]> files(Comparison c) {
      Map<String, byte[]> files = new LinkedHashMap<>();
      DiffTables.of(c).forEach((name, text) -> files.put(name, utf8(text)));
      return files;
    }
  },
  /** Calls of both for differential flame graphs, by instructions: {@code instructions.folded}. */
  FOLDED {
    @Override
    Map<String, byte[]> files(Comparison c) {
      String text = FoldedStacks.instructions(c.a().profile(), c.b().profile());
      return Map.of("instructions.folded", utf8(text));
    }
  },
  /** The same by cycles: {@code cycles.folded}. */
  FOLDED_CYCLES {
    @Override
    Map<String, byte[]> files(Comparison c) {
      String text = FoldedStacks.cycles(c.a().profile(), c.b().profile());
      return Map.of("cycles.folded", utf8(text));
    }
  };

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The files of this format by name.
   *
   * @throws OrreryException if the recordings do not hold what the format is about
   */
  abstract Map<String, byte[]> files(Comparison c);

  /**
   * The files of several formats by name.
   *
   * @throws OrreryException if the recordings do not hold what a format is about
   */
  public static Map<String, byte[]> files(Comparison c, Set<DiffFormat> formats) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (DiffFormat format : values()) {
      if (formats.contains(format)) {
        files.putAll(format.files(c));
      }
    }
    return files;
  }
}
