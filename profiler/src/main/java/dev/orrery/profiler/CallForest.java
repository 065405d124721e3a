package dev.orrery.profiler;

import dev.orrery.profiler.recording.CallTracking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of several harts that have ended, added up: paths that are equal share a node. Harts
 * that began in different functions have different roots.
 */
final class CallForest {
  private final Node top = new Node(-1);
  private final Map<Integer, Long> inclusive = new HashMap<>();
  private final Map<Long, Pair> pairs = new LinkedHashMap<>();
  private final Map<SiteKey, Site> sites = new HashMap<>();
  private int nodes;
  private CallTracking tracking = new CallTracking(0, 0, 0, 0, 0);

  /** A function as called along one path. */
  static final class Node {
    final int function;
    final Map<Integer, Node> children = new LinkedHashMap<>();
    long calls;

    /** Instructions charged to this node itself. */
    long self;

    /** Cycles charged to it by cause; shorter, or empty, where there were none. */
    long[] cycles = new long[0];

    Node(int function) {
      this.function = function;
    }
  }

  /** A caller and a callee, and the instructions while a call of the pair was active. */
  static final class Pair {
    final int caller;
    final int callee;
    long calls;
    long tailCalls;
    long inclusive;

    Pair(int caller, int callee) {
      this.caller = caller;
      this.callee = callee;
    }
  }

  /**
   * An instruction that calls a function. Two functions that share code may both call with it.
   *
   * @param address of the instruction
   */
  record SiteKey(long address, int caller, int callee) {}

  /** Calls by one instruction, and what happened while one of them was active. */
  static final class Site {
    long calls;
    long inclusive;
    long[] cycles = new long[0];
  }

  /** Adds the calls of a stack that is finished. */
  void add(ShadowStack stack) {
    CallTree tree = stack.tree();
    record Visit(CallTree.Node from, Node parent) {}
    List<Visit> open = new ArrayList<>(List.of(new Visit(tree.root(), top)));
    while (!open.isEmpty()) {
      Visit v = open.removeLast();
      Node to = child(v.parent, v.from.function);
      to.calls += v.from.calls;
      to.self += v.from.self[0];
      to.cycles = added(to.cycles, v.from.self);
      v.from.children.forEachValue(c -> open.add(new Visit(c, to)));
    }
    tree.forEachFunction((f, n) -> inclusive.merge(f, n, Long::sum));
    for (CallTree.Pair p : tree.pairs()) {
      Pair sum =
          pairs.computeIfAbsent(
              ((long) p.caller << 32) | p.callee, k -> new Pair(p.caller, p.callee));
      sum.calls += p.calls;
      sum.tailCalls += p.tailCalls;
      sum.inclusive += tree.inclusive(p);
    }
    for (CallTree.Site s : tree.sites()) {
      SiteKey key = new SiteKey(s.address, s.pair.caller, s.pair.callee);
      Site sum = sites.computeIfAbsent(key, k -> new Site());
      long[] inclusive = tree.inclusive(s);
      sum.calls += s.calls;
      sum.inclusive += inclusive[0];
      sum.cycles = added(sum.cycles, inclusive);
    }
    CallTracking a = tracking;
    CallTracking b = stack.tracking();
    tracking =
        new CallTracking(
            a.unmatchedReturns() + b.unmatchedReturns(),
            a.skippedFrames() + b.skippedFrames(),
            a.tooDeep() + b.tooDeep(),
            a.foldedPaths() + b.foldedPaths(),
            Math.max(a.deepest(), b.deepest()));
  }

  /** The cycles of {@code counts}, which stand behind its instructions, added to {@code cycles}. */
  private static long[] added(long[] cycles, long[] counts) {
    long[] sum = cycles.length == 0 ? new long[counts.length - 1] : cycles;
    for (int c = 0; c < sum.length; c++) {
      sum[c] += counts[1 + c];
    }
    return sum;
  }

  private Node child(Node parent, int function) {
    Node known = parent.children.get(function);
    if (known != null) {
      return known;
    }
    if (nodes >= 2 * CallTree.MAX_NODES) {
      // As in the trees themselves: what is one path too many hangs at the top.
      @Nullable Node folded = top.children.get(function);
      return folded != null ? folded : made(top, function);
    }
    return made(parent, function);
  }

  private Node made(Node parent, int function) {
    Node made = new Node(function);
    parent.children.put(function, made);
    nodes++;
    return made;
  }

  /** The functions in which harts began, and what hangs below them. */
  Iterable<Node> roots() {
    return top.children.values();
  }

  /** Whether a hart began in {@code function}. */
  boolean isRoot(int function) {
    return top.children.containsKey(function);
  }

  /** Instructions retired while {@code function} was active. */
  long inclusive(int function) {
    return inclusive.getOrDefault(function, 0L);
  }

  /** Pairs of caller and callee, in no particular order. */
  Iterable<Pair> pairs() {
    return pairs.values();
  }

  /** Instructions that call, in no particular order. */
  Map<SiteKey, Site> sites() {
    return sites;
  }

  /** How well calls and returns matched. */
  CallTracking tracking() {
    return tracking;
  }
}
