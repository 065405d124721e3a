package dev.orrery.validation.bench;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.io.OutputFile;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.StatUtils;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the JMH benchmarks. */
@Command(
    name = "steady",
    description = "Measures single parts that are warm, with JMH.",
    mixinStandardHelpOptions = true)
final class SteadyCommand implements Callable<Integer> {
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

  @Override
  public Integer call() throws RunnerException, InterruptedException {
    Path repository = Bench.repository();
    double load = HostMachine.load();
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(only)
                    .param("workload", workloads())
                    .forks(1)
                    .warmupIterations(seconds)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(seconds)
                    .measurementTime(TimeValue.seconds(1))
                    .jvmArgsAppend(
                        "-XX:+UseSerialGC",
                        "-Xss4m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
                    .build())
            .run();
    StringBuilder page = new StringBuilder("# Warm parts\n\n");
    HostMachine.describe(repository, load).forEach(l -> page.append(l).append('\n'));
    page.append(
        "- method: JMH, one fork, %d s of warming up, then %d measurements of 1 s; ± is its 99.9 %% interval\n"
            .formatted(seconds, seconds));
    engines(results, page);
    others(results, page);
    write(repository, ".md", page.toString());
    write(repository, ".csv", csv(results));
    return ExitCode.OK.status();
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
    for (String engine : List.of("interpreter", "oracle")) {
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
    List<RunResult> rows = results.stream().filter(r -> workload(r) == null).toList();
    if (rows.isEmpty()) {
      return;
    }
    page.append("\n## Tables of RV64GC\n\n| what | time | ± | unit |\n| --- | --: | --: | --- |\n");
    for (RunResult r : rows) {
      Result<?> score = r.getPrimaryResult();
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %s |%n",
              method(r),
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
    Path file = Bench.results(repository).resolve(name + extension);
    OutputFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    System.err.println("wrote " + file);
  }
}
