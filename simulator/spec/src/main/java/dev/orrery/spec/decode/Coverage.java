package dev.orrery.spec.decode;

import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The words of one length that no row has, as maximal cubes: no cube can lose a fixed bit without
 * taking in a word that belongs to a row. Cubes may overlap; together they are exactly the illegal
 * words.
 *
 * @param bytes length of the words
 * @param uncovered the cubes, largest first
 * @param illegalWords how many words no row has
 */
public record Coverage(int bytes, List<Cube> uncovered, long illegalWords) {
  public Coverage {
    uncovered = List.copyOf(uncovered);
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
    long count = 0;
    Set<Cube> maximal = new HashSet<>();
    for (Cube cube : disjoint) {
      count += 1L << cube.freeBits(width);
      maximal.add(grow(cube, some, space));
    }
    List<Cube> out = new ArrayList<>(maximal);
    out.sort(
        (a, b) ->
            a.freeBits(width) != b.freeBits(width)
                ? Integer.compare(b.freeBits(width), a.freeBits(width))
                : Long.compareUnsigned(a.match(), b.match()));
    return new Coverage(bytes, out, count);
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
