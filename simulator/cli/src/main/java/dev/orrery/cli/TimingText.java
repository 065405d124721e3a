package dev.orrery.cli;

import dev.orrery.machine.timing.CoreResult;
import dev.orrery.machine.timing.ProgramResult;
import dev.orrery.spec.core.CoreTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What there is to say about models and measurements: on a terminal, on a page, for programs. */
final class TimingText {
  private static final int DEVIATIONS = 12;
  private static final double PERCENT = 100;
  private static final double MILLIONTHS = 1e-6;

  private final List<CoreResult> results;
  private final boolean all;

  /**
   * Of the results.
   *
   * @param all whether every program is shown, not only those that differ
   */
  TimingText(List<CoreResult> results, boolean all) {
    this.results = results;
    this.all = all;
  }

  /** Whether everything is within what the tables accept. */
  boolean allAccepted() {
    return results.stream()
        .allMatch(r -> r.acceptsMean() && r.programs().stream().allMatch(r::accepts));
  }

  private String lastLine() {
    long programs = results.stream().mapToLong(r -> r.programs().size()).sum();
    long accepted =
        results.stream().mapToLong(r -> r.programs().stream().filter(r::accepts).count()).sum();
    List<String> means =
        results.stream().filter(r -> !r.acceptsMean()).map(r -> r.core().name()).toList();
    return "%d of %d within acceptance%s"
        .formatted(
            accepted,
            programs,
            means.isEmpty() ? "" : "; the mean is not: " + String.join(", ", means));
  }

  /** For a terminal. */
  String terminal() {
    StringBuilder out = new StringBuilder(overview().toString());
    for (CoreResult r : results) {
      List<ProgramResult> shown =
          r.programs().stream().filter(p -> all || p.error() != 0 || p.differing() != 0).toList();
      if (!shown.isEmpty()) {
        out.append('\n').append(r.core().name()).append("\n\n");
        out.append(programs(r, shown).toString().indent(2));
      }
      if (!r.histogram().isEmpty()) {
        out.append("\n  Instructions whose cycles differ, most frequent first:\n\n");
        out.append(histogram(r).toString().indent(2));
      }
    }
    return out.append('\n').append(lastLine()).append('\n').toString();
  }

  private TextTable overview() {
    TextTable table =
        new TextTable(
            "core", "programs", "exact", "largest error", "mean", "deltas that differ", "accepted");
    for (int column = 1; column <= 5; column++) {
      table.alignRight(column);
    }
    for (CoreResult r : results) {
      table.row(
          r.core().name(),
          "" + r.programs().size(),
          "" + r.exact(),
          percent(r.largest()),
          percent(r.mean()),
          r.deltas() == 0 ? "no trace" : percent((double) r.differing() / r.deltas()),
          accepted(r) ? "yes" : "NO");
    }
    return table;
  }

  private static boolean accepted(CoreResult r) {
    return r.acceptsMean() && r.programs().stream().allMatch(r::accepts);
  }

  private static TextTable programs(CoreResult r, List<ProgramResult> shown) {
    TextTable table =
        new TextTable("program", "isa", "RTL", "model", "difference", "error", "deltas", "");
    for (int column = 2; column <= 6; column++) {
      table.alignRight(column);
    }
    for (ProgramResult p : shown) {
      table.row(
          p.measured().program(),
          p.measured().isa(),
          "%,d".formatted(p.measured().cycles()),
          "%,d".formatted(p.cycles()),
          "%+d".formatted(p.cycles() - p.measured().cycles())
              + (p.roiCycles() == p.measured().roiCycles()
                  ? ""
                  : " (region %+d)".formatted(p.roiCycles() - p.measured().roiCycles())),
          percent(p.error()),
          p.deltas() == 0 ? "" : percent(p.differingShare()),
          r.accepts(p) ? "" : "not accepted");
    }
    return table;
  }

  private static TextTable histogram(CoreResult r) {
    TextTable table = new TextTable("before", "class", "RTL - model", "instructions");
    table.alignRight(2).alignRight(3);
    r.histogram().entrySet().stream()
        .limit(DEVIATIONS)
        .forEach(
            e ->
                table.row(
                    e.getKey().before(),
                    e.getKey().here(),
                    "%+d".formatted(e.getKey().cycles()),
                    "%,d".formatted(e.getValue())));
    return table;
  }

  /** As a page of Markdown. */
  String page() {
    StringBuilder out = new StringBuilder("# Cycles of core models and of the cores' RTL\n\n");
    out.append(
        "Written by `orrery validate timing`. Errors are relative to the RTL's cycles, the larger"
            + " one of those from\nreset to the end and of those of the region of interest;"
            + " deltas are cycles from one retirement to the next.\n\n");
    out.append(
        "| core | programs | exact | largest error | mean error | deltas that differ | accepted |"
            + " limits |\n| --- | --: | --: | --: | --: | --: | --- | --- |\n");
    for (CoreResult r : results) {
      out.append(
          "| %s | %d | %d | %s | %s | %s | %s | %s |\n"
              .formatted(
                  r.core().name(),
                  r.programs().size(),
                  r.exact(),
                  percent(r.largest()),
                  percent(r.mean()),
                  r.deltas() == 0 ? "no trace" : percent((double) r.differing() / r.deltas()),
                  accepted(r) ? "yes" : "**no**",
                  limits(r)));
    }
    out.append("\n").append(lastLine()).append(".\n");
    for (CoreResult r : results) {
      out.append("\n## ").append(r.core().name()).append("\n\n").append(r.core().title());
      out.append(
          ".\n\n| program | isa | RTL | model | difference | region, RTL | difference | deltas that"
              + " differ |\n| --- | --- | --: | --: | --: | --: | --: | --: |\n");
      for (ProgramResult p : r.programs()) {
        out.append(
            "| %s | %s | %d | %d | %+d | %d | %+d | %s |\n"
                .formatted(
                    p.measured().program(),
                    p.measured().isa(),
                    p.measured().cycles(),
                    p.cycles(),
                    p.cycles() - p.measured().cycles(),
                    p.measured().roiCycles(),
                    p.roiCycles() - p.measured().roiCycles(),
                    p.deltas() == 0 ? "" : percent(p.differingShare())));
      }
    }
    return out.toString();
  }

  private static String limits(CoreResult r) {
    CoreTable.Measured limits = r.core().measured();
    List<String> words = new ArrayList<>();
    if (limits != null) {
      limit(words, "each", limits.max());
      limit(words, "mean", limits.mean());
      limit(words, "deltas", limits.deltas());
    }
    return String.join(", ", words);
  }

  private static void limit(List<String> words, String what, long millionths) {
    if (millionths >= 0) {
      words.add(what + " " + percent(millionths * MILLIONTHS));
    }
  }

  /** For programs. */
  Map<String, Object> facts() {
    List<Map<String, Object>> cores = new ArrayList<>();
    for (CoreResult r : results) {
      Map<String, Object> core = new LinkedHashMap<>();
      core.put("core", r.core().name());
      core.put("accepted", accepted(r));
      core.put("largestError", r.largest());
      core.put("meanError", r.mean());
      core.put("deltas", r.deltas());
      core.put("deltasDiffering", r.differing());
      List<Map<String, Object>> programs = new ArrayList<>();
      for (ProgramResult p : r.programs()) {
        Map<String, Object> program = new LinkedHashMap<>();
        program.put("program", p.measured().program());
        program.put("isa", p.measured().isa());
        program.put("rtlCycles", p.measured().cycles());
        program.put("cycles", p.cycles());
        program.put("rtlRoiCycles", p.measured().roiCycles());
        program.put("roiCycles", p.roiCycles());
        program.put("deltas", p.deltas());
        program.put("deltasDiffering", p.differing());
        program.put("accepted", r.accepts(p));
        programs.add(program);
      }
      core.put("programs", programs);
      cores.add(core);
    }
    return Map.of("cores", cores, "accepted", allAccepted());
  }

  private static String percent(double share) {
    return share == 0 ? "0" : String.format(Locale.ROOT, "%.3f %%", PERCENT * share);
  }
}
