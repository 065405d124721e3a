package dev.orrery.reports.terminal;

import dev.orrery.profiler.recording.CallTreeNode;
import dev.orrery.profiler.recording.Profile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The largest subtrees of the call tree, in few lines: a function that spends nearly everything in
 * one callee shares a line with it.
 */
final class CallChains {
  /** A callee with this share of its caller's instructions continues the caller's line. */
  private static final double NEARLY_ALL = 0.97;

  /** Chains with less than this share of the run are not worth a line. */
  private static final double SMALL = 0.005;

  private CallChains() {}

  /**
   * A line of the tree.
   *
   * @param depth lines above it that it belongs to
   * @param names functions, each called by the one before
   * @param last the node of the last one
   */
  record Chain(int depth, List<String> names, CallTreeNode last) {}

  /** The {@code most} largest chains, callers before callees. */
  static List<Chain> largest(Profile profile, int most) {
    List<Chain> all = new ArrayList<>();
    Deque<CallTreeNode> above = new ArrayDeque<>();
    List<String> names = new ArrayList<>();
    List<CallTreeNode> tree = profile.callTree();
    for (int i = 0; i < tree.size(); i++) {
      CallTreeNode n = tree.get(i);
      while (!above.isEmpty() && above.getLast().depth() >= n.depth()) {
        above.removeLast();
      }
      names.add(profile.function(n.function()).name());
      boolean goesOn =
          i + 1 < tree.size()
              && tree.get(i + 1).depth() > n.depth()
              && tree.get(i + 1).total() >= NEARLY_ALL * n.total();
      if (!goesOn) {
        all.add(new Chain(above.size(), List.copyOf(names), n));
        above.addLast(n);
        names.clear();
      }
    }
    Comparator<Chain> bySize = Comparator.comparingLong((Chain c) -> -c.last.total());
    List<Chain> largest = all.stream().sorted(bySize).limit(most).toList();
    double small = SMALL * profile.totals().instructions();
    return all.stream().filter(largest::contains).filter(c -> c.last.total() > small).toList();
  }
}
