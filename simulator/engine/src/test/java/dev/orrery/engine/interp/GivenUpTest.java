package dev.orrery.engine.interp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.engine.explain.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GivenUpTest {
  private final GivenUp givenUp = new GivenUp();
  private final List<Reason> refused = new ArrayList<>();
  private final RegionNotes notes =
      new RegionNotes() {
        @Override
        void refused(Reason why) {
          refused.add(why);
        }
      };

  @Test
  void nothingIsSaidOfWhatSucceeds() {
    assertThat(givenUp.attempt(0, notes, () -> "made")).isEqualTo("made");
    assertThat(givenUp.notes()).isEmpty();
    assertThat(refused).isEmpty();
  }

  @Test
  void aHostThatIsShortOfMemoryIsReported() {
    for (String pool : List.of("Metaspace", "Java heap space")) {
      Object made =
          givenUp.attempt(
              0,
              notes,
              () -> {
                throw new OutOfMemoryError(pool);
              });
      assertThat(made).isNull();
    }
    assertThat(refused)
        .containsExactly(
            new Reason.Failed("java.lang.OutOfMemoryError: Metaspace"),
            new Reason.Failed("java.lang.OutOfMemoryError: Java heap space"));
    assertThat(givenUp.notes())
        .containsExactly(
            "the JIT could not translate some code and interpreted it: 2 in all; first:"
                + " java.lang.OutOfMemoryError: Metaspace");
  }

  @Test
  void mistakesAreNotHiddenFromTests() {
    VerifyError mistake = new VerifyError("Bad type on operand stack");
    assertThatThrownBy(
            () ->
                givenUp.attempt(
                    0,
                    notes,
                    () -> {
                      throw mistake;
                    }))
        .isInstanceOf(AssertionError.class)
        .hasCause(mistake);
  }

  @Test
  void everythingIsCounted() {
    givenUp.notCompiled();
    givenUp.noRoom();
    givenUp.noRoom();
    assertThat(givenUp.notes())
        .containsExactly(
            "HotSpot did not compile some regions of the JIT, which were interpreted: 1 in all;"
                + " perhaps its code cache is full",
            "the JIT forgot translations for lack of room: 2 in all");
  }

  @Test
  void hotSpotIsAskedMoreRarelyTheMoreItRefuses() {
    int refused = 0;
    for (int i = 0; i < 1_000; i++) {
      if (!givenUp.pauses()) {
        givenUp.notCompiled();
        refused++;
      }
    }
    assertThat(refused).isBetween(8, 16);
    givenUp.compiled();
    givenUp.notCompiled();
    while (givenUp.pauses()) {
      refused++; // the rest of the last pause
    }
    givenUp.notCompiled();
    assertThat(givenUp.pauses()).isFalse();
  }
}
