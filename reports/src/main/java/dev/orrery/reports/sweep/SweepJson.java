package dev.orrery.reports.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.profiler.sweep.Point;
import dev.orrery.profiler.sweep.Setup;
import dev.orrery.profiler.sweep.Sweep;
import dev.orrery.profiler.sweep.SweepProgram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A sweep as JSON: every point, and what they say together. */
public final class SweepJson {
  private static final int VERSION = 1;

  private final Sweep sweep;

  private SweepJson(Sweep sweep) {
    this.sweep = sweep;
  }

  /** The text, which ends with a line break. */
  public static String of(Sweep sweep) {
    try {
      return new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(new SweepJson(sweep).all())
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, @Nullable Object> all() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("format", "orrery-sweep");
    all.put("version", VERSION);
    all.put("title", sweep.plan().title());
    all.put("interrupted", sweep.interrupted());
    all.put("programs", sweep.plan().programs().stream().map(SweepProgram::name).toList());
    all.put("cores", sweep.plan().cores());
    Map<String, List<Long>> axes = new LinkedHashMap<>();
    sweep.plan().axes().forEach(a -> axes.put(a.parameter(), a.values()));
    all.put("parameters", axes);
    all.put("best", sweep.best().map(this::setup).orElse(null));
    all.put("front", sweep.front().stream().map(this::setup).toList());
    all.put("combinations", sweep.setups().stream().map(this::setup).toList());
    all.put("points", sweep.points().stream().map(this::point).toList());
    return all;
  }

  private Map<String, @Nullable Object> setup(Setup setup) {
    Map<String, @Nullable Object> out = named(setup);
    OptionalLong cost = sweep.cost(setup);
    OptionalDouble mean = sweep.meanCpi(setup);
    out.put("cost", cost.isPresent() ? cost.getAsLong() : null);
    out.put("meanCpi", mean.isPresent() ? mean.getAsDouble() : null);
    return out;
  }

  private Map<String, @Nullable Object> named(Setup setup) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("core", setup.core());
    out.put("parameters", setup.settings(sweep.plan().axes()));
    return out;
  }

  private Map<String, @Nullable Object> point(Point point) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("program", point.program().name());
    out.putAll(named(point.setup()));
    switch (point.outcome()) {
      case Point.Measured m -> {
        out.put("instructions", m.instructions());
        out.put("cycles", m.cycles());
        out.put("cpi", m.cpi());
        out.put("causes", m.causes());
      }
      case Point.Failed f -> out.put("error", f.why());
      case Point.Skipped s -> out.put("error", "not run");
    }
    return out;
  }
}
