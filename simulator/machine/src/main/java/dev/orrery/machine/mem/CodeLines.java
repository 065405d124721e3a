package dev.orrery.machine.mem;

import static dev.orrery.engine.MemoryPort.PAGE_SHIFT;
import static dev.orrery.engine.MemoryPort.PAGE_SIZE;

import dev.orrery.engine.CodeObserver;
import dev.orrery.engine.Engine;
import dev.orrery.engine.MemoryWindow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which memory an engine has translated code from: a page remembers it for each of its 64-byte
 * lines, so that data beside code costs a slow store but throws nothing away.
 */
final class CodeLines {
  private static final int LINE_SHIFT = 6;
  private static final int OFFSET_MASK = PAGE_SIZE - 1;

  private final PageTable pages;
  private final MemoryWindow window;
  private @Nullable Engine engine;
  private final List<CodeObserver> observers = new ArrayList<>();

  /** No line of {@code pages} is known to an engine. */
  CodeLines(PageTable pages, MemoryWindow window) {
    this.pages = pages;
    this.window = window;
  }

  /** Begins anew with another engine, which is told from now on what changes. */
  void attach(Engine newEngine) {
    engine = newEngine;
    observers.forEach(o -> o.codeChanged(0, 0));
    for (int i = 0; i < pages.capacity(); i++) {
      if (pages.used(i)) {
        pages.code(i, 0);
      }
    }
  }

  /** Tells {@code observer} as well what changes. */
  void watch(CodeObserver observer) {
    observers.add(observer);
  }

  /** The engine has translated what lies from {@code start} to {@code end}. */
  void translated(long start, long end) {
    for (long at = start; at != end; ) {
      long pageEnd = (at | OFFSET_MASK) + 1;
      long stop = Long.compareUnsigned(end - 1, pageEnd - 1) < 0 ? end : pageEnd;
      int slot = pages.find(at >>> PAGE_SHIFT);
      if (slot >= 0) {
        long before = pages.code(slot);
        pages.code(slot, before | lines((int) at & OFFSET_MASK, (int) (stop - at)));
        if (before == 0) {
          window.forbidStores(at);
        }
      }
      at = stop;
    }
  }

  /** Whether any of {@code bytes} bytes at {@code offset} of a page are in such a line. */
  boolean holds(int slot, int offset, int bytes) {
    return (pages.code(slot) & lines(offset, bytes)) != 0;
  }

  /** The page's contents or rights change. */
  void forget(int slot) {
    if (pages.code(slot) != 0) {
      pages.code(slot, 0);
      long start = pages.page(slot) << PAGE_SHIFT;
      invalidate(start, start + PAGE_SIZE);
    }
  }

  /** The same for {@code bytes} bytes at {@code offset} of a page. */
  void forget(int slot, int offset, int bytes) {
    long lines = lines(offset, bytes) & pages.code(slot);
    if (lines != 0) {
      pages.code(slot, pages.code(slot) & ~lines);
      long page = pages.page(slot) << PAGE_SHIFT;
      int first = Long.numberOfTrailingZeros(lines);
      int last = 63 - Long.numberOfLeadingZeros(lines);
      invalidate(page + ((long) first << LINE_SHIFT), page + ((last + 1L) << LINE_SHIFT));
    }
  }

  private void invalidate(long start, long end) {
    if (engine != null) {
      engine.invalidateCode(start, end);
    }
    for (CodeObserver o : observers) {
      o.codeChanged(start, end);
    }
  }

  /** The lines of a page that hold {@code bytes} bytes at {@code offset}, as bits. */
  private static long lines(int offset, int bytes) {
    int first = offset >>> LINE_SHIFT;
    int last = (offset + bytes - 1) >>> LINE_SHIFT;
    return (-1L << first) & (-1L >>> (63 - last));
  }
}
