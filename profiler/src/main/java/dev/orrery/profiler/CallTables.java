package dev.orrery.profiler;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import dev.orrery.profiler.recording.CallEdge;
import dev.orrery.profiler.recording.CallSite;
import dev.orrery.profiler.recording.CallTimeline;
import dev.orrery.profiler.recording.CallTimeline.CallSpan;
import dev.orrery.profiler.recording.CallTreeNode;
import dev.orrery.profiler.recording.CycleProfile.CycleShare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls that were followed, in the order of a recording. */
final class CallTables {
  private final CallForest calls;

  /** By function of the function table: position in the profile. */
  private final int[] position;

  private final List<CallForest.Node> nodes = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();
  private final Map<CallForest.Node, Long> totals = new HashMap<>();
  private final List<CallForest.SiteKey> sites;

  /**
   * Tables of {@code calls}.
   *
   * @param position by function of the function table: its index in the profile
   */
  CallTables(CallForest calls, int[] position) {
    this.calls = calls;
    this.position = position;
    this.sites = new ArrayList<>(calls.sites().keySet());
    sites.sort(
        comparingLong((CallForest.SiteKey s) -> s.address() ^ Long.MIN_VALUE)
            .thenComparingInt(s -> position[s.callee()])
            .thenComparingInt(s -> position[s.caller()]));
    order();
  }

  /** Calls between functions, by inclusive instructions, most first. */
  List<CallEdge> edges() {
    List<CallEdge> edges = new ArrayList<>();
    for (CallForest.Pair p : calls.pairs()) {
      edges.add(
          new CallEdge(position[p.caller], position[p.callee], p.calls, p.tailCalls, p.inclusive));
    }
    edges.sort(
        comparingLong((CallEdge c) -> -c.inclusive())
            .thenComparingLong(c -> -c.calls())
            .thenComparingInt(CallEdge::caller)
            .thenComparingInt(CallEdge::callee));
    return edges;
  }

  /** Instructions that call, by address. */
  List<CallSite> sites() {
    List<CallSite> all = new ArrayList<>();
    for (CallForest.SiteKey s : sites) {
      CallForest.Site counts = site(s);
      all.add(
          new CallSite(
              s.address(),
              position[s.caller()],
              position[s.callee()],
              counts.calls,
              counts.inclusive));
    }
    return all;
  }

  /** Cycles while calls of {@link #sites} were active. */
  List<CycleShare> siteCycles() {
    List<CycleShare> all = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      share(i, site(sites.get(i)).cycles, all);
    }
    return all;
  }

  private CallForest.Site site(CallForest.SiteKey key) {
    return calls.sites().getOrDefault(key, new CallForest.Site());
  }

  /** Functions by the path they were called along, in preorder. */
  List<CallTreeNode> tree() {
    List<CallTreeNode> all = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      CallForest.Node n = nodes.get(i);
      all.add(new CallTreeNode(depths.get(i), position[n.function], n.calls, n.self, total(n)));
    }
    return all;
  }

  /** Cycles of the nodes of {@link #tree} themselves. */
  List<CycleShare> treeCycles() {
    List<CycleShare> all = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      share(i, nodes.get(i).cycles, all);
    }
    return all;
  }

  /** When functions were active, by thread, time and depth. */
  CallTimeline timeline(CallTrace trace, long began) {
    List<CallSpan> spans = new ArrayList<>();
    for (CallTrace.Span s : trace.spans()) {
      spans.add(
          new CallSpan(
              trace.thread(s.stack()),
              s.depth(),
              position[s.function()],
              s.start() - began,
              s.instructions(),
              s.startCycle(),
              s.cycles()));
    }
    spans.sort(
        comparingInt(CallSpan::thread)
            .thenComparingLong(CallSpan::start)
            .thenComparingInt(CallSpan::depth));
    return new CallTimeline(trace.shortest(), spans);
  }

  private static void share(int of, long[] cycles, List<CycleShare> to) {
    for (int c = 0; c < cycles.length; c++) {
      if (cycles[c] > 0) {
        to.add(new CycleShare(of, c, cycles[c]));
      }
    }
  }

  private long total(CallForest.Node node) {
    return totals.getOrDefault(node, 0L);
  }

  /** Fills {@link #nodes}, without recursion: a path may be as long as there are functions. */
  private void order() {
    List<CallForest.Node> roots = new ArrayList<>();
    calls.roots().forEach(roots::add);
    addUp(roots);
    Comparator<CallForest.Node> order =
        comparing((CallForest.Node n) -> -total(n))
            .thenComparing(comparingInt(n -> position[n.function]));
    record Visit(CallForest.Node node, int depth) {}
    List<Visit> open = new ArrayList<>();
    roots.sort(order.reversed());
    roots.forEach(r -> open.add(new Visit(r, 0)));
    while (!open.isEmpty()) {
      Visit v = open.removeLast();
      nodes.add(v.node);
      depths.add(v.depth);
      List<CallForest.Node> children = new ArrayList<>(v.node.children.values());
      children.sort(order.reversed());
      children.forEach(c -> open.add(new Visit(c, v.depth + 1)));
    }
  }

  private void addUp(List<CallForest.Node> roots) {
    List<CallForest.Node> preorder = new ArrayList<>(roots);
    for (int i = 0; i < preorder.size(); i++) {
      preorder.addAll(preorder.get(i).children.values());
    }
    for (CallForest.Node n : preorder.reversed()) {
      long sum = n.self;
      for (CallForest.Node child : n.children.values()) {
        sum += total(child);
      }
      totals.put(n, sum);
    }
  }
}
