package dev.orrery.reports.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.ReportFormat;
import dev.orrery.reports.ReportWriter;
import dev.orrery.reports.Samples;
import dev.orrery.spec.diag.OrreryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What we write for other tools: golden files, sums, and what the tools themselves say. The golden
 * files are written anew with {@code -Dorrery.update=true}.
 */
class ExportTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/orrery/reports/export");

  private static final String FLAMEGRAPH = "/usr/share/perl5/Devel/NYTProf/flamegraph.pl";

  @TempDir Path dir;

  private static byte[] file(Recording recording, ReportFormat format) {
    return ReportWriter.single(recording, EnumSet.of(format));
  }

  private static String text(Recording recording, ReportFormat format) {
    return new String(file(recording, format), StandardCharsets.UTF_8);
  }

  private static void isGolden(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("orrery.update")) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"FOLDED", "FOLDED_CYCLES", "SPEEDSCOPE", "CALLGRIND", "LCOV", "CHROME", "BBV"})
  void looksAsItShould(ReportFormat format) throws IOException {
    String name = format.name().toLowerCase(Locale.ROOT);
    isGolden("calls-" + name + ".txt", text(Samples.calls(), format));
  }

  /** Recordings with and without calls' cycles, names that are part of a format, and nothing. */
  static Stream<Recording> recordings() {
    return Stream.of(
        Samples.calls(),
        Samples.json(),
        Samples.empty(),
        Samples.hostile("a;b 7\nfn=(1) c\r\u0000"),
        Samples.hostile("\" , \\ \u202e (2)\ncalls=1"));
  }

  private static long cycles(Profile p) {
    return p.cycles().isEmpty() ? 0 : p.cycles().getFirst().cycles();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void foldedStacksAddUp(Recording r) {
    Pattern line = Pattern.compile("(.*) (\\d+)");
    long sum =
        text(r, ReportFormat.FOLDED)
            .lines()
            .map(line::matcher)
            .peek(m -> assertThat(m.matches()).isTrue())
            .mapToLong(m -> Long.parseLong(m.group(2)))
            .sum();
    assertThat(sum).isEqualTo(r.profile().totals().instructions());
  }

  @Test
  void flameGraphsAreDrawnOfIt() throws IOException {
    Recording r = Samples.calls();
    Path file = Files.write(dir.resolve("a.folded"), file(r, ReportFormat.FOLDED_CYCLES));
    List<String> command = List.of(FLAMEGRAPH, "--countname", "cycles", file.toString());
    String said = OtherTools.read("libdevel-nytprof-perl", file, command);
    assertThat(said)
        .doesNotContain("Ignored")
        .contains("<title>all (%,d cycles, 100%%)".formatted(cycles(r.profile())));
    assertThat(said).contains("<title>fib (", "<title>run (");
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void speedscopeAddsUp(Recording r) throws IOException {
    JsonNode json = new ObjectMapper().readTree(file(r, ReportFormat.SPEEDSCOPE));
    int frames = json.at("/shared/frames").size();
    assertThat(frames).isEqualTo(r.profile().functions().size());
    for (JsonNode profile : json.get("profiles")) {
      assertThat(profile.get("samples")).hasSameSizeAs(profile.get("weights"));
      long sum = 0;
      for (JsonNode weight : profile.get("weights")) {
        sum += weight.longValue();
      }
      assertThat(sum).isEqualTo(profile.get("endValue").longValue());
      for (JsonNode sample : profile.get("samples")) {
        for (JsonNode frame : sample) {
          assertThat(frame.intValue()).isBetween(0, frames - 1);
        }
      }
    }
    assertThat(json.at("/profiles/0/endValue").longValue())
        .isEqualTo(r.profile().totals().instructions());
    if (cycles(r.profile()) > 0) {
      assertThat(json.at("/profiles/1/endValue").longValue()).isEqualTo(cycles(r.profile()));
    }
  }

  /** Costs of instructions, not of calls, add up to the summary, event by event. */
  @ParameterizedTest
  @MethodSource("recordings")
  void callgrindAddsUp(Recording r) {
    List<String> lines = text(r, ReportFormat.CALLGRIND).lines().toList();
    long[] sums = new long[0];
    long[] summary = new long[0];
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("summary:")) {
        summary = numbers(line.substring("summary: ".length()).split(" "));
        sums = new long[summary.length];
      } else if (line.startsWith("0x") && !lines.get(i - 1).startsWith("calls=")) {
        String[] words = line.split(" ");
        long[] counts = numbers(Arrays.copyOfRange(words, 2, words.length));
        for (int e = 0; e < counts.length; e++) {
          sums[e] += counts[e];
        }
      } else {
        assertThat(line).matches("|#.*|[a-z]+: .*|(ob|fl|fi|fe|fn|cfi|cfn|calls)=.*|0x.*");
      }
    }
    assertThat(sums).isEqualTo(summary);
    assertThat(summary[0]).isEqualTo(r.profile().totals().instructions());
  }

  private static long[] numbers(String[] words) {
    return Stream.of(words).mapToLong(Long::parseLong).toArray();
  }

  @Test
  void callgrindAnnotateReadsIt() throws IOException {
    Recording r = Samples.calls();
    Path file = Files.write(dir.resolve("callgrind.out"), file(r, ReportFormat.CALLGRIND));
    List<String> command =
        List.of(
            "callgrind_annotate",
            "--auto=no",
            "--inclusive=yes",
            "--threshold=100",
            file.toString());
    String said = OtherTools.read("valgrind", file, command).replace(",", "");
    Profile p = r.profile();
    assertThat(said).doesNotContainIgnoringCase("malformed").contains("PROGRAM TOTALS");
    assertThat(said).containsPattern("%d .*PROGRAM TOTALS".formatted(p.totals().instructions()));
    for (CauseCycles c : p.cycles().getFirst().causes()) {
      if (c.cycles() > 0) {
        assertThat(said).containsPattern("\\b%d \\(100.0%%\\).*TOTALS".formatted(c.cycles()));
      }
    }
    p.functions().stream()
        .filter(f -> !f.name().equals("fib")) // calls of itself are in its calls
        .forEach(
            f ->
                assertThat(said)
                    .containsPattern("(?m)^ *%d .*:%s \\[".formatted(f.inclusive(), f.name())));
  }

  @Test
  void protocReadsWhatIsForPprof() throws IOException {
    byte[] gzip = file(Samples.calls(), ReportFormat.PPROF);
    byte[] message = new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
    isGolden("calls-pprof.txt", decoded("pprof.proto", "Profile", message));
  }

  @Test
  void protocReadsWhatIsForPerfetto() throws IOException {
    byte[] message = file(Samples.calls(), ReportFormat.PERFETTO);
    String said = decoded("perfetto.proto", "Trace", message);
    isGolden("calls-perfetto.txt", said);
    int calls = Samples.calls().profile().timelines().getFirst().calls().size();
    assertThat(said.split("type: SLICE_BEGIN", -1)).hasSize(calls + 1);
    assertThat(said.split("type: SLICE_END", -1)).hasSize(calls + 1);
  }

  private String decoded(String schema, String type, byte[] message) throws IOException {
    Path file = Files.write(dir.resolve(type + ".pb"), message);
    List<String> command =
        List.of(
            "protoc",
            "--proto_path=" + GOLDEN,
            "--decode=" + type,
            GOLDEN.resolve(schema).toString());
    String said = OtherTools.read("protobuf-compiler", file, command);
    assertThat(said).as("no field that the schema has not").doesNotContainPattern("(?m)^ *\\d+:");
    return said;
  }

  /** Calls of one thread are inside of each other or apart, and the counters say all cycles. */
  @ParameterizedTest
  @MethodSource("recordings")
  void traceEventsNest(Recording r) throws IOException {
    if (r.profile().timelines().isEmpty()) {
      assertThatThrownBy(() -> file(r, ReportFormat.CHROME))
          .isInstanceOf(OrreryException.class)
          .hasMessageContaining("does not say when functions were active");
      return;
    }
    Map<Integer, Deque<Long>> open = new HashMap<>();
    JsonNode json = new ObjectMapper().readTree(file(r, ReportFormat.CHROME));
    for (JsonNode e : json.get("traceEvents")) {
      if (e.get("ph").textValue().equals("X")) {
        Deque<Long> ends = open.computeIfAbsent(e.get("tid").intValue(), t -> new ArrayDeque<>());
        long start = e.get("ts").longValue();
        long end = start + e.get("dur").longValue();
        while (!ends.isEmpty() && ends.peek() <= start) {
          ends.pop();
        }
        assertThat(ends.isEmpty() || end <= ends.peek()).as("%s nests", e).isTrue();
        ends.push(end);
      }
    }
    assertThat(open).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void blockVectorsAddUp(Recording r) {
    if (r.profile().intervals().isEmpty()) {
      return;
    }
    List<String> lines = text(r, ReportFormat.BBV).lines().toList();
    assertThat(lines).hasSameSizeAs(r.profile().intervals());
    Pattern share = Pattern.compile(":(\\d+):(\\d+) ");
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).matches("T(:\\d+:\\d+ )+");
      Matcher m = share.matcher(lines.get(i));
      long sum = 0;
      while (m.find()) {
        assertThat(Integer.parseInt(m.group(1))).isBetween(1, r.profile().blocks().size());
        sum += Long.parseLong(m.group(2));
      }
      assertThat(sum).isEqualTo(r.profile().intervals().get(i).instructions());
    }
  }

  @Test
  void lcovReadsIt() throws IOException {
    Path file = Files.write(dir.resolve("a.info"), file(Samples.calls(), ReportFormat.LCOV));
    List<String> command =
        List.of("lcov", "--rc", "lcov_branch_coverage=1", "--summary", file.toString());
    assertThat(OtherTools.read("lcov", file, command))
        .contains("(20 of 24 lines)", "(5 of 6 functions)", "(15 of 18 branches)");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThatThrownBy(() -> file(Samples.json(), ReportFormat.FOLDED_CYCLES))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("--core CORE");
    assertThatThrownBy(() -> file(Samples.empty(), ReportFormat.LCOV))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("Compile the program with -g");
    assertThatThrownBy(() -> file(Samples.json(), ReportFormat.CSV))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("these are 10: classes.csv, ");
  }

  /** Lines executed and not are different lines, and their counts are as lcov wants them. */
  @ParameterizedTest
  @MethodSource("recordings")
  void coverageIsConsistent(Recording r) {
    if (r.profile().source().lines().isEmpty()) {
      return;
    }
    int found = 0;
    int hit = 0;
    Pattern data = Pattern.compile("DA:\\d+,(\\d+)");
    for (String line : text(r, ReportFormat.LCOV).lines().toList()) {
      Matcher m = data.matcher(line);
      if (m.matches()) {
        found++;
        hit += m.group(1).equals("0") ? 0 : 1;
      } else if (line.startsWith("LF:")) {
        assertThat(line).isEqualTo("LF:" + found);
      } else if (line.startsWith("LH:")) {
        assertThat(line).isEqualTo("LH:" + hit);
      } else if (line.equals("end_of_record")) {
        found = 0;
        hit = 0;
      } else {
        assertThat(line).matches("TN:|(SF|FN|FNDA|FNF|FNH|BRDA|BRF|BRH):.*");
      }
    }
  }
}
