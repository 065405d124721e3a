package dev.orrery.validation.bench;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.workloads.Build;
import dev.orrery.workloads.Run;
import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Times processes from start to end. In each round every contestant runs every workload, one after
 * the other, workload by workload: the times that are compared are taken within seconds of each
 * other.
 */
final class WholeProcesses {
  private final Contestant.Places places;
  private final Consumer<String> progress;

  /** Measures at {@code places}, telling {@code progress} what it does, a line at a time. */
  WholeProcesses(Contestant.Places places, Consumer<String> progress) {
    this.places = places;
    this.progress = progress;
  }

  /**
   * Runs all.
   *
   * @throws OrreryException if a program's output is not what the manifest says: such a time would
   *     mean nothing
   */
  List<Measurement> measure(
      List<Workload> workloads, Size size, List<Contestant> contestants, int rounds)
      throws IOException, InterruptedException {
    List<Measurement> all = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (Workload workload : workloads) {
        for (Contestant contestant : contestants) {
          Build build = workload.build(Workload.RV64GC).orElseThrow();
          Run run = workload.run(size).orElseThrow();
          List<String> command = contestant.command(workload, build, run, places);
          if (command != null) {
            long cpu = ChildTime.nanos();
            long start = System.nanoTime();
            execute(command, run);
            long wall = System.nanoTime() - start;
            cpu = ChildTime.nanos() - cpu;
            all.add(new Measurement(round, workload, size, contestant, wall, cpu));
            progress.accept(
                "round %d/%d %s %s: %.2f s, %.2f s CPU"
                    .formatted(
                        round, rounds, workload.name(), contestant.label(), wall / 1e9, cpu / 1e9));
          }
        }
      }
    }
    return all;
  }

  private void execute(List<String> command, Run run) throws IOException, InterruptedException {
    Path errors = places.work().resolve("stderr");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(run.environment());
    builder.redirectError(errors.toFile());
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(Workloads.stdin(run));
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != run.exitCode() || !out.equals(run.stdout())) {
      throw new OrreryException(
          ExitCode.CHECK_FAILED,
          "%s ended with status %d and printed%n%s%s"
              .formatted(String.join(" ", command), status, out, Files.readString(errors)));
    }
  }
}
