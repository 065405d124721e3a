package dev.orrery.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** "Did you mean": names that are a few letters away from what was typed. */
final class Suggestions {
  private static final int MOST = 3;

  /** Shorter words are part of too many names. */
  private static final int SHORTEST_PART = 4;

  /** Nobody types longer words by mistake. */
  private static final int LONGEST = 200;

  private Suggestions() {}

  /** A sentence with a leading space, or nothing when no name is near. */
  static String of(String typed, Collection<String> names) {
    if (typed.length() > LONGEST) {
      return "";
    }
    int limit = Math.max(1, typed.length() / 3);
    List<String> near =
        names.stream()
            .distinct()
            .filter(n -> holds(n, typed) || near(typed, n, limit))
            .sorted(
                Comparator.comparing((String n) -> !holds(n, typed))
                    .thenComparingInt(n -> distance(typed, n))
                    .thenComparing(n -> n))
            .limit(MOST)
            .toList();
    return near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?";
  }

  /** Lengths are looked at first: the table of distances is as large as their product. */
  private static boolean near(String typed, String name, int limit) {
    return Math.abs(typed.length() - name.length()) <= limit && distance(typed, name) <= limit;
  }

  /** Whether a name has all of a word of some length in it, as {@code fadd.d} has {@code addd}. */
  private static boolean holds(String name, String typed) {
    String word = typed.replace(".", "");
    return word.length() >= SHORTEST_PART && name.replace(".", "").contains(word);
  }

  /** Letters to insert, remove, replace or swap with their neighbour (optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
