package dev.orrery.reports.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.profiler.bench.Benchmark;
import dev.orrery.profiler.bench.Benchmark.Sample;
import dev.orrery.profiler.compare.Contender;
import dev.orrery.profiler.compare.Contrast;
import dev.orrery.profiler.compare.EngineComparison;
import dev.orrery.reports.bench.BenchJson;
import dev.orrery.reports.text.Verdicts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of engines as JSON: every run, and what all say together. Times are seconds,
 * latencies nanoseconds; what is not known is null.
 */
final class CompareJson {
  private static final int VERSION = 1;

  private final EngineComparison c;

  private CompareJson(EngineComparison c) {
    this.c = c;
  }

  /** The text, which ends with a line break. */
  static String of(EngineComparison c) {
    try {
      return new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(new CompareJson(c).all())
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, @Nullable Object> all() {
    Benchmark b = c.benchmark();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("format", "orrery-compare");
    all.put("version", VERSION);
    all.put("subject", b.subject());
    all.put("command", b.command());
    all.put("host", BenchJson.host(b.host()));
    all.put("facts", c.facts());
    all.put("rounds", b.rounds());
    all.put("seed", c.seed());
    all.put("interrupted", b.interrupted());
    all.put("instructions", c.instructions() == 0 ? null : c.instructions());
    all.put("reference", c.reference());
    all.put("engines", c.contenders().stream().map(this::engine).toList());
    all.put("contrasts", contrasts(c.contrasts()));
    Map<String, Object> phases = new LinkedHashMap<>();
    c.phases().forEach(p -> phases.put(p, contrasts(c.contrasts(p))));
    all.put("phaseContrasts", phases);
    all.put("verdicts", Verdicts.of(c));
    all.put("runs", b.samples().stream().map(this::run).toList());
    return all;
  }

  private Map<String, @Nullable Object> engine(Contender contender) {
    String name = contender.name();
    Map<String, @Nullable Object> engine = new LinkedHashMap<>();
    engine.put("name", name);
    engine.put("kind", contender.kind().name().toLowerCase(Locale.ROOT));
    engine.put("version", contender.facts().version());
    engine.put("command", contender.command());
    engine.put("skipped", contender.facts().skipped());
    Benchmark.Problem problem = c.problem(name);
    engine.put("problem", problem == null ? null : problem.message());
    boolean ran = !c.samples(name).isEmpty();
    engine.put("sameResult", ran ? Boolean.TRUE : problem == null ? null : Boolean.FALSE);
    if (ran) {
      engine.put("wallSeconds", BenchJson.estimate(c.seconds(name)));
      engine.put("cpuSeconds", BenchJson.estimate(c.cpuSeconds(name)));
      engine.put("releasedSeconds", BenchJson.estimate(c.released(name)));
      engine.put("firstOutputSeconds", BenchJson.estimate(c.firstOutput(name)));
      engine.put("instructionsPerSecond", BenchJson.estimate(c.rate(name)));
      engine.put("peakBytes", c.peakBytes(name) == 0 ? null : c.peakBytes(name));
      engine.put("phases", phases(name));
      engine.put("events", events(name));
    }
    return engine;
  }

  private Map<String, @Nullable Object> phases(String engine) {
    Map<String, @Nullable Object> phases = new LinkedHashMap<>();
    for (String phase : c.phases()) {
      Map<String, @Nullable Object> figures = new LinkedHashMap<>();
      figures.put("seconds", BenchJson.estimate(c.phase(engine, phase)));
      figures.put("left", c.left(engine, phase));
      phases.put(phase, figures);
    }
    return phases;
  }

  private List<Map<String, @Nullable Object>> events(String engine) {
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    for (String kind : c.eventKinds()) {
      if (c.events(engine, kind) > 0) {
        Histogram h = c.latencies(engine, kind);
        boolean timed = h.getTotalCount() > 0;
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("kind", kind);
        event.put("count", c.events(engine, kind));
        event.put("p50", timed ? h.getValueAtPercentile(50) : null);
        event.put("p90", timed ? h.getValueAtPercentile(90) : null);
        event.put("p99", timed ? h.getValueAtPercentile(99) : null);
        event.put("p999", timed ? h.getValueAtPercentile(99.9) : null);
        event.put("max", timed ? h.getMaxValue() : null);
        events.add(event);
      }
    }
    return events;
  }

  private static List<Map<String, @Nullable Object>> contrasts(List<Contrast> contrasts) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (Contrast x : contrasts) {
      Map<String, @Nullable Object> contrast = new LinkedHashMap<>();
      contrast.put("engine", x.engine());
      contrast.put("reference", x.other());
      contrast.put("timesAsFast", BenchJson.estimate(x.ratio()));
      contrast.put("p", x.p());
      contrast.put("cliffsDelta", x.effect());
      contrast.put("real", x.isReal());
      all.add(contrast);
    }
    return all;
  }

  private Map<String, @Nullable Object> run(Sample s) {
    Map<String, @Nullable Object> run = new LinkedHashMap<>();
    run.put("round", s.round());
    run.put("engine", s.engine());
    run.put("wallSeconds", s.wallNanos() / 1e9);
    run.put("cpuSeconds", s.cpuNanos() / 1e9);
    run.put("releasedSeconds", seconds(s.timeline().releasedNanos()));
    run.put("firstOutputSeconds", seconds(s.timeline().firstOutputNanos()));
    run.put("peakBytes", s.peakBytes() == 0 ? null : s.peakBytes());
    Map<String, @Nullable Object> phases = new LinkedHashMap<>();
    c.phases().forEach(p -> phases.put(p, seconds(c.phaseNanos(s, p))));
    run.put("phaseSeconds", phases);
    return run;
  }

  private static @Nullable Double seconds(double nanos) {
    return nanos < 0 ? null : nanos / 1e9;
  }
}
