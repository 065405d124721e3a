package dev.orrery.machine.validate.commit;

import java.util.Arrays;

/**
 * One instruction in a commit log. A reader fills the same one again and again: millions of them
 * pass.
 */
final class CommitLine {
  /** Accesses of one instruction; zeroing a block takes most. */
  private static final int MOST = 4096;

  /** Digit of the mode that executed it. */
  int privilege;

  /** Address and word, zero-extended. */
  long pc;

  long word;

  /** Bytes of the word. */
  int length;

  /** Registers that it wrote, by their keys; see {@link CommitKeys}. */
  int writes;

  int[] written = new int[4];
  long[] values = new long[4];

  /** Memory that it accessed. */
  int accesses;

  long[] addresses = new long[4];

  /** Bytes stored; 0 for a load. */
  int[] stored = new int[4];

  long[] data = new long[4];

  void clear() {
    writes = 0;
    accesses = 0;
  }

  /** Whether it stores anything. */
  boolean stores() {
    for (int i = 0; i < accesses; i++) {
      if (stored[i] != 0) {
        return true;
      }
    }
    return false;
  }

  /** False if there are too many. */
  boolean write(int key, long value) {
    if (writes == written.length) {
      if (writes == MOST) {
        return false;
      }
      written = Arrays.copyOf(written, 2 * writes);
      values = Arrays.copyOf(values, 2 * writes);
    }
    written[writes] = key;
    values[writes++] = value;
    return true;
  }

  /** False if there are too many. */
  boolean access(long address, int bytes, long value) {
    if (accesses == addresses.length) {
      if (accesses == MOST) {
        return false;
      }
      addresses = Arrays.copyOf(addresses, 2 * accesses);
      stored = Arrays.copyOf(stored, 2 * accesses);
      data = Arrays.copyOf(data, 2 * accesses);
    }
    addresses[accesses] = address;
    stored[accesses] = bytes;
    data[accesses++] = value;
    return true;
  }
}
