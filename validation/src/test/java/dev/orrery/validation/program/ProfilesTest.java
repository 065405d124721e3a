package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.workloads.Build;
import dev.orrery.workloads.Run;
import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Blocks, edges, calls, instructions and memory of every bundled program are counted alike by the
 * engines: all of a profile but the engine's name.
 */
final class ProfilesTest {
  /** The oracle walks trees, and counts on the way. */
  private static final long MOST_INSTRUCTIONS = 1_300_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> enginesCountAlike() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Workload workload : Workloads.load().programs()) {
      Run run = workload.run(Size.SMALL).orElseThrow();
      for (Build build : workload.builds()) {
        // Whatever threads do depends on where their turns end: that is the same everywhere, too.
        boolean threads = workload.name().equals("threads");
        if (threads || build.instructions(Size.SMALL).orElse(Long.MAX_VALUE) <= MOST_INSTRUCTIONS) {
          tests.add(dynamicTest(build.file(), () -> compare(build, run)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(9);
    return tests.stream();
  }

  private void compare(Build build, Run run) throws IOException {
    JsonNode expected = profile(build, run, "oracle");
    assertThat(profile(build, run, "interpreter")).isEqualTo(expected);
    // Regions of all that runs a few times, so that they are most of even a short program.
    assertThat(profile(build, run, "jit", "--jit-hot", "3k")).isEqualTo(expected);
  }

  /** Programs that run for as long as the JIT usually waits, and then as long again. */
  @ParameterizedTest
  @CsvSource({"json, 22", "vm, 32", "raytrace, 70"})
  void theJitCountsAsTheInterpreterDoes(String program, String argument) throws IOException {
    Workload workload = Workloads.load().find(program).orElseThrow();
    Build build = workload.builds().getFirst();
    Run run = new Run(List.of(argument), null, Map.of(), "", 0);
    JsonNode expected = profile(build, run, "interpreter");
    assertThat(expected.at("/totals/instructions").asLong()).isGreaterThan(30_000_000);
    assertThat(profile(build, run, "jit")).isEqualTo(expected);
  }

  private JsonNode profile(Build build, Run run, String engine, String... options)
      throws IOException {
    // The guest sees the names of its files: both runs get the same.
    Path work = Files.createDirectory(directory.resolve("work"));
    Path out = directory.resolve(engine);
    List<String> words = new ArrayList<>(List.of("profile", "-q", "--engine", engine));
    words.addAll(List.of("--allow-write", work.toString(), "-o", out.toString()));
    words.addAll(List.of(options));
    run.environment().forEach((k, v) -> words.addAll(List.of("--env", k + "=" + v)));
    words.add(Workloads.extract(build, work).toString());
    words.add("--");
    words.addAll(run.argumentsIn(work));
    CommandResult result = CommandResult.of(Workloads.stdin(run), words);
    assertThat(result.status()).as(result.err()).isEqualTo(run.exitCode());
    ObjectNode profile =
        (ObjectNode) JSON.readTree(out.resolve("profile.json").toFile()).get("profile");
    profile.remove("run");
    remove(work);
    return profile;
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
