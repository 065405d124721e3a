package dev.orrery.validation.bench;

import dev.orrery.profiler.bench.BenchHost;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.StatUtils;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that runs the JMH benchmarks. */
@Command(
    name = "steady",
    description =
        "Measures single parts of Orrery that are warm, with JMH, and writes what came out to"
            + " validation/results.",
    mixinStandardHelpOptions = true)
public final class SteadyBench implements Callable<Integer> {
  /** What runs on the JIT, which has the JVM compile in another way. */
  private static final String TRANSLATING = "EngineBenchmark.jit|TranslationBenchmark";

  /** All else. */
  private static final String OTHERS = "EngineBenchmark.(interpreter|oracle)|TablesBenchmark";

  @Option(
      names = "--only",
      description = "Regular expression of the benchmarks to run (default: all).")
  private String only = "bench.steady";

  @Option(names = "--seconds", description = "To warm up, and to measure (default: 5).")
  private int seconds = 5;

  @Option(names = "--programs", split = ",", description = "Only these workloads.")
  private List<String> programs = List.of();

  @Option(
      names = "--name",
      description = "Of the files in validation/results (default: ${DEFAULT-VALUE}).")
  private String name = "steady";

  private SteadyBench() {}

  /** Runs the command {@code args} from anywhere inside the repository. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new SteadyBench())
            .setExecutionExceptionHandler(SteadyBench::failed)
            .execute(args));
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult result)
      throws Exception {
    if (e instanceof OrreryException known) {
      command.getErr().println("steady: " + known.getMessage());
      return known.exitCode().status();
    }
    throw e;
  }

  @Override
  public Integer call() throws RunnerException {
    Path repository = repository();
    BenchHost host = BenchHost.now();
    List<RunResult> results = new ArrayList<>();
    results.addAll(run(repository, TRANSLATING, List.of("jvm.options")));
    results.addAll(run(repository, OTHERS, List.of("jvm.options", "jit.options")));
    if (results.isEmpty()) {
      throw new OrreryException(
          ExitCode.USAGE, "--only " + only + ": no benchmark is called so: leave it out");
    }
    StringBuilder page = new StringBuilder("# Warm parts\n\n");
    page.append(facts(host.after()));
    page.append(
        "- method: JMH, one fork, %d s of warming up, then %d measurements of 1 s; ± is its 99.9 %% interval\n"
            .formatted(seconds, seconds));
    engines(results, page);
    others(results, page);
    write(repository, ".md", page.toString());
    write(repository, ".csv", csv(results));
    return ExitCode.OK.status();
  }

  /**
   * Runs benchmarks as the launcher runs what they measure.
   *
   * @param not regular expression of benchmarks to leave out
   * @param options files of options for the JVM
   */
  private Collection<RunResult> run(Path repository, String not, List<String> options)
      throws RunnerException {
    Path folder = repository.resolve("simulator/cli/src/dist");
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(only)
                  .exclude(not)
                  .param("workload", workloads())
                  .forks(1)
                  .warmupIterations(seconds)
                  .warmupTime(TimeValue.seconds(1))
                  .measurementIterations(seconds)
                  .measurementTime(TimeValue.seconds(1))
                  .jvmArgsAppend(
                      options.stream().map(o -> "@" + folder.resolve(o)).toArray(String[]::new))
                  .build())
          .run();
    } catch (NoBenchmarksException e) {
      return List.of();
    }
  }

  /** The top of the repository that the current directory is in. */
  private static Path repository() {
    Path start = Path.of("").toAbsolutePath();
    for (Path p = start; p != null; p = p.getParent()) {
      if (Files.isExecutable(p.resolve("orrery")) && Files.isDirectory(p.resolve("isa-specs"))) {
        return p;
      }
    }
    throw new OrreryException(ExitCode.USAGE, start + " is not inside Orrery's repository");
  }

  /** What figures were taken on: a figure without it says nothing. */
  private static String facts(BenchHost host) {
    return String.format(
        Locale.ROOT,
        "- date: %s%n- processor: %s, %d cores%n- memory: %d GiB%n- system: %s%n- JVM: %s%n"
            + "- load average before: %.1f, after: %.1f%s%n",
        host.started().substring(0, 10),
        host.processor(),
        host.processors(),
        host.memoryBytes() >> 30,
        host.system(),
        host.jvm(),
        host.loadBefore(),
        host.loadAfter(),
        host.busy() ? ": **other work ran beside it**" : "");
  }

  private String[] workloads() {
    return programs.isEmpty()
        ? Workloads.load().programs().stream()
            .filter(w -> w.kind() != Workload.Kind.LIBC) // they end
            .map(Workload::name)
            .toArray(String[]::new)
        : programs.toArray(String[]::new);
  }

  private static List<RunResult> ofEngine(Collection<RunResult> results, String engine) {
    return results.stream().filter(r -> workload(r) != null && method(r).equals(engine)).toList();
  }

  private static String workload(RunResult r) {
    return r.getParams().getParam("workload");
  }

  private static String method(RunResult r) {
    String benchmark = r.getParams().getBenchmark();
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  private static void engines(Collection<RunResult> results, StringBuilder page) {
    for (String engine : List.of("interpreter", "jit", "oracle")) {
      List<RunResult> rows = ofEngine(results, engine);
      if (rows.isEmpty()) {
        continue;
      }
      page.append("\n## ").append(engine).append(", millions of instructions a second\n\n");
      page.append("| program | kind | M/s | ± |\n| --- | --- | --: | --: |\n");
      for (RunResult r : rows) {
        Result<?> score = r.getPrimaryResult();
        page.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f |%n",
                workload(r),
                kind(r).name().toLowerCase(Locale.ROOT),
                score.getScore(),
                score.getScoreError()));
      }
      mean(page, rows, List.of(Workload.Kind.INTEGER));
      mean(page, rows, List.of(Workload.Kind.FP));
      mean(page, rows, List.of(Workload.Kind.INTEGER, Workload.Kind.FP));
    }
  }

  private static Workload.Kind kind(RunResult r) {
    return Workloads.load().find(workload(r)).orElseThrow().kind();
  }

  private static void mean(StringBuilder page, List<RunResult> rows, List<Workload.Kind> kinds) {
    double[] rates =
        rows.stream()
            .filter(r -> kinds.contains(kind(r)))
            .mapToDouble(r -> r.getPrimaryResult().getScore())
            .toArray();
    if (rates.length > 0) {
      List<String> names = new ArrayList<>();
      kinds.forEach(k -> names.add(k.name().toLowerCase(Locale.ROOT)));
      page.append(
          String.format(
              Locale.ROOT,
              "| **geometric mean** | %s | %.1f | |%n",
              String.join(" and ", names),
              StatUtils.geometricMean(rates)));
    }
  }

  private static void others(Collection<RunResult> results, StringBuilder page) {
    section(
        page,
        "From a new engine on",
        results.stream().filter(r -> method(r).startsWith("first")).toList());
    section(page, "Tables of RV64GC", results.stream().filter(r -> workload(r) == null).toList());
  }

  private static void section(StringBuilder page, String title, List<RunResult> rows) {
    if (rows.isEmpty()) {
      return;
    }
    page.append("\n## ").append(title);
    page.append("\n\n| what | program | time | ± | unit |\n| --- | --- | --: | --: | --- |\n");
    for (RunResult r : rows) {
      Result<?> score = r.getPrimaryResult();
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.2f | %.2f | %s |%n",
              method(r),
              workload(r) == null ? "" : workload(r),
              score.getScore(),
              score.getScoreError(),
              score.getScoreUnit()));
    }
  }

  private static String csv(Collection<RunResult> results) {
    StringBuilder csv = new StringBuilder("benchmark,workload,score,error,unit\n");
    for (RunResult r : results) {
      Result<?> score = r.getPrimaryResult();
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%.4f,%.4f,%s%n",
              method(r),
              workload(r) == null ? "" : workload(r),
              score.getScore(),
              score.getScoreError(),
              score.getScoreUnit()));
    }
    return csv.toString();
  }

  private void write(Path repository, String extension, String text) {
    Path file = repository.resolve("validation/results").resolve(name + extension);
    OutputFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    System.err.println("wrote " + file);
  }
}
