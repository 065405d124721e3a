package dev.orrery.reports.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orrery.profiler.recording.CycleProfile.Parameter;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as PDF: read again, also by a reader that is not the library that wrote it. */
final class PdfReportTest {
  private static final Path READER = Path.of("/usr/bin/pdftotext");

  @TempDir private Path directory;

  @Test
  void hasTheSectionsOfThePageAsTextAndAsBookmarks() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(PdfReport.of(Samples.json()))) {
      assertThat(new PDFTextStripper().getText(pdf))
          .contains("json.elf", "Hot functions", "Method and limits", "make_string");
      assertThat(pdf.getNumberOfPages()).isBetween(3, 40);
      assertThat(pdf.getDocumentCatalog().getDocumentOutline().getFirstChild()).isNotNull();
    }
  }

  @Test
  void hostileNamesAndEmptyRunsAreText() throws IOException {
    String hostile =
        "<script src='http://x/'></script><img src='file:///etc/passwd'/>\u202e\u0000&lt;";
    for (byte[] file :
        new byte[][] {PdfReport.of(Samples.hostile(hostile)), PdfReport.of(Samples.empty())}) {
      try (PDDocument pdf = Loader.loadPDF(file)) {
        assertThat(pdf.getNumberOfPages()).isPositive();
      }
    }
  }

  @Test
  void popplerReadsIt() throws IOException, InterruptedException {
    assertThat(read(Samples.json()))
        .contains("json.elf", "Hot functions", "Method and limits")
        .doesNotContain("Error");
  }

  /** What a parameter is stands beside it, also behind one of which nothing is said. */
  @Test
  void parametersStandBesideWhatTheyAre() throws IOException, InterruptedException {
    List<Parameter> parameters = Samples.calls().profile().cycles().getFirst().parameters();
    assertThat(parameters).extracting(Parameter::meaning).contains("");
    List<String> lines = read(Samples.calls()).lines().map(String::strip).toList();
    for (Parameter x : parameters) {
      String name = x.name() + " = " + x.value();
      assertThat(lines)
          .anySatisfy(
              line -> {
                assertThat(line).startsWith(name);
                String meaning = line.substring(name.length()).strip();
                assertThat(x.meaning().isEmpty()).isEqualTo(meaning.isEmpty());
                assertThat(x.meaning()).startsWith(meaning.split("…", -1)[0]);
              });
    }
  }

  private String read(Recording recording) throws IOException, InterruptedException {
    assumeThat(READER).as("pdftotext of poppler-utils, which .ci/run installs").exists();
    Path file = directory.resolve("report.pdf");
    Files.write(file, PdfReport.of(recording));
    Process reader =
        new ProcessBuilder(READER.toString(), "-layout", file.toString(), "-")
            .redirectErrorStream(true)
            .start();
    String text = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(reader.waitFor()).as(text).isZero();
    return text;
  }
}
