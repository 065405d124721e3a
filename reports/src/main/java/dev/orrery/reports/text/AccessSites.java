package dev.orrery.reports.text;

import dev.orrery.profiler.recording.AccessProfile;
import dev.orrery.profiler.recording.AccessProfile.Reuse;
import dev.orrery.profiler.recording.AccessProfile.SitePlace;
import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.InstructionCycles;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.spec.core.Category;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Loads and stores: what they touch, and what it took the core. */
public final class AccessSites {
  private static final List<Long> CACHE_SIZES = List.of(32L << 10, 256L << 10, 2L << 20);

  private final Profile all;
  private final AccessProfile accesses;
  private final @Nullable CycleProfile cycles;

  private AccessSites(Profile all, AccessProfile accesses) {
    this.all = all;
    this.accesses = accesses;
    this.cycles = all.cycles().isEmpty() ? null : all.cycles().getFirst();
  }

  /**
   * Executions that waited for memory for one cause.
   *
   * @param cause its name, such as that of a miss in a cache
   */
  public record Level(String cause, long times, long cycles) {}

  /**
   * An instruction that accesses memory.
   *
   * @param function index in the profile's functions
   * @param access what it touches
   * @param levels what the core waited for, by cause of memory, most cycles first
   */
  public record Site(
      long address, int function, String text, AccessProfile.Site access, List<Level> levels) {
    /** All cycles of its levels. */
    public long cycles() {
      return levels.stream().mapToLong(Level::cycles).sum();
    }
  }

  /** All of them: those with most cycles of memory first, then those with most accesses. */
  public static List<Site> of(Profile all) {
    return all.accesses().isEmpty()
        ? List.of()
        : new AccessSites(all, all.accesses().getFirst()).sites();
  }

  private List<Site> sites() {
    Map<List<Integer>, List<Level>> levels = levels();
    return accesses.sites().stream()
        .map(a -> site(a, levels.getOrDefault(List.of(a.block(), a.instruction()), List.of())))
        .sorted(
            Comparator.comparingLong((Site s) -> -s.cycles())
                .thenComparingLong(s -> -s.access().accesses())
                .thenComparing(Site::address, Long::compareUnsigned))
        .toList();
  }

  private Site site(AccessProfile.Site a, List<Level> levels) {
    BlockProfile block = all.blocks().get(a.block());
    BlockProfile.Instruction insn = block.code().get(a.instruction());
    return new Site(insn.address(), block.function(), insn.text().replace('\t', ' '), a, levels);
  }

  private Map<List<Integer>, List<Level>> levels() {
    Map<List<Integer>, List<Level>> levels = new HashMap<>();
    if (cycles != null) {
      for (InstructionCycles i : cycles.instructions()) {
        CycleProfile.CauseCycles cause = cycles.causes().get(i.cause());
        if (Category.of(cause.category()) == Category.BACKEND_MEMORY) {
          levels
              .computeIfAbsent(List.of(i.block(), i.instruction()), k -> new ArrayList<>())
              .add(new Level(cause.name(), i.times(), i.cycles()));
        }
      }
    }
    levels.values().forEach(l -> l.sort(Comparator.comparingLong(x -> -x.cycles())));
    return levels;
  }

  /** What it waited for, with the share of its accesses: {@code dcache_miss 12 %}. */
  public static String levels(Site site) {
    return site.levels().stream()
        .map(l -> l.cause() + " " + Numbers.wholePercent(l.times(), site.access().accesses()))
        .collect(Collectors.joining(", "));
  }

  /**
   * Sizes of first, second and third levels of caches, as the instructions' misses are told for.
   */
  public static List<Long> cacheSizes() {
    return CACHE_SIZES;
  }

  /** Lines that an instruction touches: two where one access is on both. */
  public static long touches(AccessProfile.Site a) {
    return a.first() + a.reuse().stream().mapToLong(Reuse::touches).sum();
  }

  /**
   * Touches that miss a fully associative cache with LRU replacement of {@code bytes}, first ones
   * included: those of lines with so many others in between that they are not in it any more.
   *
   * @param bytes a power of two of lines
   */
  public static long misses(AccessProfile p, AccessProfile.Site a, long bytes) {
    return a.first()
        + a.reuse().stream()
            .filter(r -> r.below() == 0 || r.below() * p.lineBytes() > bytes)
            .mapToLong(Reuse::touches)
            .sum();
  }

  /** The shares of its touches that miss caches of these sizes, for example {@code 64 %, 4 %}. */
  public static String missRates(AccessProfile p, AccessProfile.Site a) {
    return CACHE_SIZES.stream()
        .map(bytes -> Numbers.wholePercent(misses(p, a, bytes), touches(a)))
        .collect(Collectors.joining(", "));
  }

  /** The distance that it goes from access to access, with its share: {@code +8 B 97 %}. */
  public static String stride(AccessProfile.Site a) {
    return a.accesses() < 2 || a.strideTimes() == 0
        ? "–"
        : (a.stride() == 0 ? "same place" : String.format("%+d", a.stride()) + Numbers.SPACE + "B")
            + " "
            + Numbers.wholePercent(a.strideTimes(), a.accesses() - 1);
  }

  /** The same behind what it touches, in a sentence; empty if there is nothing to say. */
  static String strideInWords(AccessProfile.Site a) {
    if (a.accesses() < 2) {
      return "";
    }
    if (2 * a.strideTimes() < a.accesses()) {
      return " without a common stride";
    }
    String share = Numbers.wholePercent(a.strideTimes(), a.accesses() - 1) + " of the time";
    return a.stride() == 0
        ? " in the same place " + share
        : String.format(" with a stride of %+d%sB ", a.stride(), Numbers.SPACE) + share;
  }

  /** Whether there is a size of a cache that holds half of the lines that it touches again. */
  static boolean isReused(AccessProfile.Site a) {
    long all = a.reuse().stream().mapToLong(Reuse::touches).sum();
    long near = a.reuse().stream().filter(r -> r.below() > 0).mapToLong(Reuse::touches).sum();
    return all > 0 && 2 * near >= all;
  }

  /**
   * Where half of the lines that it touches again had fewer than so many others in between, in
   * bytes: the size of a cache that holds them.
   */
  public static String reuse(AccessProfile p, AccessProfile.Site a) {
    long all = a.reuse().stream().mapToLong(Reuse::touches).sum();
    long sum = 0;
    for (Reuse r : a.reuse()) {
      sum += r.touches();
      if (2 * sum >= all) {
        return r.below() == 0 ? "far" : "≤ " + Numbers.bytes(r.below() * p.lineBytes());
      }
    }
    return "–";
  }

  /** What it touches, most first, with the share of its accesses: {@code [heap] 96 %, tree 4 %}. */
  public static String places(AccessProfile p, AccessProfile.Site a, int most) {
    List<String> words = new ArrayList<>();
    for (SitePlace s : a.places().stream().limit(most).toList()) {
      String name = p.places().get(s.place()).name();
      words.add(
          s.accesses() == a.accesses()
              ? name
              : name + " " + Numbers.wholePercent(s.accesses(), a.accesses()));
    }
    return String.join(", ", words) + (a.places().size() > most ? ", ..." : "");
  }
}
