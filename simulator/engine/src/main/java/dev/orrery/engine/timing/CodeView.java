package dev.orrery.engine.timing;

import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.code.InsnReader;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program's code as a core's fetch sees it, executed or not. What has been seen is kept until its
 * bytes change.
 */
public final class CodeView {
  private static final int PAGE_SHIFT = 12;
  private static final int PAGE_SIZE = 1 << PAGE_SHIFT;

  /** Pages that are found at once; a power of two. */
  private static final int RECENT = 64;

  /** Pages of which something is kept, at most: a guest can execute anywhere. */
  private static final int MOST_PAGES = 1 << 12;

  /** Bytes that {@link Seen#code} has. */
  private static final int CODE_BYTES = 4;

  /** What stands at an address depends on no more bytes from there on. */
  public static final int MOST_BYTES = 16;

  private final Isa isa;
  private final AddressSpace space;
  private final InsnReader reader;
  private final long addressMask;

  private final Map<Long, Page> kept = new HashMap<>();
  private final Page[] recent = new Page[RECENT];
  private final List<Runnable> observers = new ArrayList<>();

  /**
   * What stands at an address.
   *
   * @param insn the instruction; {@link InsnFacts#NONE} if there is none
   * @param code the four bytes there, 0 for those that cannot be fetched
   * @param lasts until it changes, which is not told of what cannot be fetched
   */
  record Seen(InsnFacts insn, long code, boolean lasts) {}

  /** What has been seen in a page, by the offset of its first byte. */
  private record Page(long number, @Nullable Seen[] seen) {}

  /** A view of the code in {@code space}. */
  public CodeView(Isa isa, AddressSpace space) {
    this.isa = isa;
    this.space = space;
    this.reader = new InsnReader(isa, space);
    this.addressMask = Bits.mask(isa.xlen());
    space.watchCode(this::changed);
  }

  /** The instruction at {@code pc}; {@link InsnFacts#NONE} if there is none. */
  public InsnFacts at(long pc) {
    return seen(pc).insn;
  }

  /** What stands at {@code address}. */
  Seen seen(long address) {
    long start = address & addressMask;
    Page page = page(start);
    int offset = (int) start & PAGE_SIZE - 1;
    Seen seen = page.seen[offset];
    if (seen == null) {
      seen = look(start);
      if (seen.lasts) {
        page.seen[offset] = seen;
        space.codeTranslated(start, start + MOST_BYTES);
      }
    }
    return seen;
  }

  /** Has {@code observer} run when something that has been seen may have changed. */
  void watch(Runnable observer) {
    observers.add(observer);
  }

  /** The facts of {@code insn}, which has just been read. */
  public InsnFacts of(DecodedInsn insn) {
    InsnFacts known = seen(insn.pc()).insn;
    return known.word() == insn.word() ? known : InsnFacts.of(isa, insn);
  }

  private Page page(long address) {
    long number = address >>> PAGE_SHIFT;
    int at = (int) number & RECENT - 1;
    Page page = recent[at];
    if (page == null || page.number != number) {
      if (kept.size() >= MOST_PAGES) {
        kept.clear();
      }
      page = kept.computeIfAbsent(number, n -> new Page(n, new Seen[PAGE_SIZE]));
      recent[at] = page;
    }
    return page;
  }

  private Seen look(long address) {
    long code = 0;
    for (int i = 0; i < CODE_BYTES; i++) {
      try {
        code |= (space.fetch(address + i, 1) & 0xff) << 8 * i;
      } catch (GuestFault e) {
        break;
      }
    }
    try {
      return new Seen(InsnFacts.of(isa, reader.read(address)), code, true);
    } catch (GuestTrap e) {
      return new Seen(InsnFacts.NONE, code, true);
    } catch (GuestFault e) {
      return new Seen(InsnFacts.NONE, code, false);
    }
  }

  /** Forgets the pages from {@code start} to {@code end}; an end of 0 is that of the space. */
  private void changed(long start, long end) {
    long first = start >>> PAGE_SHIFT;
    long last = end - 1 >>> PAGE_SHIFT;
    // What begins at the end of the page before may end in the first one.
    boolean some =
        kept.keySet()
            .removeIf(
                n -> Long.compareUnsigned(n + 1, first) >= 0 && Long.compareUnsigned(n, last) <= 0);
    if (some) {
      observers.forEach(Runnable::run);
    }
    for (int i = 0; i < RECENT; i++) {
      Page page = recent[i];
      if (page != null && !kept.containsKey(page.number)) {
        recent[i] = null;
      }
    }
  }
}
