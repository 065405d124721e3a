package dev.orrery.reports.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.html.HtmlReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.pdmodel.font.PDType1Font;

/** The report as PDF. Nothing is loaded for it but a font that comes with the library. */
public final class PdfReport {
  /** Has the characters that the fonts of every PDF reader lack. */
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  /** Warns of each standard font that the host lacks, and none of which is used. */
  private static final Logger FONTS = Logger.getLogger("org.apache.pdfbox.pdmodel.font");

  private PdfReport() {}

  /** The bytes of the file. */
  public static byte[] of(Recording recording) {
    XRLog.setLoggingEnabled(false); // What it has to say is about style sheets, which are ours.
    FONTS.setLevel(Level.OFF);
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 18);
    try (BatikSVGDrawer drawings = new BatikSVGDrawer()) {
      new PdfRendererBuilder()
          .useUriResolver((base, uri) -> uri.startsWith("#") ? uri : null)
          .useSVGDrawer(drawings)
          .useFont(PdfReport::font, "OrreryText", 400, FontStyle.NORMAL, true)
          .withProducer("Orrery " + recording.profile().run().version())
          .withHtmlContent(HtmlReport.forPrint(recording), null)
          .toStream(out)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail to be written to.
    }
    return out.toByteArray();
  }

  private static InputStream font() {
    InputStream font = PDType1Font.class.getResourceAsStream(FONT);
    if (font == null) {
      throw new IllegalStateException(FONT + " is not in the library that should bring it");
    }
    return font;
  }
}
