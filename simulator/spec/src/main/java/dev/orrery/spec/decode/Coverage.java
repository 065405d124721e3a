package dev.orrery.spec.decode;

import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

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
  /** More cubes than this are left as they were found: growing one looks at every row often. */
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
    List<Row> some = rows.stream().filter(r -> r.length() == bytes).toList();
    int width = 8 * bytes;
    List<Cube> disjoint = new ArrayList<>();
    List<Cube> space = lengths.space(bytes);
    for (Cube cube : space) {
      split(cube, some, width, disjoint);
    }
    Set<Cube> maximal = new HashSet<>();
    for (Cube cube : disjoint) {
      maximal.add(maximal.size() < MOST_GROWN ? grow(cube, some, space) : cube);
    }
    List<Cube> out = new ArrayList<>(maximal);
    out.sort(
        (a, b) ->
            a.freeBits(width) != b.freeBits(width)
                ? Integer.compare(b.freeBits(width), a.freeBits(width))
                : Long.compareUnsigned(a.match(), b.match()));
    return new Coverage(bytes, count(space, width), out, count(disjoint, width));
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

  private static void split(Cube cube, List<Row> rows, int width, List<Cube> out) {
    List<Row> here = rows.stream().filter(r -> RowWords.cube(r).intersects(cube)).toList();
    if (here.isEmpty()) {
      out.add(cube);
      return;
    }
    int[] votes = new int[width];
    for (Row r : here) {
      boolean whole = RowWords.cube(r).contains(cube);
      long touched = RowWords.touchedBits(r) & ~cube.mask();
      if (whole && isAlwaysLegal(r, cube, touched)) {
        return;
      }
      long bits = r.mask() & ~cube.mask();
      vote(votes, bits == 0 ? touched : bits);
    }
    int best = -1;
    for (int i = 0; i < width; i++) {
      if (votes[i] > 0 && (best < 0 || votes[i] > votes[best])) {
        best = i;
      }
    }
    if (best < 0) { // every row here is illegal in the whole cube
      out.add(cube);
      return;
    }
    long bit = 1L << best;
    split(new Cube(cube.mask() | bit, cube.match()), here, width, out);
    split(new Cube(cube.mask() | bit, cube.match() | bit), here, width, out);
  }

  private static boolean isAlwaysLegal(Row row, Cube cube, long touched) {
    return RowWords.find(cube, touched, w -> !RowWords.isLegal(row, w)) < 0;
  }

  private static void vote(int[] votes, long bits) {
    for (long rest = bits; rest != 0; rest &= rest - 1) {
      votes[Long.numberOfTrailingZeros(rest)]++;
    }
  }

  /** Frees fixed bits, highest first, while the cube stays uncovered and inside the space. */
  private static Cube grow(Cube cube, List<Row> rows, List<Cube> space) {
    for (int i = 63; i >= 0; i--) {
      long bit = 1L << i;
      if ((cube.mask() & bit) == 0) {
        continue;
      }
      Cube larger = new Cube(cube.mask() & ~bit, cube.match());
      Cube added = new Cube(cube.mask(), cube.match() ^ bit);
      if (isInside(added, space) && rows.stream().noneMatch(r -> meets(r, added))) {
        cube = larger;
      }
    }
    return cube;
  }

  private static boolean isInside(Cube cube, List<Cube> space) {
    List<Cube> rest = List.of(cube);
    for (Cube s : space) {
      rest = rest.stream().flatMap(c -> c.minus(s).stream()).toList();
    }
    return rest.isEmpty();
  }

  private static boolean meets(Row row, Cube cube) {
    Cube own = RowWords.cube(row);
    return own.intersects(cube)
        && RowWords.find(
                own.intersect(cube), RowWords.touchedBits(row), w -> RowWords.isLegal(row, w))
            >= 0;
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
