package dev.orrery.reports.export;

import dev.orrery.profiler.recording.Profile;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Folded stacks, for flamegraph.pl, inferno and speedscope: a line for each path of calls, with the
 * functions from the outermost on, and a count behind the last blank.
 *
 * <p>Source: Brendan Gregg's FlameGraph, the input of flamegraph.pl.
 */
public final class FoldedStacks {
  private FoldedStacks() {}

  /** The stacks, weighed by instructions. */
  public static String instructions(Profile profile) {
    return text(profile, new Events(profile), Events.INSTRUCTIONS);
  }

  /**
   * The stacks, weighed by the cycles of a core.
   *
   * @throws OrreryException if there is none
   */
  public static String cycles(Profile profile) {
    Events events = new Events(profile);
    if (!events.haveCycles()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "folded-cycles: the recording counts no cycles. Profile the program with --core CORE.");
    }
    return text(profile, events, Events.CYCLES);
  }

  private static String text(Profile profile, Events events, int event) {
    Map<String, Long> lines = new LinkedHashMap<>(); // two functions may have one name
    Paths.forEach(
        profile.callTree(),
        (n, path) -> {
          long count = events.ofNode(n)[event];
          if (count > 0) {
            lines.merge(stack(profile, path), count, Long::sum);
          }
        });
    StringBuilder text = new StringBuilder();
    lines.forEach((stack, n) -> text.append(stack).append(' ').append(n).append('\n'));
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
