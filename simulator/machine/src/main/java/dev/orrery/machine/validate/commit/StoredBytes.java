package dev.orrery.machine.validate.commit;

import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a log says was stored last in each byte since the last look, as words of 8 bytes. */
final class StoredBytes {
  private static final int WORD = 8;

  /** Words at most; there is room for twice as many. */
  private static final int MOST = 1 << 17;

  private final long[] words = new long[2 * MOST];
  private final long[] contents = new long[2 * MOST];

  /** Which bytes of a word are known, a bit each. */
  private final byte[] known = new byte[2 * MOST];

  private final int[] used = new int[MOST];
  private int count;

  /** Whether another instruction's stores might not find room. */
  boolean full() {
    return count > MOST / 2;
  }

  /** Notes a store of 1 to 8 bytes, little-endian. */
  void put(long address, int bytes, long data) {
    int offset = (int) address & WORD - 1;
    int first = Math.min(bytes, WORD - offset);
    put(address & -WORD, offset, first, data);
    if (first < bytes) {
      put((address & -WORD) + WORD, 0, bytes - first, data >>> WORD * first);
    }
  }

  private void put(long word, int offset, int bytes, long data) {
    int slot = slot(word);
    if (slot < 0) {
      return; // what is not noted is not compared
    }
    long mask = (bytes == WORD ? -1L : (1L << 8 * bytes) - 1) << 8 * offset;
    contents[slot] = contents[slot] & ~mask | data << 8 * offset & mask;
    known[slot] |= (byte) ((1 << bytes) - 1 << offset);
  }

  private int slot(long word) {
    int slot = (int) ((word >>> 3) * 0x9e3779b97f4a7c15L >>> 46) & words.length - 1;
    while (known[slot] != 0 && words[slot] != word) {
      slot = slot + 1 & words.length - 1;
    }
    if (known[slot] == 0) {
      if (count == MOST) {
        return -1;
      }
      words[slot] = word;
      contents[slot] = 0;
      used[count++] = slot;
    }
    return slot;
  }

  /**
   * Compares with memory, and forgets.
   *
   * @param memory the word at an address that is a multiple of 8, little-endian
   * @param difference called for the lowest word that differs, with what the log says is there,
   *     where it says nothing completed by what memory holds
   * @return what {@code difference} returned; null if nothing differs
   */
  <T> @Nullable T compare(LongUnaryOperator memory, Difference<T> difference) {
    long found = 0;
    long expected = 0;
    boolean differs = false;
    for (int i = 0; i < count; i++) {
      int slot = used[i];
      long mask = mask(known[slot]);
      long ours = memory.applyAsLong(words[slot]);
      if (((ours ^ contents[slot]) & mask) != 0
          && (!differs || Long.compareUnsigned(words[slot], found) < 0)) {
        differs = true;
        found = words[slot];
        expected = contents[slot] & mask | ours & ~mask;
      }
      known[slot] = 0;
    }
    count = 0;
    return differs ? difference.at(found, expected) : null;
  }

  /** What to make of a word that differs. */
  @FunctionalInterface
  interface Difference<T> {
    T at(long address, long expected);
  }

  private static long mask(byte bytes) {
    long mask = 0;
    for (int i = 0; i < WORD; i++) {
      mask |= (bytes >>> i & 1) == 0 ? 0 : 0xffL << 8 * i;
    }
    return mask;
  }
}
