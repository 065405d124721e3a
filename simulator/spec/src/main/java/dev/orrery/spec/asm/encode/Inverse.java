package dev.orrery.spec.asm.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All values of an expression, and the bits of the word that give them.
 *
 * @param expr the expression's position
 * @param touched the bits of the word that it depends on
 * @param bits by value the settings of those bits, in the order in which a search finds them
 */
record Inverse(int expr, long touched, Map<Long, List<Long>> bits) {
  /** More bits have too many values to keep. */
  private static final int MAX_BITS = 14;

  /**
   * The inverse of an expression; null if too many bits decide its value, or the address does.
   *
   * @param touched the bits of the word that it depends on
   * @param order single bits of the word; those that come first are those that change last
   */
  static @Nullable Inverse of(Deduction deduction, int expr, long touched, long[] order) {
    long[] deciding = Arrays.stream(order).filter(b -> (b & touched) != 0).distinct().toArray();
    if (deciding.length > MAX_BITS || deciding.length != Long.bitCount(touched)) {
      return null;
    }
    Inverse inverse = new Inverse(expr, touched, new HashMap<>());
    Deduction.Knowledge nothing = deduction.new Knowledge(0, 0, KnownBits.unknown(Long.SIZE));
    return inverse.fill(nothing, deciding, 0) ? inverse : null;
  }

  /** Adds all settings of the bits from {@code at} on; false if they do not decide the value. */
  private boolean fill(Deduction.Knowledge word, long[] deciding, int at) {
    if (at == deciding.length) {
      KnownBits value = word.value(expr);
      if (value.isKnown()) {
        bits.computeIfAbsent(value.bits(), v -> new ArrayList<>(1)).add(word.bits());
      }
      return value.isKnown();
    }
    boolean isDecided = true;
    for (int set = 0; set <= 1 && isDecided; set++) {
      word.assume(deciding[at], set != 0);
      isDecided = fill(word, deciding, at + 1);
      word.forget(deciding[at]);
    }
    return isDecided;
  }

  /** The words that complete {@code start} so that the expression is {@code value}. */
  List<PartialWord> words(PartialWord start, long value) {
    List<PartialWord> out = new ArrayList<>();
    long fixed = start.mask() & touched;
    for (long setting : bits.getOrDefault(value, List.of())) {
      if (((setting ^ start.bits()) & fixed) == 0) {
        out.add(start.with(new PartialWord(touched, setting)));
      }
    }
    return out;
  }
}
