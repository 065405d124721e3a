package dev.orrery.profiler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.profiler.bench.Timeline.Latency;
import dev.orrery.profiler.bench.Timeline.Left;
import dev.orrery.profiler.bench.Timeline.Mark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a program tells of itself, and what of its output is left. */
class OutputWatchTest {
  private record Watched(Timeline timeline, String output) {}

  /** Reads a text that arrives in pieces. */
  private static Watched watch(String text, int piece) throws IOException, InterruptedException {
    InputStream pieces =
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public int read(byte[] bytes) {
            return read(bytes, 0, Math.min(bytes.length, piece));
          }
        };
    Path file = Files.createTempFile("watch", "");
    try {
      Timeline t = new OutputWatch(pieces, file, System.nanoTime()).finish(60_000, -1);
      return new Watched(t, Files.readString(file));
    } finally {
      Files.delete(file);
    }
  }

  private static List<String> names(Timeline t) {
    return t.marks().stream().map(Mark::name).toList();
  }

  @Test
  void linesThatTellOfPhasesAreNotedAndNotPartOfTheResult() throws Exception {
    Watched w =
        watch(
            """
            hello
            #phase integer 100
            sum 5
            #latency call 10:3 20:1
            #phase memory 400
            #skip ports no device here
            #end 900
            #not ours
            # phase
            bye""",
            7);
    assertThat(w.output()).isEqualTo("hello\nsum 5\n#not ours\n# phase\nbye");
    assertThat(names(w.timeline())).containsExactly("integer", "memory", "");
    assertThat(w.timeline().marks()).extracting(Mark::ticks).containsExactly(100L, 400L, 900L);
    assertThat(w.timeline().latencies())
        .containsExactly(new Latency("call", List.of(10L, 20L), List.of(3L, 1L)));
    assertThat(w.timeline().left()).containsExactly(new Left("ports", "no device here"));
    assertThat(w.timeline().firstOutputNanos()).isNotNegative();
  }

  @Test
  void nonsenseIsKeptAsOutputOrHasNoEffect() throws Exception {
    assertThat(watch("#phase\n#skip a\n#latency\n", 3).output())
        .isEqualTo("#phase\n#skip a\n#latency\n");
    assertThat(watch("#phase", 100).output()).isEqualTo("#phase");
    Watched w = watch("#latency k x:1 3:y 4 -1:2 5:-5 7:2 99999999999999999999:1\n", 100);
    assertThat(w.timeline().latencies())
        .containsExactly(new Latency("k", List.of(7L), List.of(2L)));
    String longest = "#phase " + "x".repeat(200_000) + "\n";
    assertThat(watch(longest, 1 << 16).output()).isEqualTo(longest);
    Watched many = watch("#phase a\n".repeat(5000), 1 << 16);
    assertThat(many.timeline().marks()).hasSize(1000);
    assertThat(many.output()).isEmpty();
  }

  @Property(tries = 200)
  void piecesDoNotMatter(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 40) int piece)
      throws Exception {
    Watched whole = watch(text, 1 << 16);
    Watched parts = watch(text, piece);
    assertThat(parts.output()).isEqualTo(whole.output());
    assertThat(names(parts.timeline())).isEqualTo(names(whole.timeline()));
    assertThat(parts.timeline().latencies()).isEqualTo(whole.timeline().latencies());
    StringBuilder rest = new StringBuilder();
    for (String line : text.split("(?<=\n)")) {
      boolean told = line.endsWith("\n") && line.matches("#(phase \\S+|end)( \\S+)*\n");
      rest.append(told ? "" : line);
    }
    assertThat(whole.output()).isEqualTo(rest.toString());
  }

  @Provide
  static Arbitrary<String> texts() {
    return Arbitraries.of("#phase a\n", "#phase b 12\n", "#end\n", "#", "x", "\n", "#e", "é", " ")
        .list()
        .ofMaxSize(30)
        .map(l -> String.join("", l));
  }

  @Test
  void phasesLastUntilTheNextOneAndAddUp() {
    Timeline t =
        new Timeline(
            -1,
            5,
            List.of(
                new Mark("a", 10, 1000),
                new Mark("b", 30, -1),
                new Mark("a", 60, 1500),
                new Mark("", 70, 1600),
                new Mark("c", 80, -1)),
            List.of(),
            List.of(),
            100);
    assertThat(t.phaseNanos("a")).isEqualTo(30);
    assertThat(t.phaseNanos("b")).isEqualTo(30);
    assertThat(t.phaseNanos("c")).isEqualTo(20);
    assertThat(t.phaseNanos("d")).isNegative();
    assertThat(t.nanosPerTick()).isEqualTo(0.1, within(1e-12));
    assertThat(Timeline.NONE.nanosPerTick()).isZero();
  }
}
