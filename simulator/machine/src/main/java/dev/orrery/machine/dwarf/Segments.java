package dev.orrery.machine.dwarf;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Which of many ranges an address belongs to: the shortest one that holds it, and of equally long
 * ones the one added last, which for nested ranges is the innermost. Ranges may overlap in any way.
 */
final class Segments {
  /** What {@link #at} returns where there is no range. */
  static final int NONE = -1;

  /** First addresses, ascending; with the top bit flipped, so that they sort as signed numbers. */
  private final long[] starts;

  private final int[] payloads;

  private Segments(long[] starts, int[] payloads) {
    this.starts = starts;
    this.payloads = payloads;
  }

  /** The payload of the range that {@code address} belongs to; {@link #NONE} if there is none. */
  int at(long address) {
    int i = floor(starts, starts.length, address ^ Long.MIN_VALUE);
    return i < 0 ? NONE : payloads[i];
  }

  /** Index of the last of the first {@code size} values that is not above {@code value}; or -1. */
  static int floor(long[] sorted, int size, long value) {
    int low = 0;
    int high = size;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (sorted[mid] <= value) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low - 1;
  }

  /** Collects ranges. */
  static final class Builder {
    private long[] lows = new long[16];
    private long[] highs = new long[16];
    private int[] payloads = new int[16];
    private int size;

    /** Adds the addresses from {@code low} to before {@code high}; nothing if there are none. */
    void add(long low, long high, int payload) {
      if (Long.compareUnsigned(low, high) >= 0) {
        return;
      }
      if (size == lows.length) {
        lows = Arrays.copyOf(lows, 2 * size);
        highs = Arrays.copyOf(highs, 2 * size);
        payloads = Arrays.copyOf(payloads, 2 * size);
      }
      lows[size] = low ^ Long.MIN_VALUE;
      highs[size] = high ^ Long.MIN_VALUE;
      payloads[size++] = payload;
    }

    boolean isEmpty() {
      return size == 0;
    }

    /** The ranges as disjoint segments. */
    Segments build() {
      Integer[] byLow = new Integer[size];
      Arrays.setAll(byLow, i -> i);
      Arrays.sort(byLow, (a, b) -> Long.compare(lows[a], lows[b]));
      long[] borders = Arrays.copyOf(lows, 2 * size);
      System.arraycopy(highs, 0, borders, size, size);
      Arrays.sort(borders);
      long[] starts = new long[2 * size];
      int[] owners = new int[2 * size];
      int count = 0;
      int next = 0;
      PriorityQueue<Integer> open = new PriorityQueue<>(this::compare);
      for (int b = 0; b < borders.length; b++) {
        long at = borders[b];
        if (b > 0 && borders[b - 1] == at) {
          continue;
        }
        while (next < size && lows[byLow[next]] == at) {
          open.add(byLow[next++]);
        }
        while (!open.isEmpty() && highs[open.peek()] <= at) {
          open.remove();
        }
        int owner = open.isEmpty() ? NONE : payloads[open.peek()];
        if (count == 0 || owners[count - 1] != owner) {
          starts[count] = at;
          owners[count++] = owner;
        }
      }
      return new Segments(Arrays.copyOf(starts, count), Arrays.copyOf(owners, count));
    }

    private int compare(int a, int b) {
      int byLength = Long.compareUnsigned(highs[a] - lows[a], highs[b] - lows[b]);
      return byLength != 0 ? byLength : Integer.compare(b, a);
    }
  }
}
