package dev.orrery.engine.interp;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The traces and regions of a code cache, by address, and which of them to forget when there are
 * too many. A guest can have any amount of code, and make more as it runs; of a class, HotSpot
 * keeps what it read, what it counted and what it compiled, several times the size of the class
 * file. All of that goes when the last reference to the class does.
 *
 * <p>What nothing comes to any more goes first. Finding out must cost nothing where code runs, so
 * it is done as virtual memory does it for pages without a mark of use (segmented FIFO): when half
 * of the room is taken, the oldest have the links to them cut. What is wanted again is looked up,
 * which it else never is, and counts as new; what is not is the first to go.
 */
final class Translations {
  /** Bytes of class files that there is usually room for: some thousand traces. */
  static final long ROOM = 1L << 24;

  private final long room;
  private final LongMap<Trace> traces = new LongMap<>();
  private final LongMap<Region> regions = new LongMap<>();

  /** Those that are known to be wanted, the oldest first. */
  private final SequencedSet<Translated> wanted = new LinkedHashSet<>();

  /** Those whose links were cut, the oldest first. */
  private final SequencedSet<Translated> doubtful = new LinkedHashSet<>();

  private long bytes;
  private long wantedBytes;
  private long bytesGone;

  /** None so far, and room for class files of {@code room} bytes. */
  Translations(long room) {
    this.room = room;
  }

  /** The trace at {@code pc}; null if there is none. */
  @Nullable Trace trace(long pc) {
    return traces.get(pc);
  }

  /** The region that is entered at {@code pc}; null if there is none. */
  @Nullable Region region(long pc) {
    return regions.get(pc);
  }

  /** The code to execute at {@code pc}, which is wanted now; null if there is none. */
  @Nullable Translated use(long pc) {
    Translated code = regions.get(pc);
    if (code == null) {
      code = traces.get(pc);
    }
    if (code != null && code.key == Code.NO_KEY) {
      use(code);
    }
    return code;
  }

  /** {@code code} is wanted. */
  void use(Translated code) {
    if (doubtful.remove(code)) {
      want(code);
      code.reopen();
    }
  }

  private void want(Translated code) {
    wanted.add(code);
    wantedBytes += code.bytes();
  }

  /** {@code trace} is new, and what is at its address. */
  void add(Trace trace) {
    traces.put(trace.pc, trace);
    keep(trace);
  }

  /** {@code region} is new; it is not yet what is at its address. */
  void add(Region region) {
    keep(region);
  }

  private void keep(Translated code) {
    bytes += code.bytes();
    want(code);
    while (wantedBytes > room / 2 && wanted.size() > 1) {
      Translated oldest = wanted.removeFirst();
      wantedBytes -= oldest.bytes();
      doubtful.add(oldest);
      oldest.close();
    }
  }

  /** {@code region} is what is at its address. */
  void install(Region region) {
    regions.put(region.pc, region);
    use(region);
  }

  /** {@code region} is no more what is at its address. */
  void uninstall(Region region) {
    regions.remove(region.pc);
  }

  /** {@code code} is forgotten; a region has been uninstalled before. */
  void remove(Translated code) {
    if (code instanceof Trace) {
      traces.remove(code.pc);
    }
    if (wanted.remove(code)) {
      wantedBytes -= code.bytes();
    } else {
      doubtful.remove(code);
    }
    bytes -= code.bytes();
    bytesGone += code.bytes();
  }

  /** What is to be forgotten next, for the rest to fit; null if all does. */
  @Nullable Translated surplus() {
    return bytes > room && !doubtful.isEmpty() ? doubtful.getFirst() : null;
  }

  /**
   * Whether so much was forgotten that it is time to drop what still refers to it without need;
   * then says no until that is so again.
   */
  boolean leavesMuchBehind() {
    if (bytesGone <= room / 4) {
      return false;
    }
    bytesGone = 0;
    return true;
  }

  /** How many there are. */
  int count() {
    return wanted.size() + doubtful.size();
  }

  /** The bytes of their class files. */
  long bytes() {
    return bytes;
  }

  /** All of them. */
  Iterable<Translated> all() {
    SequencedSet<Translated> all = new LinkedHashSet<>(wanted);
    all.addAll(doubtful);
    return all;
  }
}
