package dev.orrery.profiler.recording;

import java.util.List;

/** What loads and stores touched. */
@Meaning("What loads and stores touched. An instruction counts for its first access to memory.")
public record AccessProfile(
    @Meaning(value = "Size of a line, the unit of reuse and working sets.", unit = "bytes")
        long lineBytes,
    @Meaning(value = "Instructions that accessed memory.", unit = "times") long accesses,
    @Meaning(value = "Lines that they touched: two where one access is on both.", unit = "times")
        long touches,
    @Meaning(value = "Distinct lines among these.", unit = "lines") long lines,
    @Meaning("Misses of a fully associative cache with LRU replacement, by its size.")
        List<WorkingSet> workingSets,
    @Meaning("What was touched, by accesses, most first.") List<AccessPlace> places,
    @Meaning("Instructions that access memory, by accesses, most first.") List<Site> sites) {
  public AccessProfile {
    workingSets = List.copyOf(workingSets);
    places = List.copyOf(places);
    sites = List.copyOf(sites);
    if (lineBytes < 1) {
      throw new IllegalArgumentException("lineBytes is no size of a line: " + lineBytes);
    }
    Checks.notNegative("accesses", accesses);
    Checks.notNegative("touches", touches);
    Checks.notNegative("lines", lines);
    for (Site s : sites) {
      for (SitePlace p : s.places()) {
        Checks.index("a place of an access", p.place(), places);
      }
    }
  }

  /** Misses of a cache of a size. */
  @Meaning("Misses of a fully associative cache with LRU replacement of one size.")
  public record WorkingSet(
      @Meaning(value = "Its size.", unit = "bytes") long bytes,
      @Meaning(value = "Touches of lines that are not in it, first ones included.", unit = "times")
          long misses) {
    public WorkingSet {
      Checks.notNegative("bytes", bytes);
      Checks.notNegative("misses", misses);
    }
  }

  /** What a place is. */
  public enum Kind {
    /** An object of the program's symbol table. */
    OBJECT,
    /** What of a section belongs to no object. */
    SECTION,
    /** What of a region of the memory map belongs to no section. */
    REGION,
    /** Everything else. */
    OTHER
  }

  /** Something that accesses go to. */
  @Meaning("Something that accesses go to, as it was when it was accessed first.")
  public record AccessPlace(
      @Meaning("Its name, for example [heap].") String name,
      @Meaning(
              "What it is: an object of the symbol table, the rest of a section, the rest of a"
                  + " region of the memory map, or something else.")
          Kind kind,
      @Meaning(value = "Its first address; 0 if it has none.", hex = true) long start,
      @Meaning(value = "Its size; 0 if it has none.", unit = "bytes") long bytes,
      @Meaning(value = "Accesses to it.", unit = "times") long accesses,
      @Meaning(value = "Those that write.", unit = "times") long writes) {
    public AccessPlace {
      Checks.notNegative("accesses", accesses);
      Checks.notNegative("writes", writes);
    }
  }

  /** An instruction that accesses memory. */
  @Meaning("An instruction that accesses memory.")
  public record Site(
      @Meaning("Index in blocks.") int block,
      @Meaning("Index in the block's code.") int instruction,
      @Meaning("Whether it reads.") boolean reads,
      @Meaning("Whether it writes.") boolean writes,
      @Meaning(value = "Bytes of an access.", unit = "bytes") int size,
      @Meaning(value = "Accesses.", unit = "times") long accesses,
      @Meaning(value = "Touches of lines that nothing touched before.", unit = "times") long first,
      @Meaning(value = "The commonest way from one access to the next.", unit = "bytes")
          long stride,
      @Meaning(value = "How often it went this way, at least.", unit = "times") long strideTimes,
      @Meaning("How soon lines are touched again, the soonest first.") List<Reuse> reuse,
      @Meaning("What it accesses, most first: the first eight places that it came to.")
          List<SitePlace> places) {
    public Site {
      reuse = List.copyOf(reuse);
      places = List.copyOf(places);
      Checks.notNegative("block", block);
      Checks.notNegative("instruction", instruction);
      Checks.notNegative("size", size);
      Checks.notNegative("accesses", accesses);
      Checks.notNegative("first", first);
      Checks.notNegative("strideTimes", strideTimes);
    }
  }

  /** Touches of lines by how many others were touched since. */
  @Meaning("Touches of lines by how many other lines were touched since the last time.")
  public record Reuse(
      @Meaning(
              value =
                  "More than these: a power of two of which they are half at least; 0: too many.",
              unit = "lines")
          long below,
      @Meaning(value = "Touches.", unit = "times") long touches) {
    public Reuse {
      Checks.notNegative("below", below);
      Checks.notNegative("touches", touches);
    }
  }

  /** Accesses of one instruction to one place. */
  @Meaning("Accesses of one instruction to one place.")
  public record SitePlace(
      @Meaning("Index in places.") int place,
      @Meaning(value = "Accesses.", unit = "times") long accesses) {
    public SitePlace {
      Checks.notNegative("accesses", accesses);
    }
  }

  /** Checks that every index is one of the profile's. */
  void checkWithin(List<BlockProfile> blocks) {
    for (Site s : sites) {
      Checks.index("a block that accesses memory", s.block(), blocks);
      Checks.index("an access to memory", s.instruction(), blocks.get(s.block()).code());
    }
  }
}
