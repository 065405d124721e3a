package dev.orrery.reports.export;

import dev.orrery.profiler.recording.Profile;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Folded stacks, for flamegraph.pl, inferno and speedscope: a line for each path of calls, with the
 * functions from the outermost on, and a count behind the last blank. Two profiles together have
 * two counts, as the tools want them for differential flame graphs.
 *
 * <p>Source: Brendan Gregg's FlameGraph, the input of flamegraph.pl.
 */
public final class FoldedStacks {
  private FoldedStacks() {}

  /** The stacks, weighed by instructions. */
  public static String instructions(Profile profile) {
    return text(stacks(profile, new Events(profile), Events.INSTRUCTIONS));
  }

  /**
   * The stacks, weighed by the cycles of a core.
   *
   * @throws OrreryException if there is none
   */
  public static String cycles(Profile profile) {
    return text(stacks(profile, counting(profile), Events.CYCLES));
  }

  private static Events counting(Profile profile) {
    Events events = new Events(profile);
    if (!events.haveCycles()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "folded-cycles: the recording counts no cycles. Profile the program with --core CORE.");
    }
    return events;
  }

  /** The stacks of two profiles with both counts, by instructions. */
  public static String instructions(Profile a, Profile b) {
    return text(
        stacks(a, new Events(a), Events.INSTRUCTIONS),
        stacks(b, new Events(b), Events.INSTRUCTIONS));
  }

  /**
   * The stacks of two profiles with both counts, by the cycles of a core.
   *
   * @throws OrreryException if one has none
   */
  public static String cycles(Profile a, Profile b) {
    return text(stacks(a, counting(a), Events.CYCLES), stacks(b, counting(b), Events.CYCLES));
  }

  private static String text(Map<String, Long> a, Map<String, Long> b) {
    Set<String> all = new TreeSet<>(a.keySet());
    all.addAll(b.keySet());
    StringBuilder text = new StringBuilder();
    for (String stack : all) {
      text.append(stack).append(' ').append(a.getOrDefault(stack, 0L));
      text.append(' ').append(b.getOrDefault(stack, 0L)).append('\n');
    }
    return text.toString();
  }

  private static Map<String, Long> stacks(Profile profile, Events events, int event) {
    Map<String, Long> lines = new LinkedHashMap<>(); // two functions may have one name
    Paths.forEach(
        profile.callTree(),
        (n, path) -> {
          long count = events.ofNode(n)[event];
          if (count > 0) {
            lines.merge(stack(profile, path), count, Long::sum);
          }
        });
    return lines;
  }

  private static String text(Map<String, Long> stacks) {
    StringBuilder text = new StringBuilder();
    stacks.forEach((stack, n) -> text.append(stack).append(' ').append(n).append('\n'));
    return text.toString();
  }

  /** A path in one line. A semicolon in a name would be taken for the end of a function. */
  private static String stack(Profile profile, Iterable<Integer> path) {
    FunctionPlaces places = new FunctionPlaces(profile);
    StringBuilder stack = new StringBuilder();
    for (int function : path) {
      stack.append(stack.isEmpty() ? "" : ";").append(places.name(function).replace(';', ':'));
    }
    return stack.toString();
  }
}
