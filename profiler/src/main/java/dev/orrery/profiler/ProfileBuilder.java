package dev.orrery.profiler;

import static java.util.Comparator.comparingLong;

import dev.orrery.engine.ExecutionCounts;
import dev.orrery.machine.dwarf.DebugInfo;
import dev.orrery.profiler.CountedCode.Counted;
import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.BlockProfile.Instruction;
import dev.orrery.profiler.recording.BranchSite;
import dev.orrery.profiler.recording.CallEdge;
import dev.orrery.profiler.recording.Coverage;
import dev.orrery.profiler.recording.EdgeProfile;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.FunctionProfile.Origin;
import dev.orrery.profiler.recording.MemoryUse;
import dev.orrery.profiler.recording.NamedCount;
import dev.orrery.profiler.recording.Outcome;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.RunInfo;
import dev.orrery.profiler.recording.SourceProfile;
import dev.orrery.profiler.recording.ThreadBlock;
import dev.orrery.profiler.recording.ThreadProfile;
import dev.orrery.profiler.recording.Totals;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns the counts of a finished run into a {@link Profile}. */
final class ProfileBuilder {
  private final FunctionTable functions;
  private final Symbols symbols;
  private final InstructionText text;
  private final ThreadStacks stacks;
  private final CallForest calls;
  private final CompletedInstructions completed;
  private final ExecutionCounts counts;
  private final DebugInfo debugInfo;
  private final @Nullable CycleCounter cycles;
  private final IntervalCounter intervals;

  /** The machine's time when the profile began. */
  private final long began;

  private final List<Counted> code;

  /** By position in {@link #code}: the function that holds the instruction. */
  private final int[] functionOf;

  /**
   * By function of the table: own instructions, distinct bytes that ran, position in the profile.
   */
  private final long[] self;

  private final long[] executedBytes;
  private final int[] position;

  ProfileBuilder(
      FunctionTable functions,
      Symbols symbols,
      InstructionText text,
      ThreadStacks stacks,
      CompletedInstructions completed,
      ExecutionCounts counts,
      DebugInfo debugInfo,
      @Nullable CycleCounter cycles,
      IntervalCounter intervals,
      long began) {
    this.intervals = intervals;
    this.began = began;
    this.functions = functions;
    this.symbols = symbols;
    this.text = text;
    this.stacks = stacks;
    this.calls = stacks.all();
    this.completed = completed;
    this.counts = counts;
    this.debugInfo = debugInfo;
    this.cycles = cycles;
    this.code = CountedCode.merge(counts, completed.counted());
    this.functionOf = new int[code.size()];
    findFunctions();
    this.self = new long[functions.size()];
    this.executedBytes = new long[functions.size()];
    this.position = new int[functions.size()];
  }

  /**
   * The profile.
   *
   * @param memory the memory map, and the pages read and written; executed pages are added here
   */
  Profile build(RunInfo run, Outcome outcome, MemoryUse memory) {
    countFunctions();
    List<FunctionProfile> functionProfiles = functionProfiles();
    List<BlockProfile> blocks = blocks();
    List<EdgeProfile> edges = edges();
    CallTables callTables = new CallTables(this.calls, position);
    List<CallEdge> calls = callTables.edges();
    SourceProfile source = SourceTable.of(debugInfo, code, symbols);
    CodeSpots spots = new CodeSpots(blocks);
    return new Profile(
        run,
        outcome,
        new Totals(
            stacks.retired(),
            completed.total(),
            code.size(),
            blocks.stream().mapToLong(BlockProfile::executions).sum(),
            calls.stream().mapToLong(c -> c.calls() + c.tailCalls()).sum()),
        sums(c -> c.insn().row().insnClass()),
        sums(c -> c.insn().row().name()),
        completed.calls(),
        functionProfiles,
        blocks,
        edges,
        branches(edges),
        calls,
        callTables.tree(),
        this.calls.tracking(),
        withExecuted(memory),
        coverage(),
        source,
        stacks.several() ? threads(blocks) : List.of(),
        cycles == null
            ? List.of()
            : List.of(
                CycleTable.of(cycles, functionProfiles.size(), blocks, spots, source, callTables)),
        callTables.sites(),
        intervals.intervals(blocks),
        List.of(callTables.timeline(stacks.trace(), began)),
        cycles == null ? List.of() : List.of(cycles.accesses().profile(spots, GuestText::bounded)));
  }

  /** Finds each instruction's function. Code without a symbol may add functions to the table. */
  private void findFunctions() {
    long unnamedSince = 0;
    boolean unnamed = false;
    for (int i = 0; i < functionOf.length; i++) {
      long pc = code.get(i).insn().pc();
      if (functions.bySymbol(pc) != FunctionTable.NONE) {
        unnamed = false;
      } else if (!unnamed) {
        unnamed = true;
        unnamedSince = pc;
      }
      functionOf[i] = functions.containing(pc, unnamedSince);
    }
  }

  private void countFunctions() {
    for (int i = 0; i < functionOf.length; i++) {
      Counted c = code.get(i);
      self[functionOf[i]] += c.count();
      boolean again = i > 0 && code.get(i - 1).insn().pc() == c.insn().pc();
      executedBytes[functionOf[i]] += again ? 0 : c.insn().length();
    }
  }

  /** Functions that retired an instruction or were called, in order; fills {@link #position}. */
  private List<FunctionProfile> functionProfiles() {
    long[] called = new long[functions.size()];
    for (CallForest.Pair p : calls.pairs()) {
      called[p.callee] += p.calls + p.tailCalls;
    }
    List<Integer> met = new ArrayList<>();
    for (int f = 0; f < functions.size(); f++) {
      boolean inTree = called[f] > 0 || calls.isRoot(f);
      if (self[f] > 0 || inTree) {
        met.add(f);
      }
    }
    met.sort(
        comparingLong((Integer f) -> -self[f])
            .thenComparing((a, b) -> Long.compareUnsigned(functions.start(a), functions.start(b))));
    List<FunctionProfile> profiles = new ArrayList<>();
    for (int f : met) {
      position[f] = profiles.size();
      profiles.add(
          new FunctionProfile(
              GuestText.bounded(functions.name(f)),
              functions.start(f),
              functions.bytes(f),
              functions.origin(f),
              self[f],
              // Code that was never called by an instruction that the stack saw is on no path.
              Math.max(self[f], calls.inclusive(f)),
              called[f],
              executedBytes[f]));
    }
    return profiles;
  }

  private List<BlockProfile> blocks() {
    List<BlockProfile> blocks = new ArrayList<>();
    int next = 0;
    for (List<Counted> block : CountedCode.blocks(code)) {
      int function = position[functionOf[next]];
      next += block.size();
      long bytes = 0;
      long instructions = 0;
      List<Instruction> listing = new ArrayList<>(block.size());
      for (Counted c : block) {
        bytes += c.insn().length();
        instructions += c.count();
        listing.add(
            new Instruction(
                c.insn().pc(),
                c.insn().word(),
                c.insn().length(),
                c.insn().row().name(),
                c.insn().row().insnClass(),
                GuestText.bounded(text.of(c.insn())),
                c.count()));
      }
      long first = block.getFirst().count();
      long pc = block.getFirst().insn().pc();
      blocks.add(new BlockProfile(pc, bytes, function, first, instructions, listing));
    }
    blocks.sort(
        comparingLong((BlockProfile b) -> -b.instructions())
            .thenComparing((a, b) -> Long.compareUnsigned(a.address(), b.address()))
            .thenComparing((a, b) -> compareWords(a, b)));
    return blocks;
  }

  private static int compareWords(BlockProfile a, BlockProfile b) {
    return Long.compareUnsigned(a.code().getFirst().word(), b.code().getFirst().word());
  }

  private List<EdgeProfile> edges() {
    record Key(long from, long to, JumpKind kind) {}
    Map<Key, Long> sums = new HashMap<>();
    for (ExecutionCounts.EdgeCount e : counts.edges()) {
      if (e.kind() != JumpKind.NONE && e.count() > 0) {
        sums.merge(new Key(e.from(), e.to(), e.kind()), e.count(), Long::sum);
      }
    }
    List<EdgeProfile> edges = new ArrayList<>();
    sums.forEach((k, n) -> edges.add(new EdgeProfile(k.from, k.to, k.kind, n)));
    edges.sort(
        Comparator.<EdgeProfile>comparingLong(e -> e.from() ^ Long.MIN_VALUE)
            .thenComparingLong(e -> e.to() ^ Long.MIN_VALUE)
            .thenComparing(EdgeProfile::kind));
    return edges;
  }

  private List<BranchSite> branches(List<EdgeProfile> edges) {
    Map<Long, List<EdgeProfile>> leaving = new HashMap<>();
    for (EdgeProfile e : edges) {
      if (e.kind() == JumpKind.BRANCH) {
        leaving.computeIfAbsent(e.from(), pc -> new ArrayList<>()).add(e);
      }
    }
    List<BranchSite> branches = new ArrayList<>();
    for (int i = 0; i < code.size(); i++) {
      DecodedInsn insn = code.get(i).insn();
      List<EdgeProfile> out = leaving.remove(insn.pc());
      if (out != null) {
        long taken = 0;
        long notTaken = 0;
        for (EdgeProfile e : out) {
          boolean fellThrough = e.to() == insn.nextPc();
          taken += fellThrough ? 0 : e.count();
          notTaken += fellThrough ? e.count() : 0;
        }
        String line = GuestText.bounded(text.of(insn));
        branches.add(new BranchSite(insn.pc(), position[functionOf[i]], line, taken, notTaken));
      }
    }
    branches.sort(
        comparingLong((BranchSite b) -> -b.executions())
            .thenComparing((a, b) -> Long.compareUnsigned(a.address(), b.address())));
    return branches;
  }

  /** Each thread's share of the blocks, and its calls. */
  private List<ThreadProfile> threads(List<BlockProfile> blocks) {
    record Place(long pc, long word) {}
    Map<Place, Integer> blockOf = new HashMap<>();
    for (int b = 0; b < blocks.size(); b++) {
      for (Instruction i : blocks.get(b).code()) {
        blockOf.put(new Place(i.address(), i.word()), b);
      }
    }
    List<ThreadProfile> threads = new ArrayList<>();
    for (int number : stacks.numbers()) {
      long[] instructions = new long[blocks.size()];
      long[] executions = new long[blocks.size()];
      for (Counted c : CountedCode.merge(counts.of(number), completed.counted(number))) {
        Integer b = blockOf.get(new Place(c.insn().pc(), c.insn().word()));
        if (b != null) {
          instructions[b] += c.count();
          executions[b] += c.insn().pc() == blocks.get(b).address() ? c.count() : 0;
        }
      }
      List<ThreadBlock> ran = new ArrayList<>();
      for (int b = 0; b < instructions.length; b++) {
        if (instructions[b] > 0) {
          ran.add(new ThreadBlock(b, executions[b], instructions[b]));
        }
      }
      ran.sort(
          comparingLong((ThreadBlock b) -> -b.instructions()).thenComparing(ThreadBlock::block));
      ThreadStacks.Counted c = stacks.counted(number);
      threads.add(
          new ThreadProfile(
              c.id(),
              GuestText.bounded(c.name()),
              c.threads(),
              c.retired(),
              ran,
              new CallTables(c.calls(), position).tree()));
    }
    return threads;
  }

  private List<NamedCount> sums(java.util.function.Function<Counted, String> name) {
    Map<String, Long> sums = new TreeMap<>();
    code.forEach(c -> sums.merge(name.apply(c), c.count(), Long::sum));
    List<NamedCount> list = new ArrayList<>();
    sums.forEach((n, count) -> list.add(new NamedCount(n, count)));
    list.sort(comparingLong((NamedCount n) -> -n.count()).thenComparing(NamedCount::name));
    return list;
  }

  private MemoryUse withExecuted(MemoryUse memory) {
    TreeMap<Long, MemoryUse.Page> pages = new TreeMap<>(Long::compareUnsigned);
    for (MemoryUse.Page p : memory.pages()) {
      pages.put(p.address(), p);
    }
    long mask = -memory.pageBytes();
    for (Counted c : code) {
      long last = c.insn().nextPc() - 1;
      for (long page : new long[] {c.insn().pc() & mask, last & mask}) {
        MemoryUse.Page p = pages.get(page);
        boolean read = p != null && p.read();
        boolean written = p != null && p.written();
        pages.put(page, new MemoryUse.Page(page, read, written, true));
      }
    }
    List<MemoryUse.Region> regions = new ArrayList<>();
    for (MemoryUse.Region r : memory.regions()) {
      String name = GuestText.bounded(r.name());
      regions.add(new MemoryUse.Region(name, r.start(), r.end(), r.permissions()));
    }
    return new MemoryUse(memory.pageBytes(), regions, List.copyOf(pages.values()));
  }

  private Coverage coverage() {
    long executed = 0;
    long bytes = 0;
    for (int f = 0; f < functions.size(); f++) {
      if (functions.origin(f) == Origin.SYMBOL && self[f] > 0) {
        executed++;
        bytes += executedBytes[f];
      }
    }
    long known = 0;
    long knownBytes = 0;
    TreeMap<Long, Long> ends = new TreeMap<>(Long::compareUnsigned);
    for (Symbols.Extent s : symbols.extents()) {
      ends.merge(s.start(), s.size(), Math::max);
    }
    long covered = 0; // Symbols may overlap; a byte counts once.
    boolean first = true;
    for (Map.Entry<Long, Long> e : ends.entrySet()) {
      long start = e.getKey();
      long end = start + Math.max(0, e.getValue());
      if (!first && Long.compareUnsigned(start, covered) < 0) {
        start = covered;
      }
      if (Long.compareUnsigned(end, start) > 0) {
        knownBytes += end - start;
        covered = end;
      }
      first = false;
      known++;
    }
    return new Coverage(executed, Math.max(known, executed), bytes, Math.max(knownBytes, bytes));
  }
}
