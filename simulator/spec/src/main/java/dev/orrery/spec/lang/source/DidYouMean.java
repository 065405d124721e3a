package dev.orrery.spec.lang.source;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the name that a misspelt one was probably meant to be. */
public final class DidYouMean {
  private static final int MAX_LENGTH = 40;

  private DidYouMean() {}

  /**
   * {@code Did you mean 'x'?} if one of {@code known} is close to {@code word}, else {@code
   * otherwise}.
   */
  public static String help(String word, Collection<String> known, String otherwise) {
    String best = closest(word, known);
    return best == null ? otherwise : "Did you mean '" + best + "'?";
  }

  private static @Nullable String closest(String word, Collection<String> known) {
    if (word.length() < 2 || word.length() > MAX_LENGTH) {
      return null;
    }
    String best = null;
    int limit = 1 + word.length() / 4;
    for (String k : known) {
      int d = k.length() > MAX_LENGTH ? limit + 1 : distance(word, k);
      if (d <= limit && !k.equals(word)) {
        best = k;
        limit = d - 1;
      }
    }
    return best;
  }

  /** Number of letters to insert, remove or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
