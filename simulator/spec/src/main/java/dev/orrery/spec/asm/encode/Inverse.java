package dev.orrery.spec.asm.encode;

import dev.orrery.spec.ir.Expr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All values of an expression, and the bits of the word that give them.
 *
 * @param expr the expression
 * @param touched the bits of the word that it depends on
 * @param bits by value the settings of those bits, in the order in which a search finds them
 */
record Inverse(Expr expr, long touched, Map<Long, List<Long>> bits) {
  /** More bits have too many values to keep. */
  private static final int MAX_BITS = 14;

  private static final KnownBits ANYWHERE = KnownBits.unknown(Long.SIZE);

  /**
   * The inverse of {@code expr}; null if too many bits decide its value, or the address does.
   *
   * @param order single bits of the word; those that come first are those that change last
   */
  static @Nullable Inverse of(Expr expr, long touched, long[] order) {
    long[] deciding = Arrays.stream(order).filter(b -> (b & touched) != 0).distinct().toArray();
    int n = deciding.length;
    if (n > MAX_BITS || n != Long.bitCount(touched)) {
      return null;
    }
    Map<Long, List<Long>> bits = new HashMap<>();
    for (int i = 0; i < 1 << n; i++) {
      long word = 0;
      for (int b = 0; b < n; b++) {
        word |= (i >>> (n - 1 - b) & 1) != 0 ? deciding[b] : 0;
      }
      KnownBits value = new PartialWord(touched, word, ANYWHERE).value(expr);
      if (!value.isKnown()) {
        return null;
      }
      bits.computeIfAbsent(value.bits(), v -> new ArrayList<>(1)).add(word);
    }
    return new Inverse(expr, touched, bits);
  }

  /** The words that complete {@code start} so that the expression is {@code value}. */
  List<PartialWord> words(PartialWord start, long value) {
    List<PartialWord> out = new ArrayList<>();
    long fixed = start.mask() & touched;
    for (long setting : bits.getOrDefault(value, List.of())) {
      if (((setting ^ start.bits()) & fixed) == 0) {
        out.add(new PartialWord(start.mask() | touched, start.bits() | setting, start.pc()));
      }
    }
    return out;
  }
}
