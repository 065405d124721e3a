package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.profiler.file.RecordingFile;
import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.Identity;
import dev.orrery.profiler.recording.NamedCount;
import dev.orrery.profiler.recording.Outcome;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.workloads.Build;
import dev.orrery.workloads.Run;
import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles of whole programs: exact, the same on every engine, and what QEMU traces. */
final class ProfilesTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"raytrace", "vm", "calls", "hello"})
  void addUpAndDoNotDependOnTheEngine(String name) throws IOException {
    Profile interpreter = profile(name, "interpreter");
    assertThat(interpreter.identities()).allMatch(Identity::holds);
    assertThat(interpreter.outcome().kind()).isEqualTo(Outcome.Kind.EXITED);
    assertThat(interpreter.callTracking().unmatchedReturns()).isZero();
    build(name)
        .instructions(Size.SMALL)
        .ifPresent(n -> assertThat(interpreter.totals().instructions()).isEqualTo(n));
    long calls = interpreter.systemCalls().stream().mapToLong(NamedCount::count).sum();
    assertThat(calls).isEqualTo(interpreter.totals().completedByMachine()).isPositive();

    Profile again = profile(name, "interpreter");
    assertThat(RecordingFile.fingerprint(again)).isEqualTo(RecordingFile.fingerprint(interpreter));
    assertThat(ofAnyEngine(profile(name, "oracle"))).isEqualTo(ofAnyEngine(interpreter));
  }

  @ParameterizedTest
  @ValueSource(strings = {"raytrace", "vm"})
  void countEveryInstructionAsOftenAsQemu(String name) throws Exception {
    Map<Long, Long> ours = new TreeMap<>();
    for (BlockProfile block : profile(name, "interpreter").blocks()) {
      for (BlockProfile.Instruction i : block.code()) {
        ours.merge(i.address(), i.count(), Long::sum);
      }
    }
    assertThat(ours).isEqualTo(traced(name));
  }

  private Profile profile(String name, String engine) throws IOException {
    Path program = Workloads.extract(build(name), directory);
    Path report = directory.resolve("report");
    List<String> words =
        new ArrayList<>(
            List.of("profile", "--engine", engine, "-o", report.toString(), program.toString()));
    Run run = run(name);
    run.environment().forEach((k, v) -> words.addAll(1, List.of("--env", k + "=" + v)));
    words.add("--");
    words.addAll(run.argumentsIn(directory));
    CommandResult result = CommandResult.of(Workloads.stdin(run), words);
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo(run.stdout());
    assertThat(report.resolve("report.html")).isNotEmptyFile();
    return RecordingFile.read(report.resolve("recording.orr")).profile();
  }

  /** The profile without what names the engine. */
  private static Profile ofAnyEngine(Profile p) {
    return new Profile(
        new dev.orrery.profiler.recording.RunInfo("", "", 0, "", List.of(), "", List.of()),
        p.outcome(),
        p.totals(),
        p.classes(),
        p.rows(),
        p.systemCalls(),
        p.functions(),
        p.blocks(),
        p.edges(),
        p.branches(),
        p.calls(),
        p.callTree(),
        p.callTracking(),
        p.memory(),
        p.coverage());
  }

  /** How often QEMU executed the instruction at each address. */
  private Map<Long, Long> traced(String name) throws Exception {
    Path program = Workloads.extract(build(name), directory);
    List<String> words =
        new ArrayList<>(
            List.of("qemu-riscv64", "-singlestep", "-d", "nochain,exec", "-D", "/dev/stderr"));
    words.add(program.toString());
    words.addAll(run(name).argumentsIn(directory));
    Process qemu;
    try {
      qemu = new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      return Assumptions.abort("qemu-riscv64 is not installed: apt install qemu-user");
    }
    Map<Long, Long> counts = new TreeMap<>();
    try (BufferedReader trace = qemu.errorReader(StandardCharsets.UTF_8)) {
      for (String line = trace.readLine(); line != null; line = trace.readLine()) {
        if (line.startsWith("Trace")) {
          counts.merge(Long.parseUnsignedLong(line.split("/")[1], 16), 1L, Long::sum);
        }
      }
    }
    assertThat(qemu.waitFor()).isZero();
    return counts;
  }

  private static Workload workload(String name) {
    return Workloads.load().find(name).orElseThrow();
  }

  private static Build build(String name) {
    return workload(name).build(Workload.RV64GC).orElseThrow();
  }

  private static Run run(String name) {
    return workload(name).run(Size.SMALL).orElseThrow();
  }
}
