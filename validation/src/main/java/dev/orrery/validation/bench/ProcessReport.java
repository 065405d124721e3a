package dev.orrery.validation.bench;

import dev.orrery.workloads.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Renders measurements of whole processes. */
final class ProcessReport {
  private ProcessReport() {}

  /** A section of a page: one size, its tables of times and its means. */
  static String section(String title, Summary summary) {
    StringBuilder page = new StringBuilder();
    page.append("## ").append(title).append("\n\n");
    page.append(
        "Seconds are medians of %d rounds, smallest and largest in brackets. M/s: millions of guest instructions in a second of wall time.\n\n"
            .formatted(summary.rounds()));
    times(summary, page);
    page.append('\n');
    means(summary, page);
    return page.toString();
  }

  private static void times(Summary summary, StringBuilder page) {
    List<String> head = new ArrayList<>(List.of("program", "kind", "M insns"));
    for (Contestant c : summary.contestants()) {
      head.addAll(List.of(c.label() + " wall s", "CPU s", "M/s"));
    }
    row(page, head);
    row(
        page,
        head.stream().map(h -> h.equals("program") || h.equals("kind") ? "---" : "--:").toList());
    for (Workload w : summary.workloads()) {
      List<String> cells = new ArrayList<>();
      cells.add(w.name());
      cells.add(w.kind().name().toLowerCase(Locale.ROOT));
      double millions = summary.instructions(w).orElse(0) / 1e6;
      cells.add(millions == 0 ? "" : "%.1f".formatted(millions));
      for (Contestant c : summary.contestants()) {
        if (!summary.has(w, c)) {
          cells.addAll(List.of("", "", ""));
          continue;
        }
        Estimate wall = summary.seconds(w, c, Measurement::wallNanos);
        cells.add(wall.cell(2));
        cells.add(summary.seconds(w, c, Measurement::cpuNanos).cell(2));
        cells.add(millions == 0 ? "" : "%.1f".formatted(millions / wall.value()));
      }
      row(page, cells);
    }
  }

  private static void means(Summary summary, StringBuilder page) {
    page.append(
        "Geometric means over programs; in brackets their 95 % confidence intervals over rounds.\n\n");
    List<Contestant> contestants = summary.contestants();
    Contestant first = contestants.getFirst();
    List<String> head = new ArrayList<>(List.of("mean over"));
    contestants.forEach(c -> head.addAll(List.of(c.label() + " M/s, wall", "CPU")));
    for (Contestant other : contestants.subList(1, contestants.size())) {
      head.add("time of " + first.label() + " / " + other.label() + ", wall");
      head.add("CPU");
    }
    row(page, head);
    row(page, head.stream().map(h -> h.equals("mean over") ? "---" : "--:").toList());
    mean(page, summary, "integer", among(summary, Workload.Kind.INTEGER));
    mean(page, summary, "fp", among(summary, Workload.Kind.FP));
    mean(
        page,
        summary,
        "both",
        summary.workloads().stream().filter(w -> w.kind() != Workload.Kind.LIBC).toList());
  }

  private static List<Workload> among(Summary summary, Workload.Kind kind) {
    return summary.workloads().stream().filter(w -> w.kind() == kind).toList();
  }

  private static void mean(StringBuilder page, Summary summary, String name, List<Workload> among) {
    if (among.isEmpty()) {
      return;
    }
    List<Contestant> contestants = summary.contestants();
    Contestant first = contestants.getFirst();
    List<String> cells = new ArrayList<>(List.of(name));
    for (Contestant c : contestants) {
      cells.add(summary.rate(among, c, Measurement::wallNanos).cell(1));
      cells.add(summary.rate(among, c, Measurement::cpuNanos).cell(1));
    }
    for (Contestant other : contestants.subList(1, contestants.size())) {
      cells.add(summary.ratio(among, first, other, Measurement::wallNanos).cell(2));
      cells.add(summary.ratio(among, first, other, Measurement::cpuNanos).cell(2));
    }
    row(page, cells);
  }

  private static void row(StringBuilder page, List<String> cells) {
    StringJoiner joiner = new StringJoiner(" | ", "| ", " |\n");
    cells.forEach(joiner::add);
    page.append(joiner);
  }

  /** Every run in one line each, with a head line. */
  static String csv(List<Measurement> measurements) {
    StringBuilder csv = new StringBuilder();
    csv.append("size,round,program,kind,contestant,instructions,wall_seconds,cpu_seconds\n");
    for (Measurement m : measurements) {
      String count = m.instructions().isPresent() ? "" + m.instructions().getAsLong() : "";
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%d,%s,%s,%s,%s,%.4f,%.4f%n",
              m.size().name().toLowerCase(Locale.ROOT),
              m.round(),
              m.workload().name(),
              m.workload().kind().name().toLowerCase(Locale.ROOT),
              m.contestant().label(),
              count,
              m.wallNanos() / 1e9,
              m.cpuNanos() / 1e9));
    }
    return csv.toString();
  }
}
