package dev.orrery.machine.elf;

import static dev.orrery.engine.MemoryPort.PAGE_SIZE;

import dev.orrery.engine.GuestFault;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.Region;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.List;

/** Puts the segments of programs into memory. */
public final class ElfLoader {
  private static final long PAGE_MASK = -(long) PAGE_SIZE;

  private final GuestMemory memory;
  private final UserMemory bytes;

  /** A loader into {@code memory}. */
  public ElfLoader(GuestMemory memory) {
    this.memory = memory;
    this.bytes = new UserMemory(memory);
  }

  /**
   * Maps the segments with the protection they ask for and fills them. Where two share a page, it
   * gets the protection of both.
   *
   * @param bias page-aligned, added to all addresses
   * @param top address that the program must stay below
   * @throws OrreryException if it does not, or the memory limit is too small for it
   */
  public LoadedImage map(ElfFile elf, long bias, long top) {
    long start = -1;
    long end = 0;
    for (ElfSegment s : elf.segments()) {
      long from = (s.address() + bias) & PAGE_MASK;
      long to = (s.end() + bias + PAGE_SIZE - 1) & PAGE_MASK;
      if (Long.compareUnsigned(to, top) > 0 || Long.compareUnsigned(from, to) >= 0) {
        throw ElfFile.bad(
            "%s: has a segment of 0x%x bytes at 0x%x, beyond the end of a program's memory at 0x%x: link it at a lower address"
                .formatted(elf.name(), s.memorySize(), s.address() + bias, top));
      }
      mapSegment(from, to, protection(s), elf.name());
      start = Long.compareUnsigned(from, start) < 0 ? from : start;
      end = Long.compareUnsigned(to, end) > 0 ? to : end;
    }
    fill(elf, bias);
    return new LoadedImage(elf, bias, start, end);
  }

  /**
   * Fills memory that is mapped already, such as a board's RAM.
   *
   * @throws OrreryException if a segment lies elsewhere, or the memory limit is too small for it
   */
  public LoadedImage place(ElfFile elf) {
    long start = -1;
    long end = 0;
    for (ElfSegment s : elf.segments()) {
      for (long at = s.address(); at != s.end(); ) {
        Region r = memory.regionAt(at);
        if (r == null || r.handler() != null) {
          throw new OrreryException(
              ExitCode.USAGE,
              "%s: has a segment of 0x%x bytes at 0x%x, and there is no RAM at 0x%x: change --ram"
                  .formatted(elf.name(), s.memorySize(), s.address(), at));
        }
        at = Long.compareUnsigned(r.end(), s.end()) < 0 ? r.end() : s.end();
      }
      start = Long.compareUnsigned(s.address(), start) < 0 ? s.address() : start;
      end = Long.compareUnsigned(s.end(), end) > 0 ? s.end() : end;
    }
    fill(elf, 0);
    return new LoadedImage(elf, 0, start & PAGE_MASK, (end + PAGE_SIZE - 1) & PAGE_MASK);
  }

  private void mapSegment(long from, long to, int protection, String label) {
    List<Region> shared = List.copyOf(memory.regionsWithin(from, to));
    long at = from;
    for (Region r : shared) {
      if (r.start() != at) {
        memory.map(at, r.start() - at, protection, label);
      }
      memory.protect(r.start(), r.length(), r.protection() | protection);
      at = r.end();
    }
    if (at != to) {
      memory.map(at, to - at, protection, label);
    }
  }

  private void fill(ElfFile elf, long bias) {
    try {
      for (ElfSegment s : elf.segments()) {
        bytes.poke(s.address() + bias, elf.bytes(), (int) s.offset(), (int) s.fileSize());
      }
    } catch (GuestFault e) {
      throw new OrreryException(
          ExitCode.LIMIT, elf.name() + ": does not fit into memory: " + memory.exhaustedMessage());
    }
  }

  private static int protection(ElfSegment s) {
    return (s.readable() ? Protection.READ : 0)
        | (s.writable() ? Protection.READ_WRITE : 0)
        | (s.executable() ? Protection.EXECUTE : 0);
  }
}
