package dev.orrery.reports.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.reports.diff.Alignment.Match;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AlignmentTest {

  @Property(tries = 300)
  void everyElementIsThereOnceAndInOrder(
      @ForAll @Size(max = 9) List<@IntRange(max = 3) Integer> a,
      @ForAll @Size(max = 9) List<@IntRange(max = 3) Integer> b) {
    List<Match> matches = Alignment.of(a, b);
    assertThat(matches.stream().filter(m -> m.a() >= 0).map(Match::a))
        .containsExactlyElementsOf(IntStream.range(0, a.size()).boxed().toList());
    assertThat(matches.stream().filter(m -> m.b() >= 0).map(Match::b))
        .containsExactlyElementsOf(IntStream.range(0, b.size()).boxed().toList());
    long same =
        matches.stream()
            .filter(m -> m.a() >= 0 && m.b() >= 0 && a.get(m.a()).equals(b.get(m.b())))
            .count();
    assertThat(same).isEqualTo(longestCommon(a, b));
  }

  /** The plain definition. */
  private static long longestCommon(List<Integer> a, List<Integer> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return 0;
    }
    List<Integer> restOfA = a.subList(1, a.size());
    List<Integer> restOfB = b.subList(1, b.size());
    return a.getFirst().equals(b.getFirst())
        ? 1 + longestCommon(restOfA, restOfB)
        : Math.max(longestCommon(restOfA, b), longestCommon(a, restOfB));
  }
}
