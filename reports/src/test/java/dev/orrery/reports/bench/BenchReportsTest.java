package dev.orrery.reports.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.profiler.bench.BenchHost;
import dev.orrery.profiler.bench.Benchmark;
import dev.orrery.profiler.bench.Benchmark.Engine;
import dev.orrery.profiler.bench.Benchmark.Problem;
import dev.orrery.profiler.bench.Benchmark.Program;
import dev.orrery.profiler.bench.Benchmark.Sample;
import dev.orrery.profiler.bench.Summary;
import dev.orrery.profiler.bench.Timeline;
import dev.orrery.reports.terminal.BenchSummary;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** The forms of a benchmark, of times that were made up. */
class BenchReportsTest {
  private static final BenchHost HOST =
      new BenchHost("2026-01-02T03:04:05Z", "A|B", 2, 8L << 30, "Linux", "JVM 25", 0.5, 0.7);

  private static Summary summary(int rounds, List<String> engines, String... programs) {
    List<Engine> facts = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    List<Program> all = new ArrayList<>();
    for (String p : programs) {
      all.add(new Program(p, p.length() % 2 == 0 ? "integer" : "fp", 4_000_000_000L));
    }
    for (int e = 0; e < engines.size(); e++) {
      facts.add(new Engine(engines.get(e), engines.get(e) + " 1.0", null, ""));
      for (int round = 1; round <= rounds; round++) {
        for (Program p : all) {
          long nanos = 1_000_000_000L * (e + 1) + round * 10_000_000L;
          samples.add(
              new Sample(
                  round, p.name(), engines.get(e), nanos, nanos + 1, 64L << 20, Timeline.NONE));
        }
      }
    }
    facts.add(new Engine("native", "", "no compiler", ""));
    List<Problem> problems =
        List.of(new Problem(Problem.Kind.DIFFERS, "bad", "jit", 1, "printed \u001b[31m<b>"));
    return new Summary(
        new Benchmark(
            "4 programs",
            List.of("orrery", "bench", "a b"),
            HOST,
            rounds,
            null,
            facts,
            all,
            samples,
            problems,
            false));
  }

  private static final Summary USUAL =
      summary(3, List.of("jit", "interpreter", "qemu"), "one", "two", "three-x", "four");

  @Test
  void theTerminalShowsTimesSpeedsMeansAndTrouble() {
    String text = BenchSummary.of(USUAL, 110, false);
    assertThat(text)
        .containsPattern(
            "one +4\\.00 G +1\\.02 s ±[0-9]+ % +2\\.02 s .* 3\\.02 s .* 2\\.9[0-9] \\(2")
        .containsPattern("integer, 1|fp, 3 programs +jit +3\\.92 G")
        .contains("bad on jit printed \ufffd[31m<b>.")
        .contains("native skipped: no compiler.")
        .contains("qemu: qemu 1.0")
        .contains("Most resident memory: jit 64.0 MiB (one), ");
    assertThat(BenchSummary.of(USUAL, 110, true)).contains("\u001b[32m");
  }

  @Test
  void linesFitTheTerminal() {
    for (int columns : new int[] {40, 72, 80, 100, 120, 500}) {
      int most = Math.clamp(columns, 72, 120);
      Summary many =
          summary(2, List.of("jit", "interpreter", "oracle", "qemu"), "a", "b", "x".repeat(90));
      assertThat(BenchSummary.of(many, columns, false).lines())
          .as("in %d columns", columns)
          .allSatisfy(l -> assertThat(l.length()).as(l).isLessThanOrEqualTo(most));
    }
  }

  @Test
  void oneRoundGivesNoIntervals() {
    Summary one = summary(1, List.of("jit", "qemu"), "a", "b");
    assertThat(BenchSummary.of(one, 100, false)).doesNotContain("±").contains("One round");
    assertThat(BenchJson.of(one)).contains("\"low\" : null");
  }

  @Test
  void jsonHoldsEveryRunAndEveryFigure() throws Exception {
    JsonNode json = new ObjectMapper().readTree(BenchJson.of(USUAL));
    assertThat(json.get("format").asText()).isEqualTo("orrery-bench");
    assertThat(json.get("runs")).hasSize(3 * 3 * 4);
    JsonNode jit = json.at("/programs/0/engines/jit");
    assertThat(jit.at("/wallSeconds/value").asDouble()).isEqualTo(1.02);
    assertThat(jit.at("/wallSpeed/low").asDouble())
        .isLessThan(jit.at("/wallSpeed/value").asDouble());
    assertThat(json.get("means")).isNotEmpty();
    assertThat(json.at("/problems/0/kind").asText()).isEqualTo("differs");
    assertThat(json.at("/engines/3/skipped").asText()).isEqualTo("no compiler");
  }

  @Test
  void csvHasALineForEveryRun() {
    String csv = new String(BenchFormat.CSV.bytes(USUAL), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(csv.lines()).hasSize(1 + 3 * 3 * 4);
    assertThat(csv).contains("2,one,fp,jit,4000000000,1.020000,1.020000,67108864\n");
  }

  @Test
  void tablesOfThePageHaveAsManyCellsAsHeads() {
    String page = BenchPage.of(USUAL);
    assertThat(page)
        .contains("## Times", "## Speed, qemu = 1", "## Geometric means")
        .contains("- command: `orrery bench 'a b'`")
        .contains("| one | fp | 4000 | 1.02 (")
        .contains("native: skipped: no compiler");
    int cells = 0;
    for (String line : page.lines().toList()) {
      int bars = (int) Pattern.compile("(?<!\\\\)\\|").matcher(line).results().count();
      if (line.startsWith("|")) {
        assertThat(bars).as(line).isEqualTo(cells == 0 ? bars : cells);
        cells = bars;
      } else {
        cells = 0;
      }
    }
  }

  @Test
  void theChartIsAnSvgFileThatFollowsTheReadersColours() throws Exception {
    for (Summary s :
        List.of(
            USUAL,
            summary(1, List.of("jit"), "a&b"),
            summary(2, List.of("jit", "qemu")),
            summary(2, List.of("jit", "qemu"), "a"))) {
      String svg = new String(BenchFormat.SVG.bytes(s), java.nio.charset.StandardCharsets.UTF_8);
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      assertThat(
              factory
                  .newDocumentBuilder()
                  .parse(new InputSource(new StringReader(svg)))
                  .getDocumentElement()
                  .getTagName())
          .isEqualTo("svg");
      assertThat(svg)
          .contains("var(--ink)", "prefers-color-scheme")
          .doesNotContain("rgb(20,21,22)");
    }
  }
}
