package dev.orrery.profiler.access;

import dev.orrery.machine.elf.ElfSection;
import dev.orrery.machine.elf.Symbol;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Region;
import dev.orrery.profiler.recording.AccessProfile.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands where in a program's memory: the object of its symbol table, else the section, else
 * the region of the memory map, such as the stack or the heap.
 */
public final class DataPlaces {
  /** Ranges beyond so many belong to one place without a name. */
  private static final int MOST_RANGES = 1 << 14;

  /** A place, with the accesses to it. */
  static final class Place {
    final String name;
    final Kind kind;
    final long start;
    long bytes;
    long accesses;
    long writes;

    Place(String name, Kind kind, long start, long bytes) {
      this.name = name;
      this.kind = kind;
      this.start = start;
      this.bytes = bytes;
    }
  }

  /** Addresses from {@code start} to before {@code end}, all in one place. */
  record Range(long start, long end, Place place) {
    boolean contains(long address) {
      return Long.compareUnsigned(address - start, end - start) < 0;
    }
  }

  private final SymbolTable symbols;
  private final GuestMemory memory;

  /** Objects and loaded sections by their first address. */
  private final TreeMap<Long, Symbol> objects = new TreeMap<>(Long::compareUnsigned);

  private final TreeMap<Long, ElfSection> sections = new TreeMap<>(Long::compareUnsigned);
  private final TreeMap<Long, Range> ranges = new TreeMap<>(Long::compareUnsigned);
  private final Map<String, Place> byName = new HashMap<>();
  private final List<Place> places = new ArrayList<>();

  /** The places of a program with {@code symbols}, as it runs in {@code memory}. */
  public DataPlaces(SymbolTable symbols, GuestMemory memory) {
    this.symbols = symbols;
    this.memory = memory;
    for (Symbol s : symbols.objects()) {
      objects.put(s.address(), s);
    }
    for (ElfSection s : symbols.sections()) {
      if (s.address() != 0 && s.size() > 0) {
        sections.put(s.address(), s);
      }
    }
  }

  /** All places that were asked for, in that order. */
  List<Place> places() {
    return places;
  }

  /** The range that holds {@code address}. */
  Range at(long address) {
    Map.Entry<Long, Range> below = ranges.floorEntry(address);
    if (below != null && below.getValue().contains(address)) {
      return below.getValue();
    }
    Range found =
        ranges.size() < MOST_RANGES
            ? find(address)
            : new Range(address, address + 1, place("elsewhere", Kind.OTHER, 0, 0));
    if (ranges.size() < MOST_RANGES) {
      ranges.put(found.start(), found);
    }
    return found;
  }

  private Range find(long address) {
    Map.Entry<Long, Symbol> object = objects.floorEntry(address);
    if (object != null) {
      Symbol s = object.getValue();
      long end = symbols.last(s) + 1;
      Long next = objects.higherKey(s.address());
      end = s.size() == 0 && next != null ? least(end, next) : end;
      if (Long.compareUnsigned(address - s.address(), end - s.address()) < 0) {
        return new Range(
            s.address(), end, place(symbols.title(s), Kind.OBJECT, s.address(), end - s.address()));
      }
    }
    Map.Entry<Long, ElfSection> section = sections.floorEntry(address);
    if (section != null) {
      ElfSection s = section.getValue();
      long end = s.address() + s.size();
      if (Long.compareUnsigned(address - s.address(), s.size()) < 0) {
        return gap(address, s.address(), end, place(s.name(), Kind.SECTION, s.address(), s.size()));
      }
    }
    Region region = memory.regionAt(address);
    if (region == null) {
      return new Range(address, address + 1, place("unmapped", Kind.OTHER, 0, 0));
    }
    String name = region.label().isEmpty() ? "[anonymous]" : region.label();
    Place place = place(name, Kind.REGION, region.start(), region.length());
    place.bytes = Math.max(place.bytes, region.length());
    return gap(address, region.start(), region.end(), place);
  }

  /** The part around {@code address} of what is between two addresses that nothing else holds. */
  private Range gap(long address, long start, long end, Place place) {
    long from = start;
    long to = end;
    Map.Entry<Long, Symbol> object = objects.floorEntry(address);
    if (object != null) {
      from = closer(from, symbols.last(object.getValue()) + 1, address);
    }
    Map.Entry<Long, ElfSection> section = sections.floorEntry(address);
    if (section != null) {
      from = closer(from, section.getValue().address() + section.getValue().size(), address);
    }
    Map.Entry<Long, Range> known = ranges.floorEntry(address);
    if (known != null) {
      from = closer(from, known.getValue().end(), address);
    }
    for (Long next :
        new Long[] {
          objects.higherKey(address), sections.higherKey(address), ranges.higherKey(address)
        }) {
      to = next == null ? to : least(to, next);
    }
    return new Range(from, to, place);
  }

  private static long least(long a, long b) {
    return Long.compareUnsigned(a, b) <= 0 ? a : b;
  }

  /** The one of two bounds that is closer below {@code address}. */
  private static long closer(long bound, long other, long address) {
    boolean isBelow = Long.compareUnsigned(other, address) <= 0;
    return isBelow && Long.compareUnsigned(other, bound) > 0 ? other : bound;
  }

  private Place place(String name, Kind kind, long start, long bytes) {
    return byName.computeIfAbsent(
        kind + " " + name + (kind == Kind.OBJECT ? " " + start : ""),
        k -> {
          Place place = new Place(name, kind, start, bytes);
          places.add(place);
          return place;
        });
  }
}
