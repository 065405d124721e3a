package dev.orrery.profiler.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What the guest did. Every list is ordered by its content alone, so that equal runs are equal. */
@Meaning("What the guest did.")
public record Profile(
    @Meaning("What ran.") RunInfo run,
    @Meaning("How it ended.") Outcome outcome,
    @Meaning("The run in a few numbers.") Totals totals,
    @Meaning("Instructions retired by class, most first.") List<NamedCount> classes,
    @Meaning("Instructions retired by row of the tables, most first.") List<NamedCount> rows,
    @Meaning("System calls by name, most first.") List<NamedCount> systemCalls,
    @Meaning("Functions that ran, by own instructions, most first.")
        List<FunctionProfile> functions,
    @Meaning("Blocks that ran, by instructions, most first.") List<BlockProfile> blocks,
    @Meaning("Control transfers that happened, by address.") List<EdgeProfile> edges,
    @Meaning("Conditional branches that retired, by executions, most first.")
        List<BranchSite> branches,
    @Meaning("Calls between functions, by inclusive instructions, most first.")
        List<CallEdge> calls,
    @Meaning("Functions by the path they were called along, in preorder.")
        List<CallTreeNode> callTree,
    @Meaning("How well calls and returns matched.") CallTracking callTracking,
    @Meaning("What memory the guest touched.") MemoryUse memory,
    @Meaning("How much of the program ran.") Coverage coverage,
    @Meaning("Where in the source the instructions come from.") SourceProfile source,
    @Meaning(value = "Threads in the order in which they began; none if there was one.", since = 3)
        List<ThreadProfile> threads,
    @Meaning(value = "Cycles of the core that was asked for; none if there was none.", since = 4)
        List<CycleProfile> cycles,
    @Meaning(value = "Instructions that call functions, by address.", since = 5)
        List<CallSite> callSites,
    @Meaning(value = "The run in parts, one after the other.", since = 5) List<Interval> intervals,
    @Meaning(value = "When functions were active; one at most.", since = 5)
        List<CallTimeline> timelines,
    @Meaning(value = "What loads and stores touched; none if that was not counted.", since = 5)
        List<AccessProfile> accesses) {

  public Profile {
    classes = List.copyOf(classes);
    rows = List.copyOf(rows);
    systemCalls = List.copyOf(systemCalls);
    functions = List.copyOf(functions);
    blocks = List.copyOf(blocks);
    edges = List.copyOf(edges);
    branches = List.copyOf(branches);
    calls = List.copyOf(calls);
    callTree = List.copyOf(callTree);
    threads = List.copyOf(threads);
    cycles = List.copyOf(cycles);
    callSites = List.copyOf(callSites);
    intervals = List.copyOf(intervals);
    timelines = List.copyOf(timelines);
    int causes = cycles.isEmpty() ? 0 : cycles.getFirst().causes().size();
    for (Interval i : intervals) {
      i.checkWithin(blocks.size(), causes);
    }
    for (CallTimeline t : timelines) {
      t.checkWithin(functions);
    }
    accesses = List.copyOf(accesses);
    for (BlockProfile b : blocks) {
      Checks.index("a block's function", b.function(), functions);
    }
    for (BranchSite b : branches) {
      Checks.index("a branch's function", b.function(), functions);
    }
    for (CallEdge c : calls) {
      Checks.index("a caller", c.caller(), functions);
      Checks.index("a callee", c.callee(), functions);
    }
    for (CallSite c : callSites) {
      Checks.index("a call site's caller", c.caller(), functions);
      Checks.index("a call site's callee", c.callee(), functions);
    }
    check(callTree, functions);
    for (CycleProfile c : cycles) {
      c.checkWithin(functions, blocks, source);
      c.checkWithin(callTree, callSites);
    }
    for (AccessProfile a : accesses) {
      a.checkWithin(blocks);
    }
    for (ThreadProfile t : threads) {
      check(t.callTree(), functions);
      for (ThreadBlock b : t.blocks()) {
        Checks.index("a thread's block", b.block(), blocks);
      }
    }
  }

  private static void check(List<CallTreeNode> tree, List<FunctionProfile> functions) {
    int depth = -1;
    for (CallTreeNode n : tree) {
      Checks.index("a call tree node's function", n.function(), functions);
      if (n.depth() > depth + 1) {
        throw new IllegalArgumentException(
            "a call tree node of depth " + n.depth() + " follows " + depth);
      }
      depth = n.depth();
    }
  }

  /** The function that holds a block. */
  public FunctionProfile function(int index) {
    return functions.get(index);
  }

  /**
   * Every way in which the profile adds up to the instructions retired, or to the cycles. Computed
   * from the lists, never stored, so that it says something about the data at hand.
   */
  public List<Identity> identities() {
    List<Identity> all = new ArrayList<>(instructionIdentities());
    cycles.forEach(c -> all.addAll(c.identities()));
    return all;
  }

  /** Those of instructions. */
  public List<Identity> instructionIdentities() {
    List<Identity> all = new ArrayList<>();
    all.add(identity("blocks", blocks, BlockProfile::instructions));
    all.add(identity("functions", functions, FunctionProfile::self));
    all.add(identity("classes", classes, NamedCount::count));
    all.add(identity("rows", rows, NamedCount::count));
    if (!callTree.isEmpty()) {
      all.add(identity("call tree", callTree, CallTreeNode::self));
    }
    if (!source.lines().isEmpty()) {
      all.add(identity("lines", source.lines(), SourceProfile.LineCount::instructions));
    }
    if (!intervals.isEmpty()) {
      all.add(identity("intervals", intervals, Interval::instructions));
    }
    if (!threads.isEmpty()) {
      all.add(identity("threads", threads, ThreadProfile::instructions));
      all.add(
          identity(
              "threads' blocks",
              threads.stream().flatMap(t -> t.blocks().stream()).toList(),
              ThreadBlock::instructions));
    }
    return all;
  }

  /** Whether every identity holds. */
  public boolean exact() {
    return identities().stream().allMatch(Identity::holds);
  }

  private <T> Identity identity(String what, List<T> list, ToLongFunction<T> count) {
    long sum = 0;
    for (T t : list) {
      sum += count.applyAsLong(t);
    }
    return new Identity(what, sum, totals.instructions());
  }
}
