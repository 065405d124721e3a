package dev.orrery.cli;

import dev.orrery.spec.decode.Coverage;
import dev.orrery.spec.decode.Cube;
import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.lang.source.Diagnostic;
import dev.orrery.spec.model.Isa;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to say about one file of tables: its errors, or its warnings and how much of the
 * space of words its rows cover. Words that no row has are not errors; they are illegal
 * instructions.
 */
final class TableCheck {
  /** More regions than these, of each length, are no longer an overview. */
  private static final int REGIONS = 5;

  private final Path file;
  private final IsaCompiler.Outcome outcome;
  private final List<Coverage> coverages;

  TableCheck(Path file) {
    this.file = file;
    outcome = IsaCompiler.check(file);
    Isa isa = outcome.isa();
    coverages = isa == null ? List.of() : Coverage.of(isa);
  }

  /** Whether the tables are free of errors. */
  boolean isGood() {
    return outcome.isa() != null;
  }

  /** The findings for a reader, ending with a line break. */
  String text() {
    Isa isa = outcome.isa();
    if (isa == null) {
      return outcome.diagnostics().render() + "\n";
    }
    StringBuilder out = new StringBuilder();
    String warnings = outcome.diagnostics().renderWarnings();
    out.append(warnings).append(warnings.isEmpty() ? "" : "\n\n");
    out.append(file).append(": good: ").append(isa.name()).append(", ");
    out.append(isa.rows().size()).append(" rows, ").append(isa.aliases().size());
    out.append(" aliases\n\n").append(lengths().indent(2));
    if (coverages.stream().anyMatch(c -> c.illegalWords().signum() != 0)) {
      out.append(
          "\n  What no row has is an illegal instruction. The largest regions of it, each\n");
      out.append("  counted without those above:\n\n");
      out.append(regions().indent(2));
    }
    return out.toString();
  }

  private String lengths() {
    TextTable table = new TextTable("bytes", "words", "in a row", "", "in none", "");
    for (int column = 0; column < 6; column++) {
      table.alignRight(column);
    }
    for (Coverage c : coverages) {
      table.row(
          "" + c.bytes(),
          grouped(c.words()),
          grouped(c.coveredWords()),
          share(c.coveredWords(), c.words()),
          grouped(c.illegalWords()),
          share(c.illegalWords(), c.words()));
    }
    return table.toString();
  }

  private String regions() {
    TextTable table = new TextTable("bytes", "region (. is any bit)", "words", "first word");
    table.alignRight(0).alignRight(2);
    for (Coverage c : coverages) {
      BigInteger others = c.illegalWords();
      for (Coverage.Region r : c.regions(REGIONS)) {
        others = others.subtract(r.newWords());
        table.row("" + c.bytes(), pattern(r.cube(), c), grouped(r.newWords()), word(r.cube(), c));
      }
      if (others.signum() != 0) {
        table.row("" + c.bytes(), "elsewhere", grouped(others), "");
      }
    }
    return table.toString();
  }

  /** The findings for programs. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("file", file.toString());
    facts.put("good", isGood());
    Isa isa = outcome.isa();
    if (isa == null) {
      facts.put("errors", outcome.diagnostics().sorted().stream().map(TableCheck::facts).toList());
      return facts;
    }
    facts.put("isa", isa.name());
    facts.put("rows", isa.rows().size());
    facts.put("aliases", isa.aliases().size());
    facts.put(
        "warnings", outcome.diagnostics().warnings().stream().map(TableCheck::facts).toList());
    facts.put("coverage", coverages.stream().map(TableCheck::facts).toList());
    return facts;
  }

  static Map<String, Object> facts(Diagnostic d) {
    return Map.of("code", d.code(), "at", d.span().at(), "message", d.message(), "help", d.help());
  }

  private static Map<String, Object> facts(Coverage c) {
    List<Map<String, Object>> regions = new ArrayList<>();
    for (Cube cube : c.uncovered()) {
      BigInteger words = BigInteger.ONE.shiftLeft(cube.freeBits(8 * c.bytes()));
      regions.add(Map.of("region", pattern(cube, c), "words", words, "firstWord", word(cube, c)));
    }
    return Map.of(
        "bytes", c.bytes(),
        "words", c.words(),
        "coveredWords", c.coveredWords(),
        "illegalWords", c.illegalWords(),
        "illegalRegions", regions);
  }

  private static String pattern(Cube cube, Coverage c) {
    return TextTable.bits(cube.mask(), cube.match(), c.bytes());
  }

  private static String word(Cube cube, Coverage c) {
    return ("0x%0" + 2 * c.bytes() + "x").formatted(cube.match());
  }

  private static String grouped(BigInteger n) {
    return "%,d".formatted(n);
  }

  private static String share(BigInteger part, BigInteger whole) {
    BigDecimal percent = new BigDecimal(part.multiply(BigInteger.valueOf(100)));
    return percent.divide(new BigDecimal(whole), 1, RoundingMode.HALF_EVEN) + " %";
  }
}
