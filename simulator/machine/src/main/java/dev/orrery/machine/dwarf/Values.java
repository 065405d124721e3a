package dev.orrery.machine.dwarf;

import dev.orrery.machine.dwarf.Die.Kind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resolves texts, addresses and ranges that attributes only refer to. */
final class Values {
  /** Bytes of a text that are kept; the longest names of real programs have some thousands. */
  static final int MAX_TEXT = 1 << 13;

  /** Characters of a text that cost as much as an attribute. */
  private static final int TEXT_PER_UNIT = 16;

  /** Takes a range of addresses, {@code low} to before {@code high}. */
  interface RangeSink {
    void range(long low, long high);
  }

  private final DebugSections sections;
  private final Budget budget;
  private final Notes notes;
  private final Map<Long, String> strings = new HashMap<>();
  private final Map<Long, String> lineStrings = new HashMap<>();

  Values(DebugSections sections, Budget budget, Notes notes) {
    this.sections = sections;
    this.budget = budget;
    this.notes = notes;
  }

  /** An attribute's text; null if it has none that can be read. */
  @Nullable String text(Unit unit, Die die, Attribute a) {
    return text(unit, die.kind(a), die.value(a));
  }

  /** The text that a value of {@code unit} stands for; null if there is none that can be read. */
  @Nullable String text(Unit unit, Kind kind, long value) {
    try {
      return switch (kind) {
        case TEXT -> read(unit.section, value);
        case STR -> strings.computeIfAbsent(value, v -> read(".debug_str", v));
        case LINE_STR -> lineStrings.computeIfAbsent(value, v -> read(".debug_line_str", v));
        case STR_INDEX -> {
          ByteReader in = sections.reader(sections.section(".debug_str_offsets"), 0);
          in.seek(entry(unit.strOffsetsBase, value, unit.offsetBytes));
          yield text(unit, Kind.STR, in.uint(unit.offsetBytes));
        }
        case ELSEWHERE -> {
          notes.add("some names are in a file shared by several programs (dwz), which is not read");
          yield null;
        }
        default -> null;
      };
    } catch (DamagedException e) {
      notes.add("a name is unknown: " + e.getMessage());
      budget.spend(0);
      return null;
    }
  }

  private String read(String section, long offset) {
    return read(sections.section(section), offset);
  }

  private String read(Section section, long offset) {
    ByteReader in = sections.reader(section, offset);
    String text = in.text(MAX_TEXT);
    budget.spend(1 + (in.at() - offset) / TEXT_PER_UNIT);
    return text;
  }

  private static long entry(long base, long index, int bytes) {
    if (index < 0 || index > Integer.MAX_VALUE || base < 0) {
      throw new DamagedException("there is no table entry " + Long.toUnsignedString(index));
    }
    return base + index * bytes;
  }

  /** An attribute's address; {@code otherwise} if it has none. */
  long address(Unit unit, Die die, Attribute a, long otherwise) {
    return switch (die.kind(a)) {
      case ADDRESS -> die.value(a);
      case ADDRESS_INDEX -> indexedAddress(unit, die.value(a));
      default -> otherwise;
    };
  }

  /** An address of {@code .debug_addr}. */
  long indexedAddress(Unit unit, long index) {
    ByteReader in =
        sections.reader(
            sections.section(".debug_addr"), entry(unit.addrBase, index, unit.addressBytes));
    return in.uint(unit.addressBytes);
  }

  /** Tells {@code sink} what addresses an entry covers. */
  void ranges(Unit unit, Die die, RangeSink sink) {
    if (die.has(Attribute.RANGES)) {
      long offset = die.value(Attribute.RANGES);
      if (unit.version < 5) {
        oldRanges(unit, offset, sink);
      } else {
        if (die.kind(Attribute.RANGES) == Kind.RANGES_INDEX) {
          long at = entry(unit.rnglistsBase, offset, unit.offsetBytes);
          ByteReader in = sections.reader(sections.section(".debug_rnglists"), at);
          offset = unit.rnglistsBase + in.uint(unit.offsetBytes);
        }
        rangeList(unit, offset, sink);
      }
    } else if (die.has(Attribute.LOW_PC) && die.has(Attribute.HIGH_PC)) {
      long low = address(unit, die, Attribute.LOW_PC, 0);
      long high =
          die.kind(Attribute.HIGH_PC) == Kind.NUMBER
              ? low + die.value(Attribute.HIGH_PC)
              : address(unit, die, Attribute.HIGH_PC, low);
      sink.range(low, high);
    }
  }

  /** {@code .debug_ranges}. Source: DWARF 4, section 2.17.3. */
  private void oldRanges(Unit unit, long offset, RangeSink sink) {
    ByteReader in = sections.reader(sections.section(".debug_ranges"), offset);
    int bytes = unit.addressBytes;
    long select = bytes == 8 ? -1 : (1L << 8 * bytes) - 1;
    long base = unit.lowPc;
    while (true) {
      budget.spend(1);
      long low = in.uint(bytes);
      long high = in.uint(bytes);
      if (low == 0 && high == 0) {
        return;
      }
      if (low == select) {
        base = high;
      } else {
        sink.range(base + low, base + high);
      }
    }
  }

  /** {@code .debug_rnglists}. Source: DWARF 5, section 2.17.3. */
  private void rangeList(Unit unit, long offset, RangeSink sink) {
    ByteReader in = sections.reader(sections.section(".debug_rnglists"), offset);
    long base = unit.lowPc;
    while (true) {
      budget.spend(1);
      int kind = in.u8();
      switch (kind) {
        case 0 -> { // end of list
          return;
        }
        case 1 -> base = indexedAddress(unit, in.uleb());
        case 2 -> { // two indices
          long low = indexedAddress(unit, in.uleb());
          sink.range(low, indexedAddress(unit, in.uleb()));
        }
        case 3 -> { // index and length
          long low = indexedAddress(unit, in.uleb());
          sink.range(low, low + in.uleb());
        }
        case 4 -> { // two offsets
          long low = base + in.uleb();
          sink.range(low, base + in.uleb());
        }
        case 5 -> base = in.uint(unit.addressBytes);
        case 6 -> { // two addresses
          long low = in.uint(unit.addressBytes);
          sink.range(low, in.uint(unit.addressBytes));
        }
        case 7 -> { // address and length
          long low = in.uint(unit.addressBytes);
          sink.range(low, low + in.uleb());
        }
        default -> throw new DamagedException("unknown entry " + kind + " in .debug_rnglists");
      }
    }
  }
}
