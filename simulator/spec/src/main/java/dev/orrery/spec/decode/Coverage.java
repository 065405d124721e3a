package dev.orrery.spec.decode;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The words of one length that no row has, as cubes that take in no word of a row and, unless there
 * are thousands, cannot lose a fixed bit without doing so. Cubes may overlap; together they are
 * exactly the illegal words.
 *
 * @param bytes length of the words
 * @param words how many words have that length
 * @param uncovered the cubes, largest first
 * @param illegalWords how many words no row has
 */
public record Coverage(int bytes, BigInteger words, List<Cube> uncovered, BigInteger illegalWords) {
  /** More cubes than this are left as they were found: growing one takes a while. */
  private static final int MOST_GROWN = 4096;

  /** {@link #regions} are chosen among so many of the largest cubes. */
  private static final int MOST_CANDIDATES = 512;

  /**
   * Uncovered words.
   *
   * @param cube a cube of them
   * @param newWords how many of them are in no region before this one
   */
  public record Region(Cube cube, BigInteger newWords) {}

  public Coverage {
    uncovered = List.copyOf(uncovered);
  }

  /**
   * What the rows of {@code isa} leave uncovered, for each length that its words can have, shortest
   * first.
   *
   * @throws IllegalArgumentException if its decoder was not made from tables
   */
  public static List<Coverage> of(Isa isa) {
    LengthRule lengths = TableDecoder.of(isa).lengths();
    List<Coverage> out = new ArrayList<>();
    for (int bytes = 1; bytes <= Long.BYTES; bytes++) {
      if (!lengths.space(bytes).isEmpty()) {
        out.add(of(isa.rows(), lengths, bytes));
      }
    }
    return out;
  }

  /**
   * Computes what {@code rows} leave uncovered among the words that {@code lengths} makes this
   * long.
   */
  public static Coverage of(List<Row> rows, LengthRule lengths, int bytes) {
    int width = 8 * bytes;
    WordSets sets = new WordSets(width, order(rows, width));
    int space = WordSets.EMPTY;
    for (Cube cube : lengths.space(bytes)) {
      space = sets.union(space, sets.of(cube));
    }
    int covered = WordSets.EMPTY;
    for (Row row : rows) {
      if (row.length() == bytes) {
        covered = sets.union(covered, words(row, sets));
      }
    }
    int illegal = sets.minus(space, covered);
    Set<Cube> maximal = new HashSet<>();
    int attempts = 0;
    for (Cube cube : sets.cubes(illegal)) {
      maximal.add(attempts++ < MOST_GROWN ? grow(cube, sets, illegal) : cube);
    }
    List<Cube> out = new ArrayList<>(maximal);
    out.sort(
        (x, y) ->
            x.freeBits(width) != y.freeBits(width)
                ? Integer.compare(y.freeBits(width), x.freeBits(width))
                : Long.compareUnsigned(x.match(), y.match()));
    return new Coverage(bytes, sets.count(space), out, sets.count(illegal));
  }

  /** The bits, those that most rows fix first: they tell rows apart. */
  private static int[] order(List<Row> rows, int width) {
    int[] fixed = new int[width];
    for (Row r : rows) {
      for (long rest = r.mask(); rest != 0; rest &= rest - 1) {
        int bit = Long.numberOfTrailingZeros(rest);
        if (bit < width) {
          fixed[bit]++;
        }
      }
    }
    return IntStream.range(0, width)
        .boxed()
        .sorted(Comparator.comparingInt((Integer bit) -> -fixed[bit]))
        .mapToInt(i -> i)
        .toArray();
  }

  /** The row's words: each of its conditions by itself looks at few bits. */
  private static int words(Row row, WordSets sets) {
    int set = sets.of(RowWords.cube(row));
    for (Expr condition : RowWords.conditions(row)) {
      long touched = RowWords.touched(condition) & ~row.mask();
      set =
          sets.intersection(
              set, sets.of(touched, row.match(), w -> RowWords.holds(row, condition, w)));
    }
    return set;
  }

  private static BigInteger count(List<Cube> disjoint, int width) {
    BigInteger count = BigInteger.ZERO;
    for (Cube cube : disjoint) {
      count = count.add(BigInteger.ONE.shiftLeft(cube.freeBits(width)));
    }
    return count;
  }

  /** How many words have a row. */
  public BigInteger coveredWords() {
    return words.subtract(illegalWords);
  }

  /**
   * At most {@code most} of the cubes, each time the one with most words that are in none before
   * it: what a reader should look at first.
   */
  public List<Region> regions(int most) {
    int width = 8 * bytes;
    List<Cube> candidates = uncovered.subList(0, Math.min(MOST_CANDIDATES, uncovered.size()));
    List<List<Cube>> rest = new ArrayList<>();
    candidates.forEach(c -> rest.add(List.of(c)));
    List<Region> out = new ArrayList<>();
    while (out.size() < most) {
      int best = -1;
      BigInteger newWords = BigInteger.ZERO;
      for (int i = 0; i < candidates.size(); i++) {
        BigInteger count = count(rest.get(i), width);
        if (count.compareTo(newWords) > 0) {
          best = i;
          newWords = count;
        }
      }
      if (best < 0) {
        break;
      }
      Cube chosen = candidates.get(best);
      out.add(new Region(chosen, newWords));
      rest.replaceAll(cubes -> cubes.stream().flatMap(c -> c.minus(chosen).stream()).toList());
    }
    return out;
  }

  /** Frees fixed bits, highest first, while the cube stays in the set. */
  private static Cube grow(Cube cube, WordSets sets, int set) {
    for (int i = 63; i >= 0; i--) {
      long bit = 1L << i;
      if ((cube.mask() & bit) != 0
          && sets.contains(set, new Cube(cube.mask(), cube.match() ^ bit))) {
        cube = new Cube(cube.mask() & ~bit, cube.match());
      }
    }
    return cube;
  }

  /**
   * A random word that no row has; larger cubes are not preferred, so that rare corners come up.
   *
   * @throws IllegalStateException if every word has a row
   */
  public long sample(RandomGenerator random) {
    if (uncovered.isEmpty()) {
      throw new IllegalStateException("every word of " + bytes + " bytes has a row");
    }
    Cube cube = uncovered.get(random.nextInt(uncovered.size()));
    long all = bytes >= 8 ? -1L : (1L << 8 * bytes) - 1;
    return random.nextLong() & all & ~cube.mask() | cube.match();
  }
}
