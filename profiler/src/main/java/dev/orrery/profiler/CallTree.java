package dev.orrery.profiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final int causes;
  private final Node root;
  private final Link entry;
  private int nodes = 1;
  private long foldedCalls;

  private final Activity byFunction;
  private final Activity byPair;
  private final Activity bySite;
  private final LongIntHashMap pairs = new LongIntHashMap();
  private final List<Pair> pairList = new ArrayList<>();
  private final Map<SiteKey, Site> sites = new HashMap<>();

  private record SiteKey(long address, Pair pair) {}

  /** An instruction that calls, and the function called. */
  private record LinkKey(long address, int function) {}

  /**
   * A tree whose root is {@code function}, which nothing called.
   *
   * @param causes how many causes of cycles are counted besides the instructions
   */
  CallTree(int function, int causes) {
    this.causes = causes;
    byFunction = new Activity(1 + causes);
    byPair = new Activity(1 + causes);
    bySite = new Activity(1 + causes);
    root = new Node(function, null, causes);
    entry = new Link(-1, root, null, null, false);
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

  /** Instructions that call, with what they called, in no particular order. */
  Iterable<Site> sites() {
    return sites.values();
  }

  /** Tells every function that was active of the instructions retired meanwhile. */
  void forEachFunction(FunctionTotal to) {
    for (int f = 0; f < byFunction.active.length; f++) {
      long total = byFunction.total(f);
      if (total > 0) {
        to.of(f, total);
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

  /** Instructions, then cycles by cause, while a call of the site was active. */
  long[] inclusive(Site site) {
    return bySite.totals(site.index);
  }

  /** What a call from {@code node}, by the instruction at {@code site}, to a target leads to. */
  Link link(Node node, long site, long target, FunctionTable functions) {
    Link last = node.lastLink;
    if (last != null && last.address == site && node.lastTarget == target) {
      return last;
    }
    int function = functions.called(target);
    LinkKey key = new LinkKey(site, function);
    Link link = node.links.get(key);
    if (link == null) {
      Node child = child(node, function);
      boolean folded = child.parent == root && node != root && !onPath(node, child);
      Pair pair = pair(node.function, function);
      link = new Link(site, child, pair, site(site, pair), folded);
      node.links.put(key, link);
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
      child = new Node(function, parent, causes);
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

  private Site site(long address, Pair pair) {
    return sites.computeIfAbsent(
        new SiteKey(address, pair), k -> new Site(sites.size(), address, pair));
  }

  /**
   * A call over {@code link} begins.
   *
   * @param clock instructions that have retired, then cycles by cause
   */
  void enter(Link link, long[] clock) {
    byFunction.enter(link.child.function, clock);
    if (link.pair != null && link.site != null) {
      byPair.enter(link.pair.index, clock);
      bySite.enter(link.site.index, clock);
    }
  }

  /** A call over {@code link} ends. */
  void leave(Link link, long[] clock) {
    byFunction.leave(link.child.function, clock);
    if (link.pair != null && link.site != null) {
      byPair.leave(link.pair.index, clock);
      bySite.leave(link.site.index, clock);
    }
  }

  /** A function as called along one path. */
  static final class Node {
    final int function;
    final @Nullable Node parent;
    final IntObjectHashMap<Node> children = new IntObjectHashMap<>(4);
    private final Map<LinkKey, Link> links = new HashMap<>();

    /** The link used last: loops call the same function again. */
    private long lastTarget;

    private @Nullable Link lastLink;

    long calls;

    /** Instructions charged to this node itself, then cycles by cause. */
    final long[] self;

    Node(int function, @Nullable Node parent, int causes) {
      this.function = function;
      this.parent = parent;
      this.self = new long[1 + causes];
    }
  }

  /** How one node reaches another: by one instruction that calls. */
  static final class Link {
    private final long address;
    final Node child;
    private final @Nullable Pair pair;
    private final @Nullable Site site;

    /** Whether the child hangs elsewhere because the tree was full. */
    private final boolean folded;

    Link(long address, Node child, @Nullable Pair pair, @Nullable Site site, boolean folded) {
      this.address = address;
      this.child = child;
      this.pair = pair;
      this.site = site;
      this.folded = folded;
    }

    void countCall() {
      child.calls++;
      if (pair != null && site != null) {
        pair.calls++;
        site.calls++;
      }
    }

    void countTailCall() {
      child.calls++;
      if (pair != null && site != null) {
        pair.tailCalls++;
        site.calls++;
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

  /** An instruction that calls, and what it called. */
  static final class Site {
    private final int index;
    final long address;
    final Pair pair;

    /** Calls and tail calls. */
    long calls;

    Site(int index, long address, Pair pair) {
      this.index = index;
      this.address = address;
      this.pair = pair;
    }
  }

  /**
   * For each of many things, what several clocks showed while at least one activation of it lasted.
   */
  private static final class Activity {
    private final int clocks;
    private int[] active = new int[64];

    /** By thing and clock. */
    private long[] since;

    private long[] total;

    Activity(int clocks) {
      this.clocks = clocks;
      this.since = new long[64 * clocks];
      this.total = new long[64 * clocks];
    }

    void enter(int thing, long[] clock) {
      if (thing >= active.length) {
        int larger = Math.max(2 * active.length, thing + 1);
        active = Arrays.copyOf(active, larger);
        since = Arrays.copyOf(since, larger * clocks);
        total = Arrays.copyOf(total, larger * clocks);
      }
      if (active[thing]++ == 0) {
        System.arraycopy(clock, 0, since, thing * clocks, clocks);
      }
    }

    void leave(int thing, long[] clock) {
      if (--active[thing] == 0) {
        for (int c = 0, at = thing * clocks; c < clocks; c++, at++) {
          total[at] += clock[c] - since[at];
        }
      }
    }

    /** What the first clock showed. */
    long total(int thing) {
      return thing < active.length ? total[thing * clocks] : 0;
    }

    /** What each clock showed. */
    long[] totals(int thing) {
      return thing < active.length
          ? Arrays.copyOfRange(total, thing * clocks, (thing + 1) * clocks)
          : new long[clocks];
    }
  }
}
