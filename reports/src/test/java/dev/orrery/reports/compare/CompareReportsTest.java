package dev.orrery.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.profiler.bench.BenchHost;
import dev.orrery.profiler.bench.Benchmark;
import dev.orrery.profiler.bench.Benchmark.Engine;
import dev.orrery.profiler.bench.Benchmark.Problem;
import dev.orrery.profiler.bench.Benchmark.Sample;
import dev.orrery.profiler.bench.Timeline;
import dev.orrery.profiler.bench.Timeline.Latency;
import dev.orrery.profiler.bench.Timeline.Left;
import dev.orrery.profiler.bench.Timeline.Mark;
import dev.orrery.profiler.compare.Contender;
import dev.orrery.profiler.compare.EngineComparison;
import dev.orrery.profiler.compare.EngineKind;
import dev.orrery.reports.terminal.CompareSummary;
import dev.orrery.reports.text.Verdicts;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/**
 * The forms of a comparison, of times that were made up. The golden files are written anew with
 * {@code -Dorrery.update=true}.
 */
class CompareReportsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/orrery/reports/compare");
  private static final BenchHost HOST =
      new BenchHost(
          "2026-01-02T03:04:05Z", "A processor", 2, 8L << 30, "Linux", "JVM 25", 0.5, 0.7);
  private static final long MILLI = 1_000_000;

  private final List<Sample> samples = new ArrayList<>();

  private static Contender contender(String name, EngineKind kind, String skipped) {
    boolean skips = !skipped.isEmpty();
    return new Contender(
        new Engine(name, skips ? "" : name + " 1.0", skips ? skipped : null, ""),
        kind,
        skips ? List.of() : List.of("/bin/" + name, "a program"));
  }

  /** A run that begins after {@code start}, computes, and asks for something 10 times. */
  private void sample(int round, String engine, long start, long compute, long ask, long tick) {
    long jitter = round * 100_000L;
    long asked = start + compute + jitter;
    long end = asked + ask;
    Timeline timeline =
        new Timeline(
            -1,
            start,
            List.of(
                new Mark("compute", start, 1000),
                new Mark("ask", asked, 1000 + (asked - start) / tick),
                new Mark("", end, 1000 + (end - start) / tick)),
            List.of(new Latency("ask", List.of(ask / 10 / tick, ask / tick), List.of(9L, 1L))),
            engine.equals("qemu-user") ? List.of(new Left("ports", "there are none")) : List.of(),
            end + MILLI);
    samples.add(
        new Sample(round, "p", engine, end + 2 * MILLI, end + 3 * MILLI, 64L << 20, timeline));
  }

  private EngineComparison comparison(int rounds) {
    for (int round = 1; round <= rounds; round++) {
      sample(round, "jit", 300 * MILLI, 50 * MILLI, 2 * MILLI, 2);
      sample(round, "qemu-user", 10 * MILLI, 200 * MILLI, MILLI, 2);
      sample(round, "native", MILLI, 20 * MILLI, 5 * MILLI, 2);
    }
    List<Contender> contenders =
        List.of(
            contender("jit", EngineKind.TRANSLATOR, ""),
            contender("kvm", EngineKind.OWN_VIRTUAL_MACHINE, "/dev/kvm does not exist"),
            contender("qemu-user", EngineKind.USER_EMULATOR, ""),
            contender("qemu-tcg", EngineKind.SYSTEM_EMULATOR, ""),
            contender("qemu-kvm", EngineKind.VIRTUAL_MACHINE, "/dev/kvm does not exist"),
            contender("native", EngineKind.HARDWARE, ""));
    return new EngineComparison(
        new Benchmark(
            "p",
            List.of("orrery", "compare", "a b"),
            HOST,
            rounds,
            null,
            contenders.stream().map(Contender::facts).toList(),
            List.of(new Benchmark.Program("p", "", 40_000_000)),
            samples,
            List.of(
                new Problem(Problem.Kind.LATE, "p", "qemu-tcg", 1, "took \u001b[31m<too long>")),
            false),
        contenders,
        7,
        List.of("a fact of the host"));
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 110})
  void theTerminalShowsTimesPhasesEventsAndVerdicts(int width) throws IOException {
    isGolden("terminal-" + width + ".txt", CompareSummary.of(comparison(8), width, false));
  }

  @ParameterizedTest
  @EnumSource(
      value = CompareFormat.class,
      names = {"JSON", "CSV"})
  void filesAreGolden(CompareFormat format) throws IOException {
    isGolden(
        "compare" + format.suffix(),
        new String(format.bytes(comparison(6)), StandardCharsets.UTF_8));
  }

  @Test
  void linesFitTheTerminal() {
    EngineComparison c = comparison(8);
    for (int columns : new int[] {40, 72, 80, 100, 120, 500}) {
      int most = Math.clamp(columns, 72, 120);
      assertThat(
              CompareSummary.of(c, columns, true)
                  .lines()
                  .map(l -> l.replaceAll("\u001b\\[[0-9;]*m", "")))
          .as("in %d columns", columns)
          .allSatisfy(l -> assertThat(l.length()).as(l).isLessThanOrEqualTo(most));
    }
  }

  @Test
  void verdictsSayWhatIsRealAndWhereItArises() {
    assertThat(Verdicts.of(comparison(8)))
        .anySatisfy(
            v ->
                assertThat(v)
                    .contains(
                        "native is 7.", "times as fast as qemu-user (95 %", "p\u00a0=\u00a00.00")
                    .contains("% of the difference", "arises in compute"))
        .anySatisfy(
            v ->
                assertThat(v)
                    .contains("jit takes 1.6", "times as long as qemu-user")
                    .contains("arises before the first output"))
        .anySatisfy(
            v ->
                assertThat(v).contains("In compute, however, jit is", "times as fast as qemu-user"))
        .anySatisfy(
            v ->
                assertThat(v)
                    .contains("In ask, however, native takes 5.00 times as long")
                    .contains("one takes 500", "instead of 100"));
    samples.clear();
    assertThat(Verdicts.of(comparison(2))).allSatisfy(v -> assertThat(v).contains("so few runs"));
  }

  @Test
  void thePageIsWellFormedAndHasNoScripts() throws Exception {
    String page = new String(CompareFormat.HTML.bytes(comparison(8)), StandardCharsets.UTF_8);
    assertThat(page)
        .contains("&lt;too long", "a fact of the host", "kvm, qemu-kvm", "ports on qemu-user")
        .contains("/bin/jit 'a program'")
        .doesNotContain("<script", "\u001b", "rgb(20,21,22)");
    String xml = page.substring(page.indexOf("<html"));
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    assertThat(
            factory
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName("svg")
                .getLength())
        .isEqualTo(3);
  }

  private static void isGolden(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("orrery.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
