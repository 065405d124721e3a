package dev.orrery.machine.mem;

import java.util.Arrays;

/**
 * The pages that have memory behind them, by page number: an open hash of parallel arrays, so that
 * a guest which touches millions of pages costs a few dozen bytes for each. A position in it is
 * good until the next {@link #add} or {@link #remove}.
 */
final class PageTable {
  /** Some words of the page are watched. */
  static final int WATCHED = 8;

  /** A load, store or fetch of the guest touched the page: one bit each, in this order. */
  static final int READ_SEEN = 16;

  static final int WRITE_SEEN = 32;
  static final int EXECUTE_SEEN = 64;
  static final int SEEN = READ_SEEN | WRITE_SEEN | EXECUTE_SEEN;

  private static final long EMPTY = -1;

  private long[] pages;
  private long[] hosts;

  /** {@link Protection} bits and the ones above. */
  private byte[] flags;

  /** Per 64-byte line of the page: an engine keeps something derived from it. */
  private long[] code;

  private int size;
  private int mask;

  PageTable() {
    allocate(256);
  }

  private void allocate(int capacity) {
    pages = new long[capacity];
    Arrays.fill(pages, EMPTY);
    hosts = new long[capacity];
    flags = new byte[capacity];
    code = new long[capacity];
    mask = capacity - 1;
  }

  int size() {
    return size;
  }

  /** Number of positions; {@link #used} tells which hold a page. */
  int capacity() {
    return pages.length;
  }

  boolean used(int slot) {
    return pages[slot] != EMPTY;
  }

  /** Position of a page, or -1. */
  int find(long page) {
    int i = home(page);
    while (true) {
      long p = pages[i];
      if (p == page) {
        return i;
      }
      if (p == EMPTY) {
        return -1;
      }
      i = (i + 1) & mask;
    }
  }

  /** Adds a page that is not there yet and returns its position. */
  int add(long page, long host, int pageFlags) {
    if (2 * size >= pages.length) {
      grow();
    }
    size++;
    int i = home(page);
    while (pages[i] != EMPTY) {
      i = (i + 1) & mask;
    }
    pages[i] = page;
    hosts[i] = host;
    flags[i] = (byte) pageFlags;
    code[i] = 0;
    return i;
  }

  /** Removes the page at a position; later pages of its run move up so that no gap hides them. */
  void remove(int slot) {
    int hole = slot;
    int i = slot;
    while (true) {
      i = (i + 1) & mask;
      if (pages[i] == EMPTY) {
        break;
      }
      int home = home(pages[i]);
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        pages[hole] = pages[i];
        hosts[hole] = hosts[i];
        flags[hole] = flags[i];
        code[hole] = code[i];
        hole = i;
      }
    }
    pages[hole] = EMPTY;
    size--;
  }

  long page(int slot) {
    return pages[slot];
  }

  long host(int slot) {
    return hosts[slot];
  }

  int flags(int slot) {
    return flags[slot];
  }

  void flags(int slot, int value) {
    flags[slot] = (byte) value;
  }

  void see(int slot, int seen) {
    flags[slot] |= (byte) seen;
  }

  long code(int slot) {
    return code[slot];
  }

  void code(int slot, long lines) {
    code[slot] = lines;
  }

  /** Whether stores to the page need no second look. */
  boolean quiet(int slot) {
    return code[slot] == 0 && (flags[slot] & WATCHED) == 0;
  }

  private int home(long page) {
    long h = page * 0x9E37_79B9_7F4A_7C15L;
    return (int) (h >>> 32) & mask;
  }

  private void grow() {
    long[] oldPages = pages;
    long[] oldHosts = hosts;
    byte[] oldFlags = flags;
    long[] oldCode = code;
    allocate(2 * oldPages.length);
    size = 0;
    for (int i = 0; i < oldPages.length; i++) {
      if (oldPages[i] != EMPTY) {
        int slot = add(oldPages[i], oldHosts[i], oldFlags[i]);
        code[slot] = oldCode[i];
      }
    }
  }
}
