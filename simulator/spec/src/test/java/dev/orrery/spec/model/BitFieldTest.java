package dev.orrery.spec.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.spec.model.BitField.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Fields of an instruction word: what is put in comes out. */
class BitFieldTest {

  @Property
  void insertedWordsGiveTheirValueBack(@ForAll long seed, @ForAll long word) {
    BitField field = randomField(new Random(seed));
    long value = field.extract(word);
    long bits = field.insert(value);
    assertThat(bits).isEqualTo(word & field.mask());
    assertThat(field.extract(bits)).isEqualTo(value);
  }

  @Property
  void aValueIsWhatItsBitsSayOneByOne(@ForAll long seed, @ForAll long word) {
    BitField field = randomField(new Random(seed));
    long value = 0;
    int width = 0;
    for (Part p : field.parts()) {
      for (int i = p.width() - 1; i >= 0; i--) {
        value = value << 1 | (p.hi() < 0 ? 0 : word >>> (p.lo() + i) & 1);
        width++;
      }
    }
    boolean negative = field.signed() && (value >>> (width - 1) & 1) == 1;
    long expected = negative && width < 64 ? value - (1L << width) : value;
    assertThat(field.extract(word)).isEqualTo(expected + field.bias());
    assertThat(field.width()).isEqualTo(width);
  }

  @Test
  void aValueThatNoWordHoldsIsRefused() {
    BitField even = new BitField(List.of(Part.of(31, 31), Part.of(7, 4), Part.zeros(1)), true, 0);
    assertThat(even.extract(even.insert(-32))).isEqualTo(-32);
    assertThat(even.extract(even.insert(30))).isEqualTo(30);
    assertThatThrownBy(() -> even.insert(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> even.insert(32)).isInstanceOf(IllegalArgumentException.class);
    BitField high = new BitField(List.of(Part.of(4, 2)), false, 8);
    assertThat(high.insert(15)).isEqualTo(0b11100);
    assertThatThrownBy(() -> high.insert(7)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Runs of distinct bits of a word in any order, with literal zeros between. */
  private static BitField randomField(Random random) {
    List<Part> parts = new ArrayList<>();
    int at = 63;
    int width = 0;
    while (at >= 0 && width < 60 && (parts.isEmpty() || random.nextInt(4) != 0)) {
      int n = 1 + random.nextInt(Math.min(at + 1, 60 - width));
      parts.add(Part.of(at, at - n + 1));
      width += n;
      at -= n + random.nextInt(4);
    }
    Collections.shuffle(parts, random);
    if (random.nextBoolean() && width < 58) {
      parts.add(random.nextInt(parts.size() + 1), Part.zeros(1 + random.nextInt(3)));
    }
    boolean signed = random.nextBoolean();
    return new BitField(parts, signed, signed ? 0 : random.nextInt(3) * 8);
  }
}
