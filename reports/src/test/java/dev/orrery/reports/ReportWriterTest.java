package dev.orrery.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.profiler.file.RecordingFile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.terminal.TerminalSummary;
import dev.orrery.spec.diag.OrreryException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
  @TempDir Path dir;

  @Test
  void writesThePageTheJsonAndTheRecording() {
    Recording r = Samples.json();
    List<Path> files = ReportWriter.write(r, dir.resolve("a/b"));
    assertThat(files)
        .extracting(f -> f.getFileName().toString())
        .containsExactly("report.html", "profile.json", "recording.orr");
    assertThat(RecordingFile.read(files.get(1))).isEqualTo(r);
    assertThat(RecordingFile.read(files.get(2))).isEqualTo(r);
  }

  @Test
  void aRecordingAloneGivesTheSamePage() {
    List<Path> first = ReportWriter.write(Samples.json(), dir.resolve("first"));
    Recording read = RecordingFile.read(first.get(2));
    List<Path> second = ReportWriter.write(read, dir.resolve("second"));
    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i)).hasSameBinaryContentAs(first.get(i));
    }
  }

  @Test
  void writesTablesWhenAsked() throws Exception {
    List<Path> files = ReportWriter.write(Samples.json(), dir, EnumSet.of(ReportFormat.CSV));
    assertThat(files).hasSize(10);
    assertThat(Files.readString(dir.resolve("functions.csv"), StandardCharsets.UTF_8))
        .startsWith("function,address,size_bytes,own_instructions,")
        .contains("\naccept,0x103a2,80,224762,224762,14030,");
  }

  /** The table of the chart over time adds up to that of the whole run, cause by cause. */
  @Test
  void cyclesOverTimeAreAllCycles() throws Exception {
    ReportWriter.write(Samples.calls(), dir, EnumSet.of(ReportFormat.CSV));
    Map<String, Long> all = new TreeMap<>();
    for (String line : rows("cycles.csv")) {
      String[] cells = line.split(",", -1);
      all.merge(cells[0], Long.parseLong(cells[2]), Long::sum);
    }
    all.values().removeIf(n -> n == 0);
    Map<String, Long> overTime = new TreeMap<>();
    for (String line : rows("cycles-over-time.csv")) {
      String[] cells = line.split(",", -1);
      overTime.merge(cells[2], Long.parseLong(cells[3]), Long::sum);
    }
    assertThat(overTime).isEqualTo(all);
  }

  private List<String> rows(String table) throws Exception {
    List<String> lines = Files.readAllLines(dir.resolve(table));
    return lines.subList(1, lines.size());
  }

  @Test
  void tablesCannotRunInASpreadsheet() throws Exception {
    ReportWriter.write(
        Samples.hostile("=cmd|' /C calc'!A0,\"x\"\r\n"), dir, EnumSet.of(ReportFormat.CSV));
    assertThat(Files.readAllLines(dir.resolve("functions.csv")))
        .hasSize(26)
        .element(1)
        .asString()
        .startsWith("\"'=cmd|' /C calc'!A0,\"\"x\"\"��\",0x");
  }

  @Test
  void leavesNothingWhenItCannotWrite() throws Exception {
    Files.createDirectories(dir.resolve("recording.orr"));
    assertThatThrownBy(() -> ReportWriter.write(Samples.json(), dir))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("recording.orr: cannot be written");
    assertThat(dir.toFile().list()).containsExactly("recording.orr");
  }

  /** Whatever a file says, if it is a recording at all it can be shown. */
  @Test
  void everyRecordingCanBeRendered() {
    String json = new String(RecordingFile.toJson(Samples.json()), StandardCharsets.UTF_8);
    Random random = new Random(5);
    Matcher number = Pattern.compile("(?<=\":)\\d+|(?<=\"0x)[0-9a-f]+").matcher(json);
    List<int[]> places = number.results().map(m -> new int[] {m.start(), m.end()}).toList();
    int rendered = 0;
    for (int i = 0; i < 120; i++) {
      StringBuilder changed = new StringBuilder(json);
      for (int k = 1 + random.nextInt(3); k > 0; k--) {
        // The first numbers are totals; later ones are mostly counts of instructions.
        int at = random.nextBoolean() ? random.nextInt(120) : random.nextInt(places.size());
        int[] place = places.get(at);
        long value = random.nextLong() >>> random.nextInt(64);
        if (changed.length() == json.length()) {
          boolean hex = json.charAt(place[0] - 1) == 'x';
          String digits = hex ? Long.toHexString(value) : Long.toString(value >>> 1);
          changed.replace(place[0], place[1], digits);
        }
      }
      Recording r;
      try {
        r = RecordingFile.parse(changed.toString().getBytes(StandardCharsets.UTF_8), "changed");
      } catch (OrreryException e) {
        continue;
      }
      TerminalSummary.of(r, 80, true);
      for (ReportFormat format : formats(rendered)) {
        try {
          format.files(r);
        } catch (OrreryException e) {
          assertThat(e).hasMessageContaining("the recording");
        }
      }
      rendered++;
    }
    assertThat(rendered).isGreaterThan(25);
  }

  /** Those of the {@code n}th recording: a PDF takes longer than all others together. */
  private static Set<ReportFormat> formats(int n) {
    List<ReportFormat> quick = List.copyOf(EnumSet.complementOf(EnumSet.of(ReportFormat.PDF)));
    Set<ReportFormat> formats = EnumSet.noneOf(ReportFormat.class);
    if (n % 16 == 0) {
      formats.add(ReportFormat.PDF);
    }
    for (int k = 0; k < 4; k++) {
      formats.add(quick.get((4 * n + k) % quick.size()));
    }
    return formats;
  }
}
