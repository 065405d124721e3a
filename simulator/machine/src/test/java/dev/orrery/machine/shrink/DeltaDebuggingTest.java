package dev.orrery.machine.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeltaDebuggingTest {
  private int tried;

  private List<Integer> smallest(int size, Set<Integer> needed, int most) {
    return DeltaDebugging.smallest(
        IntStream.range(0, size).boxed().toList(),
        List::size,
        (whole, from, to) -> {
          List<Integer> rest = new ArrayList<>(whole.subList(0, from));
          rest.addAll(whole.subList(to, whole.size()));
          assertThat(rest).isNotEmpty().hasSizeLessThan(whole.size());
          return ++tried <= most && rest.containsAll(needed) ? rest : null;
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
  void whatIsNeededIsLeft(int size) {
    SplittableRandom random = new SplittableRandom(size);
    for (int i = 0; i < 20; i++) {
      Set<Integer> needed = new TreeSet<>();
      for (int n = random.nextInt(6); n >= 0; n--) {
        needed.add(random.nextInt(size));
      }
      assertThat(smallest(size, needed, Integer.MAX_VALUE)).containsExactlyElementsOf(needed);
    }
  }

  @Test
  void oneNeededElementIsFoundInLogarithmicManyTries() {
    assertThat(smallest(1 << 16, Set.of(12_345), Integer.MAX_VALUE)).containsExactly(12_345);
    assertThat(tried).isLessThan(80);
  }

  @Test
  void itIsContentWithWhatThereIs() {
    assertThat(smallest(1000, Set.of(5, 6), 3)).contains(5, 6).hasSizeLessThan(1000);
    assertThat(smallest(1000, Set.of(5, 6), 0)).hasSize(1000);
  }
}
