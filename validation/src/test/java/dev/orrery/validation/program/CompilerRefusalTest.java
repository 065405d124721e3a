package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orrery.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JVMs whose compiler takes no region of the JIT: the guest is interpreted, and its user told. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CompilerRefusalTest {
  private static final Path DIST = Path.of("..", "simulator", "cli", "src", "dist");
  private static final Pattern COUNT = Pattern.compile("(?m)^orrery: ([0-9,]+) instructions in ");
  private static final String TOLD =
      "orrery: HotSpot did not compile some regions of the JIT, which were interpreted: ";

  @TempDir private static Path directory;
  private static Ended expected;

  /** What a run printed. */
  private record Ended(String out, String err) {
    String count() {
      Matcher m = COUNT.matcher(err);
      assertThat(m.find()).as(err).isTrue();
      return m.group(1);
    }
  }

  private static Ended run(String engine, String... flags)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + DIST.resolve("jvm.options"));
    command.add("@" + DIST.resolve("jit.options"));
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("run", "--engine", engine, "workload:json", "--", "30"));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int status = process.waitFor();
    Ended ended = new Ended(Files.readString(out), Files.readString(err));
    assumeTrue(!ended.err.contains("Could not create the Java Virtual Machine"), ended.err);
    assertThat(status).as(ended.err).isZero();
    return ended;
  }

  @BeforeAll
  static void interpret() throws IOException, InterruptedException {
    expected = run("interpreter");
    assertThat(expected.err).doesNotContain(TOLD);
  }

  private static void check(Ended ended) {
    assertThat(ended.out).isEqualTo(expected.out);
    assertThat(ended.count()).isEqualTo(expected.count());
  }

  @Test
  void regionsThatMayNotBeCompiledAreInterpreted() throws IOException, InterruptedException {
    Ended ended = run("jit", "-XX:CompileCommand=exclude,*Region_*::call");
    check(ended);
    assertThat(ended.err).contains(TOLD);
  }

  @Test
  void aFullCodeCacheLosesNothing() throws IOException, InterruptedException {
    Ended ended =
        run(
            "jit",
            "-XX:+SegmentedCodeCache",
            "-XX:NonNMethodCodeHeapSize=3m",
            "-XX:ProfiledCodeHeapSize=896k",
            "-XX:NonProfiledCodeHeapSize=128k",
            "-XX:ReservedCodeCacheSize=4096k",
            // Else the program could end before the compiler comes to the regions.
            "-XX:-BackgroundCompilation");
    check(ended);
    assertThat(ended.err).contains(TOLD);
  }
}
