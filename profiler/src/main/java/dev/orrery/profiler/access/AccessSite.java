package dev.orrery.profiler.access;

import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.profiler.access.DataPlaces.Range;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Stmt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one instruction touches. */
final class AccessSite {
  /** Places that are counted for one instruction; accesses to more are its own alone. */
  private static final int MOST_PLACES = 8;

  /** The bucket of distances that are not known; bucket n has those below 2 to the power n. */
  static final int FAR = 1 + Integer.numberOfTrailingZeros(ReuseDistances.DEEPEST);

  final InsnFacts insn;
  final boolean reads;
  final boolean writes;
  final Strides strides = new Strides();

  /** Lines whose reuse distance is in a bucket; those that were touched for the first time. */
  final long[] reuse = new long[FAR + 1];

  long first;
  long accesses;
  final Range[] ranges = new Range[MOST_PLACES];
  final long[] times = new long[MOST_PLACES];
  int rangesSize;
  private @Nullable Range last;

  /** Of {@code insn}, which accesses memory. */
  AccessSite(InsnFacts insn) {
    this.insn = insn;
    List<Stmt> memory =
        insn.row() == null ? List.of() : Effects.of(insn.row().meaning().body()).memory();
    this.reads = memory.stream().anyMatch(AccessSite::isRead);
    this.writes = memory.stream().anyMatch(AccessSite::isWrite);
  }

  private static boolean isRead(Stmt s) {
    return s instanceof Stmt.Load
        || s instanceof Stmt.LoadReserved
        || s instanceof Stmt.Amo
        || s instanceof Stmt.CompareAndSwap
        || s instanceof Stmt.CompareAndSwapPair;
  }

  private static boolean isWrite(Stmt s) {
    return s instanceof Stmt.Store
        || s instanceof Stmt.StoreConditional
        || s instanceof Stmt.Amo
        || s instanceof Stmt.CompareAndSwap
        || s instanceof Stmt.CompareAndSwapPair
        || s instanceof Stmt.ZeroBlock;
  }

  /** An access to {@code address}. */
  void access(long address, DataPlaces places) {
    accesses++;
    strides.next(address);
    Range range = last;
    if (range == null || !range.contains(address)) {
      range = places.at(address);
      last = range;
    }
    range.place().accesses++;
    range.place().writes += writes ? 1 : 0;
    for (int i = 0; i < rangesSize; i++) {
      if (ranges[i].place() == range.place()) {
        times[i]++;
        return;
      }
    }
    if (rangesSize < MOST_PLACES) {
      ranges[rangesSize] = range;
      times[rangesSize] = 1;
      rangesSize++;
    }
  }

  /** A line of the access was touched again at this distance; see {@link ReuseDistances}. */
  void touch(int distance) {
    if (distance == ReuseDistances.FIRST) {
      first++;
    } else {
      reuse[Math.min(FAR, Integer.SIZE - Integer.numberOfLeadingZeros(distance))]++;
    }
  }
}
