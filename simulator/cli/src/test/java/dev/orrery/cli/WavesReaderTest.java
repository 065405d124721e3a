package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GTKWave's tools read the waves of a pipeline, and see in them what we wrote. */
final class WavesReaderTest {
  private static final Path PUBLISHED = Path.of("src/test/resources/pipeline");
  private static final Path READER = Path.of("/usr/bin/vcd2fst");
  private static final Path BACK = Path.of("/usr/bin/fst2vcd");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"inorder5", "ibex-maxperf", "picorv32"})
  void wavesAreTheSameAfterReading(String core) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(READER) && Files.isExecutable(BACK),
        "vcd2fst of gtkwave, which .ci/run installs, is not there");
    Path ours = PUBLISHED.resolve(core + ".vcd");
    Path read = directory.resolve("a.fst");
    Path again = directory.resolve("a.vcd");
    run(READER.toString(), ours.toString(), read.toString());
    run(BACK.toString(), "-f", read.toString(), "-o", again.toString());
    assertThat(waves(again)).isNotEmpty().isEqualTo(waves(ours));
  }

  private void run(String... command) throws IOException, InterruptedException {
    Path said = directory.resolve("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
  }

  /** Values of the signals of a dump by their name and time; those that are kept are left out. */
  private static Map<String, TreeMap<Long, String>> waves(Path dump) throws IOException {
    Map<String, String> names = new HashMap<>();
    Map<String, TreeMap<Long, String>> waves = new HashMap<>();
    long time = -1;
    for (String line : Files.readAllLines(dump)) {
      String[] words = line.split(" ");
      if (words[0].equals("$var")) {
        names.put(words[3], words[4]);
        waves.put(words[4], new TreeMap<>());
      } else if (line.startsWith("#")) {
        time = Long.parseLong(line.substring(1));
      } else if (time >= 0 && !line.startsWith("$")) {
        String id = words.length == 2 ? words[1] : line.substring(1);
        String value = words.length == 2 ? shortened(words[0].substring(1)) : line.substring(0, 1);
        String name = Objects.requireNonNull(names.get(id), line);
        TreeMap<Long, String> wave = Objects.requireNonNull(waves.get(name), line);
        if (wave.isEmpty() || !wave.lastEntry().getValue().equals(value)) {
          wave.put(time, value);
        }
      }
    }
    return waves;
  }

  /** Digits on the left are left out as far as the format allows, which readers need not do. */
  private static String shortened(String digits) {
    return digits.replaceFirst("^0+(?=[01])", "").replaceFirst("^x+(?=x)", "");
  }
}
