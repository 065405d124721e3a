package dev.orrery.profiler.recording;

import static java.util.Comparator.comparing;

import java.util.List;

/** What memory the guest touched. */
@Meaning("What memory the guest touched.")
public record MemoryUse(
    @Meaning(value = "Size of a page.", unit = "bytes") long pageBytes,
    @Meaning("The guest's memory map when the run ended, by address.") List<Region> regions,
    @Meaning("Pages that were touched, by address.") List<Page> pages) {
  public MemoryUse {
    if (pageBytes < 1 || pageBytes > 1L << 30 || Long.bitCount(pageBytes) != 1) {
      throw new IllegalArgumentException("pageBytes is no size of a page: " + pageBytes);
    }
    regions = regions.stream().sorted(comparing(Region::start, Long::compareUnsigned)).toList();
    pages = pages.stream().sorted(comparing(Page::address, Long::compareUnsigned)).toList();
  }

  /** Nothing known about memory. */
  public static final MemoryUse NONE = new MemoryUse(4096, List.of(), List.of());

  /** A mapped range of addresses. */
  @Meaning("A mapped range of addresses.")
  public record Region(
      @Meaning("What it is, for example [heap].") String name,
      @Meaning(value = "Its first address.", hex = true) long start,
      @Meaning(value = "The first address behind it.", hex = true) long end,
      @Meaning("What the guest may do: r, w, x or - for each.") String permissions) {
    public Region {
      if (Long.compareUnsigned(start, end - 1) > 0) {
        throw new IllegalArgumentException("region " + name + " ends before it starts");
      }
    }

    /** Whether {@code address} is inside. */
    public boolean contains(long address) {
      return Long.compareUnsigned(start, address) <= 0
          && Long.compareUnsigned(address, end - 1) <= 0;
    }

    /** Its size in bytes. */
    public long bytes() {
      return end - start;
    }
  }

  /** A page that the guest's instructions touched. */
  @Meaning("A page that was touched.")
  public record Page(
      @Meaning(value = "Its first address.", hex = true) long address,
      @Meaning("Whether it was read.") boolean read,
      @Meaning("Whether it was written.") boolean written,
      @Meaning("Whether an instruction in it retired.") boolean executed) {}
}
