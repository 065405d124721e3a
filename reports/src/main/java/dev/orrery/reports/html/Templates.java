package dev.orrery.reports.html;

import dev.orrery.spec.diag.SafeText;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The templates, which are compiled with the project, and the style sheets beside them. */
public final class Templates {
  private static final String PACKAGE = "dev.orrery.reports.templates";

  private Templates() {}

  /** A page of a template with one parameter. */
  public static String render(String template, Object model) {
    CleanOutput out = new CleanOutput();
    engine().render(template, model, out);
    return out.text.toString();
  }

  /** A page of a template with several parameters. */
  public static String render(String template, Map<String, Object> parameters) {
    CleanOutput out = new CleanOutput();
    engine().render(template, parameters, out);
    return out.text.toString();
  }

  private static TemplateEngine engine() {
    return TemplateEngine.createPrecompiled(
        null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);
  }

  /** A style sheet. */
  public static String style(String name) {
    try (InputStream in = Templates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The last line of defence against hostile text: whatever a model forgot to clean, no character
   * reaches the page that XML forbids or that turns the direction of writing.
   */
  private static final class CleanOutput implements TemplateOutput {
    private final StringBuilder text = new StringBuilder(1 << 14);

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
