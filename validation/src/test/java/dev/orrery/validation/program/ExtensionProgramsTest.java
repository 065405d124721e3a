package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.workloads.Run;
import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bundled programs compiled for more extensions print what they print without, on the set that is
 * found for them and on the one that is named; on one that lacks the extensions they fail.
 */
final class ExtensionProgramsTest {
  private static final Path GUEST = Path.of("..", "workloads", "src", "guest").toAbsolutePath();
  private static final String ARCH = "rv64gc_zba_zbb_zbs";
  private static final int GUEST_FAULT = 4;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"sha256", "crc32", "queens", "lz"})
  void printTheSame(String name) throws IOException {
    String program = compiled(name);
    Run run = Workloads.load().find(name).orElseThrow().run(Size.SMALL).orElseThrow();
    for (List<String> choice :
        List.of(List.<String>of(), List.of("--isa", ARCH), List.of("--isa", "rv64max"))) {
      CommandResult result = run(run, program, choice);
      assertThat(result.out()).as(result.err()).isEqualTo(run.stdout());
      assertThat(result.status()).isEqualTo(run.exitCode());
      assertThat(result.err()).contains(choice.isEmpty() ? "rva22u64" : choice.getLast());
    }
    CommandResult without = run(run, program, List.of("--isa", "rv64gc"));
    assertThat(without.err()).containsIgnoringCase("illegal instruction");
    assertThat(without.status()).isEqualTo(GUEST_FAULT);
  }

  private CommandResult run(Run run, String program, List<String> choice) throws IOException {
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(choice);
    words.add(program);
    words.add("--");
    words.addAll(run.argumentsIn(directory));
    return CommandResult.of(Workloads.stdin(run), words);
  }

  /** Compiles a program, with the flags of the bundled ones that decide what it prints. */
  private String compiled(String name) throws IOException {
    HostTool compiler = HostTool.find("riscv64-linux-gnu-gcc", "gcc-riscv64-linux-gnu");
    List<String> words =
        new ArrayList<>(
            List.of(
                "-std=gnu17",
                "-O2",
                "-march=" + ARCH,
                "-mabi=lp64d",
                "-ffreestanding",
                "-fbuiltin",
                "-fno-math-errno",
                "-fno-stack-protector",
                "-ffp-contract=off",
                "-fno-tree-loop-distribute-patterns",
                "-fno-pie",
                "-no-pie",
                "-static",
                "-nostdlib",
                "-nostartfiles",
                "-I" + GUEST.resolve("runtime"),
                "-o",
                name,
                GUEST.resolve("runtime/riscv.S").toString()));
    try (Stream<Path> sources = Files.list(GUEST.resolve("runtime"))) {
      sources.map(Path::toString).filter(p -> p.endsWith(".c")).sorted().forEach(words::add);
    }
    words.add(GUEST.resolve("programs/" + name + ".c").toString());
    words.add("-lgcc");
    compiler.run(directory, words);
    return directory.resolve(name).toString();
  }
}
