package dev.orrery.reports.export;

import dev.orrery.profiler.recording.CallTreeNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Call trees as paths of functions, the way stack viewers want them. */
final class Paths {
  private Paths() {}

  /** Told of a node of a tree. */
  @FunctionalInterface
  interface Visitor {
    /**
     * A node.
     *
     * @param index of the node in the tree
     * @param path functions from the root to the node, by their index; changes after the call
     */
    void node(int index, List<Integer> path);
  }

  /** Tells {@code visitor} of every node of {@code tree}, in its order. */
  static void forEach(List<CallTreeNode> tree, Visitor visitor) {
    List<Integer> path = new ArrayList<>();
    List<Integer> view = Collections.unmodifiableList(path);
    for (int n = 0; n < tree.size(); n++) {
      path.subList(tree.get(n).depth(), path.size()).clear();
      path.add(tree.get(n).function());
      visitor.node(n, view);
    }
  }
}
