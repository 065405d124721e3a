package dev.orrery.profiler.access;

import dev.orrery.engine.timing.Retired;
import dev.orrery.profiler.access.DataPlaces.Place;
import dev.orrery.profiler.recording.AccessProfile;
import dev.orrery.profiler.recording.AccessProfile.AccessPlace;
import dev.orrery.profiler.recording.AccessProfile.Reuse;
import dev.orrery.profiler.recording.AccessProfile.Site;
import dev.orrery.profiler.recording.AccessProfile.SitePlace;
import dev.orrery.profiler.recording.AccessProfile.WorkingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Counts what instructions touch, by instruction. An instruction that accesses memory several times
 * counts for its first access.
 */
public final class AccessCounter {
  /** Bytes of a line: what most caches have. */
  private static final int LINE_BITS = 6;

  /** The working-set curve begins at so many lines, and doubles. */
  private static final int FEWEST_LINES = 16;

  private final DataPlaces places;
  private final ReuseDistances distances = new ReuseDistances();

  /** How many touches of a line had a distance of so many lines; the last cell has those beyond. */
  private final long[] histogram = new long[ReuseDistances.DEEPEST + 1];

  private AccessSite[] sites = new AccessSite[1 << 10];
  private long accesses;

  /** Nothing yet, to {@code places}. */
  public AccessCounter(DataPlaces places) {
    this.places = places;
  }

  /**
   * An instruction has retired.
   *
   * @param number the same for the same instruction, small, and not negative
   */
  public void retired(int number, Retired insn) {
    int size = insn.insn.size();
    if (size == 0 || insn.addr == 0) {
      return; // Where an address is computed on some paths only, the model is told none.
    }
    if (number >= sites.length) {
      sites = Arrays.copyOf(sites, 2 * number);
    }
    AccessSite site = sites[number];
    if (site == null) {
      site = new AccessSite(insn.insn);
      sites[number] = site;
    }
    accesses++;
    site.access(insn.addr, places);
    long line = insn.addr >>> LINE_BITS;
    touch(site, line);
    long last = insn.addr + size - 1 >>> LINE_BITS;
    if (last != line) {
      touch(site, last);
    }
  }

  private void touch(AccessSite site, long line) {
    int distance = distances.access(line);
    site.touch(distance);
    if (distance != ReuseDistances.FIRST) {
      histogram[Math.min(distance, ReuseDistances.DEEPEST)]++;
    }
  }

  /** Where an instruction stands among a profile's blocks. */
  public record Spot(int block, int instruction) {}

  /** Says where an instruction stands; null if nowhere. */
  @FunctionalInterface
  public interface Spots {
    /** Where {@code word} at {@code pc} stands. */
    @Nullable Spot of(long pc, long word);
  }

  /**
   * What was counted.
   *
   * @param spots of the profile's blocks
   * @param text bounds the length of names that programs have
   */
  public AccessProfile profile(Spots spots, UnaryOperator<String> text) {
    List<Place> sorted = new ArrayList<>(places.places());
    sorted.removeIf(p -> p.accesses == 0);
    sorted.sort(
        Comparator.comparingLong((Place p) -> -p.accesses)
            .thenComparing(p -> p.start, Long::compareUnsigned)
            .thenComparing(p -> p.name));
    Map<Place, Integer> index = new HashMap<>();
    List<AccessPlace> all = new ArrayList<>();
    for (Place p : sorted) {
      index.put(p, all.size());
      all.add(new AccessPlace(text.apply(p.name), p.kind, p.start, p.bytes, p.accesses, p.writes));
    }
    List<Site> ofCode = new ArrayList<>();
    for (AccessSite s : sites) {
      Spot spot = s == null ? null : spots.of(s.insn.pc(), s.insn.word());
      if (s != null && spot != null) {
        ofCode.add(site(s, spot, index));
      }
    }
    ofCode.sort(
        Comparator.comparingLong((Site s) -> -s.accesses())
            .thenComparingInt(Site::block)
            .thenComparingInt(Site::instruction));
    return new AccessProfile(
        1L << LINE_BITS, accesses, touches(), distances.lines(), curve(), all, ofCode);
  }

  private long touches() {
    return distances.lines() + Arrays.stream(histogram).sum();
  }

  private List<WorkingSet> curve() {
    List<WorkingSet> curve = new ArrayList<>();
    long misses = touches();
    int from = 0;
    for (int lines = FEWEST_LINES; lines <= ReuseDistances.DEEPEST; lines *= 2) {
      for (; from < lines; from++) {
        misses -= histogram[from];
      }
      curve.add(new WorkingSet((long) lines << LINE_BITS, misses));
    }
    return curve;
  }

  private static Site site(AccessSite s, Spot spot, Map<Place, Integer> index) {
    List<SitePlace> touched = new ArrayList<>();
    for (int i = 0; i < s.rangesSize; i++) {
      touched.add(new SitePlace(index.getOrDefault(s.ranges[i].place(), 0), s.times[i]));
    }
    touched.sort(
        Comparator.comparingLong((SitePlace p) -> -p.accesses())
            .thenComparingInt(SitePlace::place));
    List<Reuse> reuse = new ArrayList<>();
    for (int b = 0; b < s.reuse.length; b++) {
      if (s.reuse[b] > 0) {
        reuse.add(new Reuse(b == AccessSite.FAR ? 0 : 1L << b, s.reuse[b]));
      }
    }
    return new Site(
        spot.block(),
        spot.instruction(),
        s.reads,
        s.writes,
        s.insn.size(),
        s.accesses,
        s.first,
        s.strides.common(),
        s.strides.times(),
        reuse,
        touched);
  }
}
