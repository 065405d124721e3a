package dev.orrery.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** "Did you mean": names that are a few letters away from what was typed. */
final class Suggestions {
  private static final int MOST = 3;

  private Suggestions() {}

  /** A sentence with a leading space, or nothing when no name is near. */
  static String of(String typed, Collection<String> names) {
    int limit = Math.max(1, typed.length() / 3);
    List<String> near =
        names.stream()
            .distinct()
            .filter(n -> distance(typed, n) <= limit)
            .sorted(Comparator.comparingInt((String n) -> distance(typed, n)).thenComparing(n -> n))
            .limit(MOST)
            .toList();
    return near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?";
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
      }
      last = row;
    }
    return last[b.length()];
  }
}
