package dev.orrery.profiler;

import dev.orrery.machine.Ending;
import dev.orrery.machine.Machine;
import dev.orrery.machine.elf.ElfSection;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.PageUse;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.Region;
import dev.orrery.profiler.recording.MemoryUse;
import dev.orrery.profiler.recording.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the profiler reads of a machine, in its own words. */
final class MachineView {
  private MachineView() {}

  /** The functions of a symbol table. */
  static Symbols symbols(SymbolTable table) {
    List<Symbols.Extent> extents = new ArrayList<>();
    List<dev.orrery.machine.elf.Symbol> functions = new ArrayList<>();
    List<dev.orrery.machine.elf.Symbol> sorted = table.functions();
    for (int i = 0; i < sorted.size(); i++) {
      var s = sorted.get(i);
      boolean another = i + 1 < sorted.size() && sorted.get(i + 1).address() == s.address();
      if (!another) {
        long next = i + 1 < sorted.size() ? sorted.get(i + 1).address() : s.address();
        long size = s.size() > 0 ? s.size() : reach(table, s.address(), next);
        functions.add(s);
        extents.add(new Symbols.Extent(s.address(), size));
      }
    }
    return new SortedSymbols(table, functions, extents);
  }

  /**
   * Labels of assembly have no size: they reach to the next one, or to the end of their section.
   */
  private static long reach(SymbolTable table, long address, long next) {
    for (ElfSection section : table.sections()) {
      if (section.address() != 0 && holds(section, address)) {
        boolean nextInside = next != address && holds(section, next);
        return (nextInside ? next : section.address() + section.size()) - address;
      }
    }
    return 0;
  }

  private static boolean holds(ElfSection section, long address) {
    return Long.compareUnsigned(address - section.address(), section.size()) < 0;
  }

  /** The memory map, and the pages read and written. Executed pages follow from the counts. */
  static MemoryUse memory(GuestMemory memory) {
    List<MemoryUse.Region> regions = new ArrayList<>();
    for (Region r : memory.regions()) {
      String name = r.label().isEmpty() ? "[anonymous]" : r.label();
      regions.add(new MemoryUse.Region(name, r.start(), r.end(), Protection.text(r.protection())));
    }
    List<MemoryUse.Page> pages = new ArrayList<>();
    for (PageUse p : memory.pageUses()) {
      if (p.read() || p.written()) {
        pages.add(new MemoryUse.Page(p.address(), p.read(), p.written(), false));
      }
    }
    return new MemoryUse(dev.orrery.engine.MemoryPort.PAGE_SIZE, regions, pages);
  }

  /** How a run ended, in words. */
  static Outcome outcome(Machine machine, dev.orrery.machine.Outcome o) {
    int status = o.exitStatus();
    return switch (o.ending()) {
      case Ending.Exited e ->
          new Outcome(Outcome.Kind.EXITED, status, "exited with status " + status);
      case Ending.Killed k -> new Outcome(Outcome.Kind.FAULTED, status, "killed by " + k.name());
      case Ending.Faulted f ->
          new Outcome(Outcome.Kind.FAULTED, status, f.summary() + " at " + place(machine));
      case Ending.Stuck s -> new Outcome(Outcome.Kind.FAULTED, status, s.summary());
      case Ending.LimitReached l -> new Outcome(Outcome.Kind.LIMIT, status, l.summary());
      case Ending.Interrupted i -> new Outcome(Outcome.Kind.INTERRUPTED, status, "interrupted");
    };
  }

  private static String place(Machine machine) {
    long pc = machine.hart().pc;
    String name = machine.symbols().describe(pc);
    return name == null ? "0x" + Long.toHexString(pc) : name;
  }

  /**
   * Functions by address; where they overlap, the one that begins last. Only those that are asked
   * for get a name that people read: a program has thousands that never run.
   */
  private static final class SortedSymbols implements Symbols {
    private final SymbolTable table;
    private final List<dev.orrery.machine.elf.Symbol> functions;
    private final List<Extent> sorted;

    SortedSymbols(
        SymbolTable table, List<dev.orrery.machine.elf.Symbol> functions, List<Extent> sorted) {
      this.table = table;
      this.functions = functions;
      this.sorted = List.copyOf(sorted);
    }

    @Override
    public @Nullable Symbol at(long address) {
      int low = 0;
      int high = sorted.size();
      while (low < high) {
        int mid = (low + high) >>> 1;
        if (Long.compareUnsigned(sorted.get(mid).start(), address) <= 0) {
          low = mid + 1;
        } else {
          high = mid;
        }
      }
      // A short function may stand inside a longer one, whose rest then lies behind it.
      for (int i = low - 1; i >= Math.max(0, low - MOST_INSIDE); i--) {
        Extent s = sorted.get(i);
        if (Long.compareUnsigned(address - s.start(), s.size()) < 0) {
          return new Symbol(table.title(functions.get(i)), s.start(), s.size());
        }
      }
      return null;
    }

    private static final int MOST_INSIDE = 32;

    @Override
    public List<Extent> extents() {
      return sorted;
    }
  }
}
