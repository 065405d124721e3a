package dev.orrery.spec.decode;

import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exact checks of a set of rows against each other. */
public final class RowSetCheck {
  private static final int MOST_OVERLAPS = 1_000;

  private final List<Row> rows;
  private final Precedence precedence;

  /**
   * A finding about {@code row}, and {@code other} if two rows take part, shown by {@code word}.
   */
  public record Finding(Row row, @Nullable Row other, long word) {}

  /**
   * Checks {@code rows}.
   *
   * @throws IllegalArgumentException from its methods if a row's condition reads too many bits to
   *     be enumerated, or anything but operand fields
   */
  public RowSetCheck(List<Row> rows, Precedence precedence) {
    this.rows = List.copyOf(rows);
    this.precedence = precedence;
  }

  /**
   * Pairs of rows that share a word and of which neither is declared to win: a thousand of them if
   * there are more, since of many rows that are one there are more pairs than memory holds.
   */
  public List<Finding> overlaps() {
    List<Finding> out = new ArrayList<>();
    for (int i = 0; i < rows.size() && out.size() < MOST_OVERLAPS; i++) {
      Row a = rows.get(i);
      Cube cube = RowWords.cube(a);
      for (int j = i + 1; j < rows.size() && out.size() < MOST_OVERLAPS; j++) {
        Row b = rows.get(j);
        if (a.length() != b.length() || !cube.intersects(RowWords.cube(b))) {
          continue;
        }
        long word = sharedWord(a, b);
        if (word >= 0 && !precedence.wins(a, b) && !precedence.wins(b, a)) {
          out.add(new Finding(a, b, word));
        }
      }
    }
    return out;
  }

  /** A word that belongs to both rows, -1 if there is none. */
  public static long sharedWord(Row a, Row b) {
    Cube ca = RowWords.cube(a);
    Cube cb = RowWords.cube(b);
    if (!ca.intersects(cb)) {
      return -1;
    }
    Cube both = ca.intersect(cb);
    long bitsOfA = RowWords.touchedBits(a) & ~both.mask();
    long bitsOfB = RowWords.touchedBits(b) & ~both.mask();
    if (Long.bitCount(bitsOfA | bitsOfB) <= RowWords.MAX_TOUCHED_BITS) {
      return RowWords.find(
          both, bitsOfA | bitsOfB, w -> RowWords.isLegal(a, w) && RowWords.isLegal(b, w));
    }
    // Too many to try together: the conditions meet in the bits that both read.
    long common = bitsOfA & bitsOfB;
    Map<Long, Long> legalInA = new HashMap<>();
    for (long word : RowWords.words(both, bitsOfA, w -> RowWords.isLegal(a, w))) {
      legalInA.putIfAbsent(word & common, word);
    }
    long found =
        RowWords.find(
            both, bitsOfB, w -> legalInA.containsKey(w & common) && RowWords.isLegal(b, w));
    Long other = found < 0 ? null : legalInA.get(found & common);
    return other == null ? -1 : found | other;
  }

  /**
   * Rows declared to win over one that they are not a strict subset of. The word belongs to {@code
   * row} but not to {@code other}; it is -1 when both have the same words.
   */
  public List<Finding> notSubsets() {
    List<Finding> out = new ArrayList<>();
    for (Row winner : rows) {
      for (Row loser : precedence.losers(winner)) {
        long outside = wordOutside(winner, loser);
        if (outside >= 0) {
          out.add(new Finding(winner, loser, outside));
        } else if (wordOutside(loser, winner) < 0) {
          out.add(new Finding(winner, loser, -1));
        }
      }
    }
    return out;
  }

  /** A word of {@code a} that {@code b} does not have, -1 if there is none. */
  static long wordOutside(Row a, Row b) {
    return wordOutside(a, List.of(b));
  }

  private static long wordOutside(Row a, List<Row> others) {
    long touched = RowWords.touchedBits(a);
    for (Row b : others) {
      touched |= RowWords.touchedBits(b);
    }
    return wordOutside(a, RowWords.cube(a), touched, others, 0);
  }

  private static long wordOutside(Row a, Cube cube, long touched, List<Row> others, int from) {
    for (int i = from; i < others.size(); i++) {
      Cube other = RowWords.cube(others.get(i));
      if (!cube.intersects(other)) {
        continue;
      }
      for (Cube piece : cube.minus(other)) {
        long word = wordOutside(a, piece, touched, others, i + 1);
        if (word >= 0) {
          return word;
        }
      }
      cube = cube.intersect(other);
    }
    return RowWords.find(
        cube,
        touched,
        w -> RowWords.isLegal(a, w) && others.stream().noneMatch(b -> RowWords.contains(b, w)));
  }

  /**
   * Rows that have no word: their condition never holds, or other rows win every word of theirs.
   */
  public List<Finding> unreachable() {
    List<Finding> out = new ArrayList<>();
    for (Row row : rows) {
      List<Row> winners =
          rows.stream().filter(r -> precedence.wins(r, row) && r.length() == row.length()).toList();
      if (wordOutside(row, winners) < 0) {
        out.add(new Finding(row, winners.isEmpty() ? null : winners.getFirst(), -1));
      }
    }
    return out;
  }

  /**
   * Rows some of whose words have, by {@code lengths}, another length than the row; the word is one
   * of them.
   */
  public List<Finding> wrongLengths(LengthRule lengths) {
    List<Finding> out = new ArrayList<>();
    for (Row row : rows) {
      long word =
          RowWords.find(
              RowWords.cube(row),
              RowWords.touchedBits(row) | lengths.mask(),
              w -> RowWords.isLegal(row, w) && lengths.length(w) != row.length());
      if (word >= 0) {
        out.add(new Finding(row, null, word));
      }
    }
    return out;
  }
}
