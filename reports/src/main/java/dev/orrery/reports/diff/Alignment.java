package dev.orrery.reports.diff;

import java.util.ArrayList;
import java.util.List;

/**
 * Which elements of two sequences belong together: those of a longest common subsequence are the
 * same, and where as many elements stand between two of these in both sequences, they are the same
 * elements, changed. Where two sequences differ in so much that this would take long, only their
 * common beginnings and ends are the same.
 */
final class Alignment {
  /** Pairs of elements that are compared at most. */
  private static final long MOST_PAIRS = 1 << 22;

  private Alignment() {}

  /** Positions in both sequences; -1 where there is none. */
  record Match(int a, int b) {}

  /** All elements of both in order; what belongs together is in one match. */
  static <T> List<Match> of(List<T> a, List<T> b) {
    int head = 0;
    int shorter = Math.min(a.size(), b.size());
    while (head < shorter && a.get(head).equals(b.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
      tail++;
    }
    List<Match> matches = new ArrayList<>();
    for (int i = 0; i < head; i++) {
      matches.add(new Match(i, i));
    }
    middle(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail), head, matches);
    for (int i = tail; i > 0; i--) {
      matches.add(new Match(a.size() - i, b.size() - i));
    }
    return withChanged(matches);
  }

  /** Pairs what stands between two elements that are the same, if it is as many in both. */
  private static List<Match> withChanged(List<Match> matches) {
    List<Match> all = new ArrayList<>();
    List<Integer> a = new ArrayList<>();
    List<Integer> b = new ArrayList<>();
    for (Match m : matches) {
      if (m.a >= 0 && m.b >= 0) {
        between(a, b, all);
        all.add(m);
      } else if (m.a >= 0) {
        a.add(m.a);
      } else {
        b.add(m.b);
      }
    }
    between(a, b, all);
    return all;
  }

  private static void between(List<Integer> a, List<Integer> b, List<Match> to) {
    boolean paired = a.size() == b.size();
    for (int i = 0; i < a.size(); i++) {
      to.add(new Match(a.get(i), paired ? b.get(i) : -1));
    }
    for (int i = 0; !paired && i < b.size(); i++) {
      to.add(new Match(-1, b.get(i)));
    }
    a.clear();
    b.clear();
  }

  private static <T> void middle(List<T> a, List<T> b, int offset, List<Match> matches) {
    int n = a.size();
    int m = b.size();
    boolean small = (long) (n + 1) * (m + 1) <= MOST_PAIRS;
    int[][] longest = new int[small ? n + 1 : 0][small ? m + 1 : 0];
    for (int i = n - 1; small && i >= 0; i--) {
      for (int j = m - 1; j >= 0; j--) {
        longest[i][j] =
            a.get(i).equals(b.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < n || j < m) {
      if (small && i < n && j < m && a.get(i).equals(b.get(j))) {
        matches.add(new Match(offset + i++, offset + j++));
      } else if (j >= m || i < n && (!small || longest[i + 1][j] >= longest[i][j + 1])) {
        matches.add(new Match(offset + i++, -1));
      } else {
        matches.add(new Match(-1, offset + j++));
      }
    }
  }
}
