package dev.orrery.profiler.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Distances are places in the stack of all lines, and so say the misses of every LRU cache. */
final class ReuseDistancesTest {
  /** Accesses near to each other and far from each other, some in sweeps. */
  private static List<Long> stream(long seed, int count, int lines) {
    Random random = new Random(seed);
    List<Long> stream = new ArrayList<>();
    long at = 0;
    while (stream.size() < count) {
      int run = 1 + random.nextInt(40);
      at = random.nextInt(3) == 0 ? at : random.nextInt(lines);
      for (int i = 0; i < run && stream.size() < count; i++) {
        stream.add((at + (random.nextBoolean() ? i : random.nextInt(4))) * 0x1001 - 7);
      }
    }
    return stream;
  }

  @Property(tries = 30)
  void aDistanceIsThePlaceInTheStack(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int lines) {
    List<Long> stack = new ArrayList<>();
    ReuseDistances distances = new ReuseDistances();
    for (long line : stream(seed, 2000, lines)) {
      int place = stack.indexOf(line);
      assertThat(distances.access(line)).isEqualTo(place < 0 ? ReuseDistances.FIRST : place);
      stack.remove(line);
      stack.addFirst(line);
    }
    assertThat(distances.lines()).isEqualTo(stack.size());
  }

  /** A cache as Java has one. */
  private static final class Cache extends LinkedHashMap<Long, Boolean> {
    private static final long serialVersionUID = 1;
    private final int lines;

    Cache(int lines) {
      super(16, 0.75f, true);
      this.lines = lines;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
      return size() > lines;
    }
  }

  @Property(tries = 10)
  void cachesOfAllSizesMissWhereTheDistanceIsNotLessThanTheirs(@ForAll long seed) {
    ReuseDistances distances = new ReuseDistances();
    List<Cache> caches = List.of(new Cache(1), new Cache(16), new Cache(17), new Cache(100));
    for (long line : stream(seed, 5000, 300)) {
      int distance = distances.access(line);
      for (Cache c : caches) {
        boolean hit = c.get(line) != null;
        c.put(line, true);
        assertThat(distance >= 0 && distance < c.lines).isEqualTo(hit);
      }
    }
  }

  @Test
  void linesBeyondTheDeepestAreFarAndTheNumbersOfTimesStartAgain() {
    ReuseDistances distances = new ReuseDistances();
    int many = ReuseDistances.DEEPEST + 1000;
    for (long line = 0; line < many; line++) {
      assertThat(distances.access(line)).isEqualTo(ReuseDistances.FIRST);
    }
    // Round and round through more lines than are known, and often through fewer.
    for (int round = 0; round < 2; round++) {
      for (long line = 0; line < many; line++) {
        assertThat(distances.access(line)).isEqualTo(ReuseDistances.FAR);
      }
    }
    for (int round = 0; round < 8; round++) {
      for (long line = 0; line < 100_000; line++) {
        int expected = round == 0 ? ReuseDistances.FAR : 99_999;
        assertThat(distances.access(line)).isEqualTo(expected);
      }
    }
    assertThat(distances.lines()).isEqualTo(many);
  }
}
