package dev.orrery.profiler.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The commonest way from one access to the next. */
final class StridesTest {
  @Property(tries = 200)
  void whatIsMostOfTheTimeIsFoundAndNeverCountedTooOften(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int others) {
    Random random = new Random(seed);
    Strides strides = new Strides();
    Map<Long, Long> exact = new HashMap<>();
    long at = 1000;
    strides.next(at);
    for (int i = 0; i < 1000; i++) {
      long step = random.nextInt(100) < 60 ? 24 : random.nextInt(others) - others / 2;
      at += step;
      strides.next(at);
      exact.merge(step, 1L, Long::sum);
    }
    assertThat(strides.common()).isEqualTo(24);
    assertThat(strides.times()).isBetween(1L, exact.getOrDefault(24L, 0L));
  }

  @Test
  void oneAccessHasNoStride() {
    Strides strides = new Strides();
    strides.next(64);
    assertThat(strides.times()).isZero();
  }
}
