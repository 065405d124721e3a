package dev.orrery.reports.html;

import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.svg.PipelineSvg;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page. */
public final class HtmlReport {
  private static final Pattern VARIABLE = Pattern.compile("(--[a-z0-9-]+): ([^;}]+);");
  private static final Pattern USE = Pattern.compile("var\\((--[a-z0-9-]+)\\)");
  private static final Pattern DRAWING = Pattern.compile("<svg [^>]*>");
  private static final Pattern SECTION =
      Pattern.compile("<section id=\"([a-z]+)\">\\s*<h2>([^<]+)</h2>");

  private HtmlReport() {}

  /** The page for {@code recording}: a whole document, to be written as UTF-8. */
  public static String of(Recording recording) {
    return page(recording, Templates.style("report.css") + PipelineSvg.style(), true);
  }

  private static String page(Recording recording, String style, boolean onScreen) {
    return Templates.render("report.jte", new ModelBuilder(recording).build(style, onScreen));
  }

  /**
   * The same page for who knows CSS 2.1 alone: without variables, grids and flexible boxes, in the
   * characters that fonts for print have, and with bookmarks of its sections. The pipeline, which
   * is to be pointed at, is left out.
   */
  public static String forPrint(Recording recording) {
    String page = page(recording, Templates.style("print.css"), false);
    Map<String, String> values = new HashMap<>();
    Matcher variables = VARIABLE.matcher(Templates.style("print.css"));
    while (variables.find()) {
      values.put(variables.group(1), variables.group(2));
    }
    String drawings = "<style>" + Templates.style("print-drawings.css") + "</style>";
    String plain =
        USE.matcher(DRAWING.matcher(page).replaceAll("$0" + Matcher.quoteReplacement(drawings)))
            .replaceAll(m -> values.getOrDefault(m.group(1), "#000"))
            .replace("font-family: inherit", "font-family: OrreryText")
            .replace('\u202f', '\u00a0')
            .replace('\u22ef', '\u2026')
            .replace('\u2713', '\u221a')
            .replace('\u2717', '\u00d7');
    return plain.replaceFirst("</head>", Matcher.quoteReplacement(bookmarks(plain) + "</head>"));
  }

  private static String bookmarks(String page) {
    StringBuilder all = new StringBuilder("<bookmarks>");
    Matcher sections = SECTION.matcher(page);
    while (sections.find()) {
      all.append("<bookmark name=\"").append(sections.group(2)).append("\" href=\"#");
      all.append(sections.group(1)).append("\"/>");
    }
    return all.append("</bookmarks>").toString();
  }
}
