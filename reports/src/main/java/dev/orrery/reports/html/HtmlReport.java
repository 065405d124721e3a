package dev.orrery.reports.html;

import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.text.SafeText;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page. */
public final class HtmlReport {
  private static final String TEMPLATES = "dev.orrery.reports.templates";

  private HtmlReport() {}

  /** The page for {@code recording}: a whole document, to be written as UTF-8. */
  public static String of(Recording recording) {
    ReportModel model = new ModelBuilder(recording).build(style());
    TemplateEngine engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlReport.class.getClassLoader(), TEMPLATES);
    CleanOutput out = new CleanOutput();
    engine.render("report.jte", model, out);
    return out.text.toString();
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The last line of defence against hostile text: whatever the model forgot to clean, no character
   * reaches the page that XML forbids or that turns the direction of writing.
   */
  private static final class CleanOutput implements TemplateOutput {
    private final StringBuilder text = new StringBuilder(1 << 18);

    @Override
    public void writeContent(String value) {
      writeContent(value, 0, value.length());
    }

    @Override
    public void writeContent(String value, int begin, int end) {
      for (int i = begin; i < end; ) {
        int c = value.codePointAt(i);
        text.appendCodePoint(c == '\n' || SafeText.isHarmless(c) ? c : 0xfffd);
        i += Character.charCount(c);
      }
    }

    @Override
    public void writeBinaryContent(byte[] value) {
      writeContent(new String(value, StandardCharsets.UTF_8));
    }
  }
}
