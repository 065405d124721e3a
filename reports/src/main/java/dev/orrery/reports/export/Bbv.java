package dev.orrery.reports.export;

import dev.orrery.profiler.recording.Interval;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Basic block vectors for SimPoint: a line for each interval, with the instructions that retired in
 * each block. Blocks are numbered from 1 by their address.
 *
 * <p>Source: the frequency vector file of SimPoint 3.2; gem5 and Valgrind's exp-bbv write it, too.
 */
public final class Bbv {
  private Bbv() {}

  /**
   * The file.
   *
   * @throws OrreryException if the recording has no intervals
   */
  public static String of(Profile profile) {
    if (profile.intervals().isEmpty()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "bbv: the recording has no intervals. Profile the program again with this Orrery.");
    }
    int[] numbers = numbers(profile);
    StringBuilder text = new StringBuilder();
    for (Interval interval : profile.intervals()) {
      List<Interval.BlockShare> shares =
          interval.blocks().stream()
              .sorted(Comparator.comparingInt(s -> numbers[s.block()]))
              .toList();
      text.append('T');
      for (Interval.BlockShare s : shares) {
        text.append(':').append(numbers[s.block()]).append(':').append(s.instructions());
        text.append(' ');
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** By block of the profile: its number. */
  private static int[] numbers(Profile profile) {
    int[] numbers = new int[profile.blocks().size()];
    List<Integer> order =
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted(
                Comparator.comparingLong(b -> profile.blocks().get(b).address() ^ Long.MIN_VALUE))
            .toList();
    for (int i = 0; i < numbers.length; i++) {
      numbers[order.get(i)] = i + 1;
    }
    return numbers;
  }
}
