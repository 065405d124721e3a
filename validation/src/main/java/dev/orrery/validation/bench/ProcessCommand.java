package dev.orrery.validation.bench;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times whole processes. */
@Command(
    name = "processes",
    description = {
      "Times whole processes: every workload on every contestant, in turns.",
      "Medium runs compare the interpreter with QEMU and native code; small ones, where start-up "
          + "dominates, with the oracle too; large ones the JIT."
    },
    mixinStandardHelpOptions = true)
final class ProcessCommand implements Callable<Integer> {
  /** By size, who runs it; the first is compared with each of the others. */
  private static final Map<Size, List<Contestant>> CONTESTANTS =
      Map.of(
          Size.SMALL, List.of(Contestant.INTERPRETER, Contestant.ORACLE, Contestant.QEMU),
          Size.MEDIUM, List.of(Contestant.INTERPRETER, Contestant.QEMU, Contestant.NATIVE),
          Size.LARGE, List.of(Contestant.JIT, Contestant.QEMU, Contestant.NATIVE));

  @Option(names = "--rounds", description = "How often each is run (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--sizes",
      split = ",",
      description = "Sizes of the workloads (default: ${DEFAULT-VALUE}).")
  private List<Size> sizes = List.of(Size.MEDIUM, Size.SMALL);

  @Option(names = "--programs", split = ",", description = "Only these workloads.")
  private List<String> programs = List.of();

  @Option(
      names = "--name",
      description = "Of the files in validation/results (default: ${DEFAULT-VALUE}).")
  private String name = "processes";

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path repository = Bench.repository();
    Path scratch = Files.createTempDirectory("orrery-bench");
    try {
      Contestant.Places places =
          new Contestant.Places(
              repository,
              Files.createDirectory(scratch.resolve("guests")),
              Files.createDirectory(scratch.resolve("natives")),
              Files.createDirectory(scratch.resolve("work")));
      measure(places);
    } finally {
      deleteTree(scratch);
    }
    return ExitCode.OK.status();
  }

  private void measure(Contestant.Places places) throws IOException, InterruptedException {
    List<Workload> chosen = chosen();
    for (Workload w : chosen) {
      Workloads.extract(w.build(Workload.RV64GC).orElseThrow(), places.guests());
    }
    buildNative(places);
    double load = HostMachine.load();
    WholeProcesses processes = new WholeProcesses(places, System.err::println);
    List<Measurement> all = new ArrayList<>();
    StringBuilder page = new StringBuilder("# Whole processes\n\n");
    StringBuilder sections = new StringBuilder();
    for (Size size : sizes) {
      List<Workload> ofSize = chosen.stream().filter(w -> w.run(size).isPresent()).toList();
      List<Contestant> contestants = CONTESTANTS.getOrDefault(size, List.of());
      List<Measurement> measured = processes.measure(ofSize, size, contestants, rounds);
      all.addAll(measured);
      String title = "Size " + size.name().toLowerCase(Locale.ROOT);
      sections.append('\n').append(ProcessReport.section(title, new Summary(measured)));
    }
    HostMachine.describe(places.repository(), load).forEach(l -> page.append(l).append('\n'));
    page.append(sections);
    write(places.repository(), ".md", page.toString());
    write(places.repository(), ".csv", ProcessReport.csv(all));
  }

  private void write(Path repository, String extension, String text) {
    Path file = Bench.results(repository).resolve(name + extension);
    OutputFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    System.err.println("wrote " + file);
  }

  private List<Workload> chosen() {
    List<Workload> all = Workloads.load().programs();
    for (String p : programs) {
      if (all.stream().noneMatch(w -> w.name().equals(p))) {
        throw new OrreryException(ExitCode.USAGE, "--programs: there is no workload " + p);
      }
    }
    return all.stream().filter(w -> programs.isEmpty() || programs.contains(w.name())).toList();
  }

  /** Where this fails, native code is left out of the comparison. */
  private static void buildNative(Contestant.Places places)
      throws IOException, InterruptedException {
    Path script = places.repository().resolve("workloads").resolve("build.sh");
    Process build =
        new ProcessBuilder(script.toString(), "--native", places.natives().toString())
            .inheritIO()
            .start();
    if (build.waitFor() != 0) {
      System.err.println("bench: without native programs, which could not be built here");
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path p : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
