package dev.orrery.reports.text;

import dev.orrery.profiler.bench.Estimate;
import dev.orrery.profiler.compare.Contrast;
import dev.orrery.profiler.compare.EngineComparison;
import dev.orrery.profiler.compare.EngineKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison of engines says, in sentences: which differences are real, where they arise,
 * and what the engines do differently.
 */
public final class Verdicts {
  /** A share of the difference that is worth naming. */
  private static final double MOST = 0.3;

  /** A phase that goes the other way is worth a sentence from this factor on. */
  private static final double NOTABLE = 1.2;

  private static final int MOST_EXCEPTIONS = 8;

  private final EngineComparison c;

  private Verdicts(EngineComparison c) {
    this.c = c;
  }

  /** The sentences, the largest difference first. */
  public static List<String> of(EngineComparison c) {
    return new Verdicts(c).all();
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    List<Contrast> contrasts = new ArrayList<>(c.contrasts());
    contrasts.sort(Comparator.comparingDouble(x -> -Math.abs(Math.log(x.ratio().value()))));
    contrasts.stream().map(this::whole).forEach(all::add);
    all.addAll(exceptions(contrasts));
    return all;
  }

  private String whole(Contrast x) {
    if (Math.min(c.samples(x.engine()).size(), c.samples(x.other()).size()) < Contrast.LEAST_RUNS) {
      return "%s took %s, %s %s: so few runs tell no difference from chance; %d of each are the least that do."
          .formatted(
              x.engine(),
              Numbers.seconds(c.seconds(x.engine()).value()),
              x.other(),
              Numbers.seconds(c.seconds(x.other()).value()),
              Contrast.LEAST_RUNS);
    }
    if (!x.isReal() && Math.abs(x.effect()) == 1) {
      return "every run of %s was %s than every one of %s, by a factor of %s; so few do not rule out chance (%s)."
          .formatted(
              x.engine(),
              x.effect() > 0 ? "faster" : "slower",
              x.other(),
              factor(Math.max(x.ratio().value(), 1 / x.ratio().value())),
              certainty(x.ratio(), x.p()));
    }
    if (!x.isReal()) {
      return "%s and %s cannot be told apart: %s times as fast (%s)."
          .formatted(x.engine(), x.other(), factor(x.ratio().value()), certainty(x.ratio(), x.p()));
    }
    return relation(x) + why(x) + ".";
  }

  /** How much faster or slower an engine is than the other, and how certain that is. */
  private static String relation(Contrast x) {
    boolean faster = x.ratio().value() >= 1;
    Estimate r = faster ? x.ratio() : inverse(x.ratio());
    return "%s %s %s times as %s as %s (%s)"
        .formatted(
            x.engine(),
            faster ? "is" : "takes",
            factor(r.value()),
            faster ? "fast" : "long",
            x.other(),
            certainty(r, x.p()));
  }

  private static Estimate inverse(Estimate e) {
    return new Estimate(
        1 / e.value(), 1 / e.high(), e.low() == 0 ? Double.POSITIVE_INFINITY : 1 / e.low());
  }

  private static String certainty(Estimate e, double p) {
    String probability =
        (p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p))
            .replace(' ', Numbers.SPACE);
    return e.hasInterval()
        ? "95 %%: %s to %s; %s".formatted(factor(e.low()), factor(e.high()), probability)
        : probability;
  }

  /** A factor as text: {@code 12.3}, {@code 1.02}. */
  public static String factor(double x) {
    return String.format(Locale.ROOT, x >= 99.95 ? "%.0f" : x >= 9.995 ? "%.1f" : "%.2f", x);
  }

  // ---- why ----

  private record Part(String words, double seconds) {}

  private String why(Contrast x) {
    StringBuilder why = new StringBuilder();
    boolean faster = x.ratio().value() >= 1;
    double all = c.seconds(x.other()).value() - c.seconds(x.engine()).value();
    Part most =
        parts(x).stream()
            .max(Comparator.comparingDouble(p -> faster ? p.seconds() : -p.seconds()))
            .orElse(null);
    if (most != null && most.seconds() / all >= MOST) {
      double share = most.seconds() / all;
      why.append(": ")
          .append(share > 1 ? "more than all" : Numbers.wholePercent(share, 1))
          .append(" of the difference of ")
          .append(Numbers.seconds(Math.abs(all)))
          .append(" arises ")
          .append(most.words());
    }
    why.append("; ").append(x.engine()).append(' ').append(kind(x.engine()).nature());
    return why.toString();
  }

  private EngineKind kind(String engine) {
    return c.contender(engine).kind();
  }

  /** What the other took longer for than the one, part by part of what both did. */
  private List<Part> parts(Contrast x) {
    List<Part> parts = new ArrayList<>();
    if (c.phases().isEmpty()) {
      return parts; // what is printed at the end tells nothing of the beginning
    }
    add(parts, "before the first output", c.firstOutput(x.engine()), c.firstOutput(x.other()));
    for (String phase : c.phases()) {
      add(parts, "in " + phase, c.phase(x.engine(), phase), c.phase(x.other(), phase));
    }
    return parts;
  }

  private static void add(
      List<Part> parts, String words, @Nullable Estimate one, @Nullable Estimate other) {
    if (one != null && other != null) {
      parts.add(new Part(words, other.value() - one.value()));
    }
  }

  /** Phases in which the slower engine is the faster one, the most surprising first. */
  private List<String> exceptions(List<Contrast> whole) {
    record Exception(String phase, Contrast contrast, double factor) {}
    List<Exception> found = new ArrayList<>();
    for (String phase : c.phases()) {
      for (Contrast x : c.contrasts(phase)) {
        Contrast all =
            whole.stream().filter(w -> w.engine().equals(x.engine())).findFirst().orElse(null);
        double factor = Math.max(x.ratio().value(), 1 / x.ratio().value());
        boolean runs = c.samples(x.engine()).size() >= Contrast.LEAST_RUNS;
        if (all != null
            && runs
            && x.isReal()
            && factor >= NOTABLE
            && all.ratio().value() >= 1 != x.ratio().value() >= 1) {
          found.add(new Exception(phase, x, factor));
        }
      }
    }
    found.sort(Comparator.comparingDouble(e -> -e.factor()));
    return found.stream()
        .limit(MOST_EXCEPTIONS)
        .map(
            e ->
                "In %s, however, %s%s."
                    .formatted(e.phase(), relation(e.contrast()), device(e.phase(), e.contrast())))
        .toList();
  }

  /** Where a phase is one of events, what one of them takes in the mean. */
  private String device(String phase, Contrast x) {
    String one = each(x.engine(), phase);
    String other = each(x.other(), phase);
    return one.isEmpty() || other.isEmpty()
        ? ""
        : ": one takes %s instead of %s".formatted(one, other);
  }

  /** The mean time of one event of a phase that is called as they are; empty if it has none. */
  private String each(String engine, String phase) {
    long events = c.events(engine, phase);
    Estimate seconds = c.phase(engine, phase);
    return events == 0 || seconds == null ? "" : Numbers.seconds(seconds.value() / events);
  }
}
