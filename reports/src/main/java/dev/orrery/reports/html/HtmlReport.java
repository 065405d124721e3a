package dev.orrery.reports.html;

import dev.orrery.profiler.recording.Recording;

/** The page. */
public final class HtmlReport {
  private HtmlReport() {}

  /** The page for {@code recording}: a whole document, to be written as UTF-8. */
  public static String of(Recording recording) {
    return Templates.render(
        "report.jte", new ModelBuilder(recording).build(Templates.style("report.css")));
  }
}
