package dev.orrery.profiler.access;

import java.util.Arrays;
import org.eclipse.collections.impl.map.mutable.primitive.LongIntHashMap;
import org.eclipse.collections.impl.map.mutable.primitive.LongObjectHashMap;

/**
 * For each access to a line of memory, how many other lines were accessed since it was accessed
 * last: its place in the stack of all lines, the one used last on top. A fully associative cache of
 * n lines that replaces the one not used for the longest time hits exactly where that is less than
 * n, for all n at once (Mattson, Gecsei, Slutz and Traiger, IBM Systems Journal 9(2), 1970).
 *
 * <p>The top of the stack is a short list that is searched. Below it, lines are bits over the times
 * at which they left that list, which a binary indexed tree counts, in a time logarithmic in their
 * number (after Bennett and Kruskal, IBM J. Res. Dev. 19(4), 1975). Lines that more than {@link
 * #DEEPEST} others were accessed since are forgotten, so that the memory is bounded.
 */
final class ReuseDistances {
  /** What {@link #access} says of a line that was never accessed before. */
  static final int FIRST = -1;

  /** What it says where at least {@link #DEEPEST} lines were accessed since. */
  static final int FAR = Integer.MAX_VALUE;

  /** Lines whose place is known. */
  static final int DEEPEST = 1 << 18;

  private static final int TOP = 16;
  private static final int TIMES = 4 * DEEPEST;

  /** The lines used last, the last one first. */
  private final long[] top = new long[TOP];

  private int topSize;

  /** By time from 1 on: number of lines that left the top then and stay; a binary indexed tree. */
  private final int[] tree = new int[TIMES + 1];

  /** The line that left at that time. */
  private final long[] lineAt = new long[TIMES + 1];

  private final LongIntHashMap timeOf = new LongIntHashMap();
  private int time;

  /** No line that is below the top left it before this time. */
  private int oldest = 1;

  /** Lines that were ever accessed, as bits of 64 neighbours each. */
  private final LongObjectHashMap<long[]> seen = new LongObjectHashMap<>();

  private long lines;

  /** Distinct lines that were accessed. */
  long lines() {
    return lines;
  }

  /**
   * Accesses a line.
   *
   * @return how many other lines were accessed since the last time; {@link #FIRST}, or {@link #FAR}
   */
  int access(long line) {
    for (int i = 0; i < topSize; i++) {
      if (top[i] == line) {
        System.arraycopy(top, 0, top, 1, i);
        top[0] = line;
        return i;
      }
    }
    int distance = below(line);
    if (topSize == TOP) {
      push(top[TOP - 1]);
    } else {
      topSize++;
    }
    System.arraycopy(top, 0, top, 1, topSize - 1);
    top[0] = line;
    return distance;
  }

  /** The distance of a line that is not in the top, which it leaves the rest for. */
  private int below(long line) {
    int at = timeOf.removeKeyIfAbsent(line, 0);
    if (at == 0) {
      return isNew(line) ? FIRST : FAR;
    }
    int distance = TOP + timeOf.size() + 1 - upTo(at);
    add(at, -1);
    lineAt[at] = 0;
    return distance >= DEEPEST ? FAR : distance;
  }

  private boolean isNew(long line) {
    long[] bits = seen.getIfAbsentPut(line >>> 12, () -> new long[64]);
    int word = (int) (line >>> 6) & 63;
    boolean known = (bits[word] >>> line & 1) != 0;
    bits[word] |= 1L << line;
    lines += known ? 0 : 1;
    return !known;
  }

  private void push(long line) {
    if (time == TIMES) {
      compact();
    }
    time++;
    add(time, 1);
    lineAt[time] = line;
    timeOf.put(line, time);
    if (timeOf.size() > DEEPEST) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    while (timeOf.getIfAbsent(lineAt[oldest], 0) != oldest) {
      oldest++;
    }
    timeOf.remove(lineAt[oldest]);
    add(oldest, -1);
    oldest++;
  }

  /** Numbers the times of the lines that are there anew, from 1 on. */
  private void compact() {
    int kept = 0;
    for (int t = oldest; t <= time; t++) {
      long line = lineAt[t];
      if (timeOf.getIfAbsent(line, 0) == t) {
        kept++;
        lineAt[kept] = line;
        timeOf.put(line, kept);
      }
    }
    Arrays.fill(tree, 0);
    for (int t = 1; t <= kept; t++) {
      add(t, 1);
    }
    time = kept;
    oldest = 1;
  }

  private void add(int at, int n) {
    for (int i = at; i <= TIMES; i += i & -i) {
      tree[i] += n;
    }
  }

  private int upTo(int at) {
    int sum = 0;
    for (int i = at; i > 0; i -= i & -i) {
      sum += tree[i];
    }
    return sum;
  }
}
