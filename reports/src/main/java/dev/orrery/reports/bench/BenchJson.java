package dev.orrery.reports.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.profiler.bench.BenchHost;
import dev.orrery.profiler.bench.Benchmark;
import dev.orrery.profiler.bench.Benchmark.Program;
import dev.orrery.profiler.bench.Benchmark.Sample;
import dev.orrery.profiler.bench.Clock;
import dev.orrery.profiler.bench.Estimate;
import dev.orrery.profiler.bench.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A benchmark as JSON: every run, and what all say together. Times are seconds, rates instructions
 * per second, speeds multiples of the reference's; an interval that is not known is null.
 */
public final class BenchJson {
  private static final int VERSION = 1;

  private final Summary summary;

  private BenchJson(Summary summary) {
    this.summary = summary;
  }

  /** The text, which ends with a line break. */
  public static String of(Summary summary) {
    try {
      return new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(new BenchJson(summary).all())
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, @Nullable Object> all() {
    Benchmark b = summary.benchmark();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("format", "orrery-bench");
    all.put("version", VERSION);
    all.put("subject", b.subject());
    all.put("command", b.command());
    all.put("host", host(b.host()));
    all.put("rounds", b.rounds());
    all.put("interrupted", b.interrupted());
    all.put("reference", summary.reference());
    all.put("engines", b.engines().stream().map(BenchJson::engine).toList());
    all.put("programs", b.programs().stream().map(this::program).toList());
    all.put("means", means());
    all.put("problems", b.problems().stream().map(BenchJson::problem).toList());
    all.put("runs", b.samples().stream().map(BenchJson::run).toList());
    return all;
  }

  /** A host, as all files about times describe it. */
  public static Map<String, @Nullable Object> host(BenchHost h) {
    Map<String, @Nullable Object> host = new LinkedHashMap<>();
    host.put("started", h.started());
    host.put("processor", h.processor());
    host.put("processors", h.processors());
    host.put("memoryBytes", h.memoryBytes());
    host.put("system", h.system());
    host.put("jvm", h.jvm());
    host.put("loadBefore", h.loadBefore() < 0 ? null : h.loadBefore());
    host.put("loadAfter", h.loadAfter() < 0 ? null : h.loadAfter());
    return host;
  }

  private static Map<String, @Nullable Object> engine(Benchmark.Engine e) {
    Map<String, @Nullable Object> engine = new LinkedHashMap<>();
    engine.put("name", e.name());
    engine.put("version", e.version());
    engine.put("skipped", e.skipped());
    engine.put("note", e.note());
    return engine;
  }

  private Map<String, @Nullable Object> program(Program p) {
    Map<String, @Nullable Object> program = new LinkedHashMap<>();
    program.put("name", p.name());
    program.put("kind", p.kind());
    program.put("instructions", p.instructions() == 0 ? null : p.instructions());
    Map<String, @Nullable Object> engines = new LinkedHashMap<>();
    for (String engine : summary.engines()) {
      if (summary.has(p, engine)) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        for (Clock clock : Clock.values()) {
          figures.put(name(clock) + "Seconds", estimate(summary.seconds(p, engine, clock)));
          figures.put(name(clock) + "Speed", estimate(summary.speed(p, engine, clock)));
        }
        long peak = summary.peakBytes(p, engine);
        figures.put("peakBytes", peak == 0 ? null : peak);
        engines.put(engine, figures);
      }
    }
    program.put("engines", engines);
    return program;
  }

  private List<Map<String, @Nullable Object>> means() {
    List<Map<String, @Nullable Object>> means = new ArrayList<>();
    summary
        .groups()
        .forEach(
            (kind, programs) -> {
              for (String engine : summary.engines()) {
                Map<String, @Nullable Object> mean = new LinkedHashMap<>();
                mean.put("kind", kind);
                mean.put("engine", engine);
                mean.put("programs", summary.ranByBoth(programs, engine).size());
                for (Clock clock : Clock.values()) {
                  mean.put(
                      name(clock) + "InstructionsPerSecond",
                      estimate(summary.meanRate(programs, engine, clock)));
                  mean.put(
                      name(clock) + "Speed", estimate(summary.meanSpeed(programs, engine, clock)));
                }
                means.add(mean);
              }
            });
    return means;
  }

  private static String name(Clock clock) {
    return clock.name().toLowerCase(Locale.ROOT);
  }

  /** A figure with its interval; null for null. */
  public static @Nullable Map<String, @Nullable Object> estimate(@Nullable Estimate e) {
    if (e == null) {
      return null;
    }
    Map<String, @Nullable Object> estimate = new LinkedHashMap<>();
    estimate.put("value", e.value());
    estimate.put("low", e.hasInterval() ? e.low() : null);
    estimate.put("high", e.hasInterval() ? e.high() : null);
    return estimate;
  }

  private static Map<String, @Nullable Object> problem(Benchmark.Problem p) {
    Map<String, @Nullable Object> problem = new LinkedHashMap<>();
    problem.put("kind", p.kind().name().toLowerCase(Locale.ROOT));
    problem.put("program", p.program());
    problem.put("engine", p.engine());
    problem.put("round", p.round());
    problem.put("message", p.message());
    return problem;
  }

  private static Map<String, @Nullable Object> run(Sample s) {
    Map<String, @Nullable Object> run = new LinkedHashMap<>();
    run.put("round", s.round());
    run.put("program", s.program());
    run.put("engine", s.engine());
    run.put("wallSeconds", s.wallNanos() / 1e9);
    run.put("cpuSeconds", s.cpuNanos() / 1e9);
    run.put("peakBytes", s.peakBytes() == 0 ? null : s.peakBytes());
    return run;
  }
}
