package dev.orrery.machine.bare;

import static dev.orrery.engine.MemoryPort.PAGE_SIZE;

import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.Stop;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Environment;
import dev.orrery.machine.StopText;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfLoader;
import dev.orrery.machine.elf.ElfSegment;
import dev.orrery.machine.elf.LoadedImage;
import dev.orrery.machine.elf.Symbol;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.Region;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.ByteOrder;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RAM, and words at the places of the program's symbols: {@code tohost} ends it, {@code roi_begin},
 * {@code roi_end} and {@code report} are noted with the instruction count. Such words may lie in
 * RAM or outside; outside they get memory of their own that reads 0 where nothing was stored.
 */
public final class BareBoard implements Environment {
  /** Size of the RAM that a board gets around a segment unless it is told otherwise. */
  static final long DEFAULT_RAM = 128L << 20;

  private static final List<String> MARKERS = List.of("roi_begin", "roi_end", "report");
  private static final int MAX_MARKERS = 1 << 16;

  private final GuestMemory memory;
  private final ByteOrder order;
  private final LoadedImage image;
  private final @Nullable Htif htif;
  private final List<Marker> markers = new ArrayList<>();
  private @Nullable Hart hart;

  /**
   * Builds a board with a program in it.
   *
   * @param memory with nothing mapped yet
   * @param ram where there is RAM; if empty, 128 MiB from each segment that no earlier one covers
   * @param out what the program prints goes here
   * @throws dev.orrery.spec.diag.OrreryException if the program does not fit
   */
  public BareBoard(ElfFile elf, GuestMemory memory, List<RamRange> ram, OutputStream out) {
    this.memory = memory;
    for (RamRange r : ram.isEmpty() ? defaultRam(elf) : ram) {
      mapRam(r);
    }
    this.order = elf.order();
    this.image = new ElfLoader(memory).place(elf);
    this.htif = watchToHost(out);
    for (String name : MARKERS) {
      watchMarker(name);
    }
    mapWord("hwflags", 4);
  }

  private void mapRam(RamRange r) {
    try {
      memory.map(r.base(), r.size(), Protection.ALL, "RAM");
    } catch (IllegalArgumentException e) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--ram 0x%x:0x%x: RAM is whole pages of %d bytes, at least one, inside the address space"
              .formatted(r.base(), r.size(), MemoryPort.PAGE_SIZE),
          e);
    }
  }

  /** The program. */
  public LoadedImage image() {
    return image;
  }

  /** Sets a hart to its first instruction; the others of its registers are as after reset. */
  public void reset(Hart newHart) {
    hart = newHart;
    newHart.pc = image.entry();
  }

  /** The stores to marker words so far, in order; the first 65536 of them. */
  public List<Marker> markers() {
    return List.copyOf(markers);
  }

  /** Whether the program has a way to end. */
  public boolean canEnd() {
    return htif != null;
  }

  @Override
  public @Nullable Ending serve(Hart at, Stop stop) {
    return switch (stop) {
      case Stop.Budget b -> null;
      case Stop.Requested r -> htif == null ? null : htif.ending();
      case Stop.Fault f -> new Ending.Faulted(stop, StopText.of(f));
      case Stop.Trap t ->
          new Ending.Faulted(
              stop,
              t.kind() == TrapKind.SYSCALL
                  ? "system call without an operating system"
                  : StopText.of(t));
    };
  }

  private static List<RamRange> defaultRam(ElfFile elf) {
    long top = elf.bits() == 32 ? 1L << 32 : -(long) PAGE_SIZE;
    List<ElfSegment> segments = new ArrayList<>(elf.segments());
    segments.sort((a, b) -> Long.compareUnsigned(a.address(), b.address()));
    List<RamRange> ram = new ArrayList<>();
    long covered = 0;
    for (ElfSegment s : segments) {
      if (!ram.isEmpty() && Long.compareUnsigned(s.end(), covered) <= 0) {
        continue;
      }
      long base = s.address() & -(long) PAGE_SIZE;
      if (!ram.isEmpty() && Long.compareUnsigned(base, covered) < 0) {
        base = covered;
      }
      long least = s.end() - base;
      long size = Math.max(DEFAULT_RAM, (least + PAGE_SIZE - 1) & -(long) PAGE_SIZE);
      size = Long.compareUnsigned(size, top - base) > 0 ? top - base : size;
      ram.add(new RamRange(base, size));
      covered = base + size;
    }
    return ram;
  }

  private @Nullable Htif watchToHost(OutputStream out) {
    Symbol toHost = mapWord("tohost", 8);
    if (toHost == null) {
      return null;
    }
    Symbol fromHost = mapWord("fromhost", 8);
    Htif watch =
        new Htif(
            new UserMemory(memory, order),
            toHost.address(),
            fromHost == null ? null : fromHost.address(),
            out);
    memory.watchStores(toHost.address(), 8, watch);
    return watch;
  }

  private void watchMarker(String name) {
    Symbol s = mapWord(name, 4);
    if (s != null) {
      UserMemory user = new UserMemory(memory, order);
      memory.watchStores(
          s.address(),
          4,
          (MemoryPort port, long address, int bytes) -> {
            port.stopRequested = true; // so that StopAtMarker can act behind the store
            long retired = hart == null ? 0 : hart.retired;
            if (markers.size() < MAX_MARKERS) {
              markers.add(new Marker(name, retired, user.load(s.address(), 4)));
            }
          });
    }
  }

  /** Makes sure that there is memory where a symbol is; null if there is no such symbol. */
  private @Nullable Symbol mapWord(String name, int bytes) {
    Symbol s = image.symbols().named(name);
    if (s == null || (s.address() & (bytes - 1)) != 0) {
      return null;
    }
    Region r = memory.regionAt(s.address());
    if (r == null) {
      memory.map(
          s.address() & -(long) PAGE_SIZE, PAGE_SIZE, Protection.READ_WRITE, "host interface");
    }
    return s;
  }
}
