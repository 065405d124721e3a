package dev.orrery.spec.decode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * Sets of words as reduced ordered decision diagrams (Bryant 1986): a set is a number, and two
 * numbers are equal just when the sets are. What depends on few bits is small, however many words
 * it has.
 */
final class WordSets {
  /** The set of no words. */
  static final int EMPTY = 0;

  /** The set of all words. */
  static final int ALL = 1;

  private final int width;

  /** The bits in the order in which they are looked at. */
  private final int[] bits;

  /** By bit, its place in that order. */
  private final int[] levels;

  private int[] level = new int[1024];
  private int[] zero = new int[1024];
  private int[] one = new int[1024];
  private int size = 2;

  private record Node(int level, int zero, int one) {}

  private record Pair(int a, int b) {}

  private final Map<Node, Integer> nodes = new HashMap<>();
  private final Map<Pair, Integer> unions = new HashMap<>();
  private final Map<Pair, Integer> differences = new HashMap<>();
  private final Map<Integer, BigInteger> counts = new HashMap<>();

  /**
   * Sets of words of {@code width} bits.
   *
   * @param order the bits, those that decide most first
   */
  WordSets(int width, int[] order) {
    this.width = width;
    this.bits = order.clone();
    this.levels = new int[width];
    for (int i = 0; i < width; i++) {
      levels[bits[i]] = i;
    }
    Arrays.fill(level, 0, 2, width);
  }

  private int node(int at, int whenZero, int whenOne) {
    if (whenZero == whenOne) {
      return whenZero;
    }
    Node key = new Node(at, whenZero, whenOne);
    Integer known = nodes.get(key);
    if (known != null) {
      return known;
    }
    if (size == level.length) {
      level = Arrays.copyOf(level, 2 * size);
      zero = Arrays.copyOf(zero, 2 * size);
      one = Arrays.copyOf(one, 2 * size);
    }
    level[size] = at;
    zero[size] = whenZero;
    one[size] = whenOne;
    nodes.put(key, size);
    return size++;
  }

  /** The words of {@code cube}. */
  int of(Cube cube) {
    int set = ALL;
    for (int l = width - 1; l >= 0; l--) {
      long bit = 1L << bits[l];
      if ((cube.mask() & bit) != 0) {
        boolean isOne = (cube.match() & bit) != 0;
        set = node(l, isOne ? EMPTY : set, isOne ? set : EMPTY);
      }
    }
    return set;
  }

  /**
   * The words for which {@code test} holds; it looks at the bits {@code touched} only, and is asked
   * for each of their values.
   *
   * @param rest the other bits of the words that it is asked about
   */
  int of(long touched, long rest, LongPredicate test) {
    int[] free = new int[Long.bitCount(touched)];
    int n = 0;
    for (int l = 0; l < width; l++) {
      if ((touched >>> bits[l] & 1) != 0) {
        free[n++] = l;
      }
    }
    return of(free, 0, rest, test);
  }

  private int of(int[] free, int from, long word, LongPredicate test) {
    if (from == free.length) {
      return test.test(word) ? ALL : EMPTY;
    }
    int whenZero = of(free, from + 1, word, test);
    int whenOne = of(free, from + 1, word | 1L << bits[free[from]], test);
    return node(free[from], whenZero, whenOne);
  }

  /** The words of either set. */
  int union(int a, int b) {
    if (a == b || b == EMPTY || a == ALL) {
      return a;
    }
    if (a == EMPTY || b == ALL) {
      return b;
    }
    Pair key = new Pair(Math.min(a, b), Math.max(a, b));
    Integer known = unions.get(key);
    if (known == null) {
      int top = Math.min(level[a], level[b]);
      known = node(top, union(zero(a, top), zero(b, top)), union(one(a, top), one(b, top)));
      unions.put(key, known);
    }
    return known;
  }

  /** The words of {@code a} that are not in {@code b}. */
  int minus(int a, int b) {
    if (a == b || a == EMPTY || b == ALL) {
      return EMPTY;
    }
    if (b == EMPTY) {
      return a;
    }
    Pair key = new Pair(a, b);
    Integer known = differences.get(key);
    if (known == null) {
      int top = Math.min(level[a], level[b]);
      known = node(top, minus(zero(a, top), zero(b, top)), minus(one(a, top), one(b, top)));
      differences.put(key, known);
    }
    return known;
  }

  /** The words of both sets. */
  int intersection(int a, int b) {
    return minus(a, minus(a, b));
  }

  private int zero(int set, int at) {
    return level[set] == at ? zero[set] : set;
  }

  private int one(int set, int at) {
    return level[set] == at ? one[set] : set;
  }

  /** How many words the set has. */
  BigInteger count(int set) {
    return count(set, level[set]).shiftLeft(level[set]);
  }

  /** How many ways there are to choose the bits from level {@code from} on. */
  private BigInteger count(int set, int from) {
    if (set == EMPTY) {
      return BigInteger.ZERO;
    }
    if (set == ALL) {
      return BigInteger.ONE.shiftLeft(width - from);
    }
    BigInteger own = counts.get(set);
    if (own == null) {
      own = count(zero[set], level[set] + 1).add(count(one[set], level[set] + 1));
      counts.put(set, own);
    }
    return own.shiftLeft(level[set] - from);
  }

  /** Whether the set has every word of {@code cube}. */
  boolean contains(int set, Cube cube) {
    return contains(set, cube, new BitSet());
  }

  private boolean contains(int set, Cube cube, BitSet seen) {
    if (set == EMPTY || set == ALL || seen.get(set)) {
      return set != EMPTY;
    }
    seen.set(set);
    long bit = 1L << bits[level[set]];
    boolean fixed = (cube.mask() & bit) != 0;
    boolean isOne = (cube.match() & bit) != 0;
    return (fixed && isOne || contains(zero[set], cube, seen))
        && (fixed && !isOne || contains(one[set], cube, seen));
  }

  /**
   * Cubes that have the set's words, all together, and of which none can be left out (Minato's and
   * Morreale's irredundant sum of products, 1992).
   */
  List<Cube> cubes(int set) {
    List<Cube> out = new ArrayList<>();
    cover(set, set, new Cube(0, 0), out);
    return out;
  }

  /**
   * Adds cubes inside {@code path} that have all words of {@code needed}, and none that is not in
   * {@code allowed}; returns what they have.
   */
  private int cover(int needed, int allowed, Cube path, List<Cube> out) {
    if (needed == EMPTY) {
      return EMPTY;
    }
    if (allowed == ALL) {
      out.add(path);
      return ALL;
    }
    int top = Math.min(level[needed], level[allowed]);
    long bit = 1L << bits[top];
    int needed0 = zero(needed, top);
    int needed1 = one(needed, top);
    int allowed0 = zero(allowed, top);
    int allowed1 = one(allowed, top);
    // First what the bit must tell apart, then what is left and does not depend on it.
    int with0 =
        cover(minus(needed0, allowed1), allowed0, new Cube(path.mask() | bit, path.match()), out);
    int with1 =
        cover(
            minus(needed1, allowed0),
            allowed1,
            new Cube(path.mask() | bit, path.match() | bit),
            out);
    int rest = union(minus(needed0, with0), minus(needed1, with1));
    int either = cover(rest, intersection(allowed0, allowed1), path, out);
    return node(top, union(with0, either), union(with1, either));
  }
}
