package dev.orrery.profiler.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of values, as plans write them. */
final class AxisTest {
  @Test
  void aRangeHasItsEndsWhereItsStepsMeetThem() {
    assertThat(Axis.range("1..4")).containsExactly(1L, 2L, 3L, 4L);
    assertThat(Axis.range("4096..65536 *2")).containsExactly(4096L, 8192L, 16384L, 32768L, 65536L);
    assertThat(Axis.range("0..100 +40")).containsExactly(0L, 40L, 80L);
    assertThat(Axis.range("-2 .. 2 + 2")).containsExactly(-2L, 0L, 2L);
    assertThat(Axis.range("0x10..0x20 *2")).containsExactly(16L, 32L);
    assertThat(Axis.range("7..7")).containsExactly(7L);
    assertThat(Axis.range("9223372036854775806..9223372036854775807"))
        .containsExactly(Long.MAX_VALUE - 1, Long.MAX_VALUE);
  }

  /** What a loop with arbitrary precision would say. */
  @Property(tries = 200)
  void aRangeIsItsArithmetic(
      @ForAll @LongRange(min = -1000, max = 1000) long first,
      @ForAll @LongRange(min = 0, max = 1000) long length,
      @ForAll @LongRange(min = 1, max = 50) long step) {
    List<Long> values = Axis.range("%d..%d +%d".formatted(first, first + length, step));
    assertThat(values).hasSize((int) (length / step) + 1).startsWith(first);
    for (int i = 1; i < values.size(); i++) {
      assertThat(values.get(i) - values.get(i - 1)).isEqualTo(step);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "4", "4..", "..4", "4..1", "1..4 *1", "0..4 *2", "1..4 +0", "a..b", "1..4 /2"})
  void whatIsNoRangeIsSaid(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Axis.range(text));
  }

  @Test
  void anAxisHasValuesAndNoneTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Axis("p", List.of()))
        .withMessageContaining("no values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Axis("p", List.of(1L, 2L, 1L)))
        .withMessageContaining("1 twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Axis("p", Axis.range("0..9223372036854775807")))
        .withMessageContaining("more than");
  }
}
