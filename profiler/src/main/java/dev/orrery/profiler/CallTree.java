package dev.orrery.profiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap;
import org.eclipse.collections.impl.map.mutable.primitive.LongIntHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Functions by the path they were called along, and the same summed by function and by pair of
 * caller and callee. Recursion is folded: a function that is already on the path continues in its
 * node, so that the tree is finite; inclusive counts are those of the outermost activation.
 */
final class CallTree {
  /** Paths kept apart. Beyond that, a function new to its path hangs below the root. */
  static final int MAX_NODES = 1 << 16;

  private final Node root;
  private final Link entry;
  private int nodes = 1;
  private long foldedCalls;

  private final Activity byFunction = new Activity();
  private final Activity byPair = new Activity();
  private final LongIntHashMap pairs = new LongIntHashMap();
  private final List<Pair> pairList = new ArrayList<>();

  /** A tree whose root is {@code function}, which nothing called. */
  CallTree(int function) {
    root = new Node(function, null);
    entry = new Link(root, null, false);
  }

  Node root() {
    return root;
  }

  /** What leads to the root. */
  Link entry() {
    return entry;
  }

  /** Calls whose path was not kept apart. */
  long foldedCalls() {
    return foldedCalls;
  }

  /** Pairs of caller and callee, in no particular order. */
  List<Pair> pairs() {
    return pairList;
  }

  /** Tells every function that was active of the instructions retired meanwhile. */
  void forEachFunction(FunctionTotal to) {
    for (int f = 0; f < byFunction.total.length; f++) {
      if (byFunction.total[f] > 0) {
        to.of(f, byFunction.total[f]);
      }
    }
  }

  /** Told of a function. */
  interface FunctionTotal {
    /** Instructions retired while {@code function} was active. */
    void of(int function, long inclusive);
  }

  /** Instructions retired while {@code function} was active. */
  long inclusive(int function) {
    return byFunction.total(function);
  }

  /** Instructions retired while a call of the pair was active. */
  long inclusive(Pair pair) {
    return byPair.total(pair.index);
  }

  /** What a call from {@code node} to {@code target} leads to. */
  Link link(Node node, long target, FunctionTable functions) {
    Link last = node.lastLink;
    if (last != null && node.lastTarget == target) {
      return last;
    }
    int function = functions.called(target);
    Link link = node.links.get(function);
    if (link == null) {
      Node child = child(node, function);
      boolean folded = child.parent == root && node != root && !onPath(node, child);
      link = new Link(child, pair(node.function, function), folded);
      node.links.put(function, link);
    }
    if (link.folded) {
      foldedCalls++;
      return link;
    }
    node.lastTarget = target;
    node.lastLink = link;
    return link;
  }

  private Node child(Node node, int function) {
    for (Node n = node; n != null; n = n.parent) {
      if (n.function == function) {
        return n;
      }
    }
    Node parent = nodes < MAX_NODES ? node : root;
    Node child = parent.children.get(function);
    if (child == null) {
      child = new Node(function, parent);
      parent.children.put(function, child);
      nodes++;
    }
    return child;
  }

  private static boolean onPath(Node node, Node ancestor) {
    for (Node n = node; n != null; n = n.parent) {
      if (n == ancestor) {
        return true;
      }
    }
    return false;
  }

  private Pair pair(int caller, int callee) {
    long key = ((long) caller << 32) | callee;
    int index = pairs.getIfAbsent(key, -1);
    if (index < 0) {
      index = pairList.size();
      pairs.put(key, index);
      pairList.add(new Pair(index, caller, callee));
    }
    return pairList.get(index);
  }

  /** A call over {@code link} begins when {@code retired} instructions have retired. */
  void enter(Link link, long retired) {
    byFunction.enter(link.child.function, retired);
    if (link.pair != null) {
      byPair.enter(link.pair.index, retired);
    }
  }

  /** A call over {@code link} ends. */
  void leave(Link link, long retired) {
    byFunction.leave(link.child.function, retired);
    if (link.pair != null) {
      byPair.leave(link.pair.index, retired);
    }
  }

  /** A function as called along one path. */
  static final class Node {
    final int function;
    final @Nullable Node parent;
    final IntObjectHashMap<Node> children = new IntObjectHashMap<>(4);
    private final IntObjectHashMap<Link> links = new IntObjectHashMap<>(4);

    /** The link used last: most call sites always call the same function. */
    private long lastTarget;

    private @Nullable Link lastLink;

    long calls;

    /** Instructions charged to this node itself. */
    long self;

    Node(int function, @Nullable Node parent) {
      this.function = function;
      this.parent = parent;
    }
  }

  /** How one node reaches another. */
  static final class Link {
    final Node child;
    private final @Nullable Pair pair;

    /** Whether the child hangs elsewhere because the tree was full. */
    private final boolean folded;

    Link(Node child, @Nullable Pair pair, boolean folded) {
      this.child = child;
      this.pair = pair;
      this.folded = folded;
    }

    void countCall() {
      child.calls++;
      if (pair != null) {
        pair.calls++;
      }
    }

    void countTailCall() {
      child.calls++;
      if (pair != null) {
        pair.tailCalls++;
      }
    }
  }

  /** A caller and a callee. */
  static final class Pair {
    private final int index;
    final int caller;
    final int callee;
    long calls;
    long tailCalls;

    Pair(int index, int caller, int callee) {
      this.index = index;
      this.caller = caller;
      this.callee = callee;
    }
  }

  /**
   * For each of many things, the instructions retired while at least one activation of it lasted.
   */
  private static final class Activity {
    private int[] active = new int[64];
    private long[] since = new long[64];
    private long[] total = new long[64];

    void enter(int thing, long retired) {
      if (thing >= active.length) {
        int larger = Math.max(2 * active.length, thing + 1);
        active = Arrays.copyOf(active, larger);
        since = Arrays.copyOf(since, larger);
        total = Arrays.copyOf(total, larger);
      }
      if (active[thing]++ == 0) {
        since[thing] = retired;
      }
    }

    void leave(int thing, long retired) {
      if (--active[thing] == 0) {
        total[thing] += retired - since[thing];
      }
    }

    long total(int thing) {
      return thing < total.length ? total[thing] : 0;
    }
  }
}
