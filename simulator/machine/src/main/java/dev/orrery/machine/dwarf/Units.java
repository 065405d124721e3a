package dev.orrery.machine.dwarf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All units of a file. Their headers and first entries are read at once, the rest when asked. */
final class Units {
  private final DebugSections sections;
  private final Budget budget;
  private final Notes notes;
  private final Values values;
  private final Map<Long, Optional<Abbreviations>> abbreviations = new HashMap<>();
  private final Map<Long, Optional<LineTable>> lineTables = new HashMap<>();
  private final List<Unit> info = new ArrayList<>();
  private final Map<Long, Unit> bySignature = new HashMap<>();

  /** Units that have code, each with the position that {@link #segments} knows it by. */
  private final List<Unit> code = new ArrayList<>();

  private final Segments segments;

  Units(DebugSections sections, Notes notes) {
    this.sections = sections;
    this.notes = notes;
    this.budget = new Budget(sections.totalBytes());
    this.values = new Values(sections, budget, notes);
    readHeaders(sections.section(".debug_info"), false);
    readHeaders(sections.section(".debug_types"), true);
    Segments.Builder ranges = new Segments.Builder();
    if (sections.section(".debug_info").isEmpty()) {
      readLinesAlone();
    }
    try {
      findRanges(ranges);
    } catch (DamagedException e) {
      notes.add("some addresses are unknown: " + e.getMessage());
    }
    this.segments = ranges.build();
  }

  Values values() {
    return values;
  }

  Budget budget() {
    return budget;
  }

  /** Whether no unit has code. */
  boolean isEmpty() {
    return code.isEmpty();
  }

  /** All units with entries, in the order of the sections. */
  List<Unit> all() {
    return info;
  }

  /** The unit whose code holds {@code address}; null if there is none. */
  @Nullable Unit at(long address) {
    int i = segments.at(address);
    return i == Segments.NONE ? null : code.get(i);
  }

  /** The unit that the entry at {@code offset} of {@code section} is in; null if there is none. */
  @Nullable Unit holding(Section section, long offset) {
    int low = 0;
    int high = info.size();
    while (low < high) {
      int mid = (low + high) >>> 1;
      Unit u = info.get(mid);
      boolean before =
          u.section.name().equals(section.name())
              ? u.start <= offset
              : u.section.name().compareTo(section.name()) < 0;
      if (before) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    Unit u = low == 0 ? null : info.get(low - 1);
    return u != null
            && u.section.name().equals(section.name())
            && offset >= u.first
            && offset < u.end
        ? u
        : null;
  }

  /** The unit that describes a type; null if there is none. */
  @Nullable Unit withSignature(long signature) {
    return bySignature.get(signature);
  }

  private void readHeaders(Section section, boolean types) {
    ByteReader in = sections.reader(section, 0);
    try {
      while (in.hasMore()) {
        budget.spend(1);
        int start = in.at();
        Unit unit = Unit.read(in, section, types);
        if (unit == null) {
          notes.add(
              "the unit at 0x%x of %s is of a version that is not supported: compile with"
                      .formatted(start, section.name())
                  + " -gdwarf-5 or -gdwarf-4");
          continue;
        }
        info.add(unit);
        readFirst(unit);
      }
    } catch (DamagedException e) {
      notes.add("the rest of %s is ignored: %s".formatted(section.name(), e.getMessage()));
    }
  }

  private void readFirst(Unit unit) {
    if (unit.signature != 0) {
      bySignature.putIfAbsent(unit.signature, unit);
    }
    try {
      DieReader entries = entries(unit, unit.first);
      Die die = new Die();
      if (!entries.hasMore() || !entries.next(die)) {
        return;
      }
      // Offsets first: the other attributes may be written with them.
      unit.strOffsetsBase = die.number(Attribute.STR_OFFSETS_BASE, unit.strOffsetsBase);
      unit.addrBase = die.number(Attribute.ADDR_BASE, unit.version < 5 ? 0 : unit.addrBase);
      unit.rnglistsBase = die.number(Attribute.RNGLISTS_BASE, unit.rnglistsBase);
      unit.lines = die.number(Attribute.STMT_LIST, unit.lines);
      unit.language = die.small(Attribute.LANGUAGE);
      unit.name = values.text(unit, die, Attribute.NAME);
      unit.directory = values.text(unit, die, Attribute.COMP_DIR);
      unit.producer = values.text(unit, die, Attribute.PRODUCER);
      unit.lowPc = values.address(unit, die, Attribute.LOW_PC, 0);
      if (die.has(Attribute.DWO_NAME)) {
        notes.add(
            "functions of %s are described in a file of its own, %s, which is not read: compile"
                    .formatted(unit.title(), values.text(unit, die, Attribute.DWO_NAME))
                + " without -gsplit-dwarf");
      }
      if (unit.signature == 0) {
        code.add(unit);
      }
    } catch (DamagedException e) {
      notes.add("%s is ignored: %s".formatted(unit.title(), e.getMessage()));
      budget.spend(0);
    }
  }

  /** A reader of a unit's entries from {@code offset}. */
  DieReader entries(Unit unit, long offset) {
    Optional<Abbreviations> table =
        abbreviations.computeIfAbsent(unit.abbreviations, this::readAbbreviations);
    if (table.isEmpty()) {
      throw new DamagedException(
          "its abbreviations at 0x%x are damaged".formatted(unit.abbreviations));
    }
    ByteReader in = sections.reader(unit.section, 0);
    return new DieReader(unit, table.get(), in, budget, offset);
  }

  private Optional<Abbreviations> readAbbreviations(long offset) {
    try {
      ByteReader in = sections.reader(sections.section(".debug_abbrev"), offset);
      return Optional.of(Abbreviations.read(in, budget));
    } catch (DamagedException e) {
      return Optional.empty();
    }
  }

  /** The lines and functions of a unit. */
  UnitCode code(Unit unit) {
    UnitCode known = unit.code;
    if (known == null) {
      DieReader entries = null;
      LineTable lines = null;
      try {
        lines = unit.lines < 0 ? null : lines(unit);
        entries = unit.first == unit.end ? null : entries(unit, unit.first);
      } catch (DamagedException e) {
        notes.add("%s is ignored: %s".formatted(unit.title(), e.getMessage()));
      }
      known = new UnitCode.Reader(values, budget, notes, unit).read(entries, lines);
      unit.code = known;
    }
    return known;
  }

  private @Nullable LineTable lines(Unit unit) {
    Optional<LineTable> known = lineTables.get(unit.lines);
    if (known == null) {
      ByteReader in = sections.reader(sections.section(".debug_line"), unit.lines);
      known = Optional.ofNullable(new LineProgram(values, budget, in, unit).read(notes));
      lineTables.put(unit.lines, known);
    }
    return known.orElse(null);
  }

  /** What a unit says of its addresses counts first, then the table of all, then its lines. */
  private void findRanges(Segments.Builder to) {
    Map<Integer, List<long[]>> arranged = null;
    for (int i = 0; i < code.size(); i++) {
      Unit unit = code.get(i);
      boolean known = addRanges(unit, to, i);
      if (known && unit.version > 2) {
        continue; // Only in DWARF 2 could a unit not say that its code is in several places.
      }
      if (arranged == null) {
        arranged = addressRanges();
      }
      List<long[]> listed = arranged.remove(unit.start);
      if (listed == null && !known) {
        addLines(unit, to, i);
      } else if (listed != null) {
        for (long[] r : listed) {
          to.add(r[0], r[1], i);
        }
      }
    }
  }

  /** Adds what a unit says of its addresses; false if it says nothing. */
  private boolean addRanges(Unit unit, Segments.Builder to, int payload) {
    if (unit.first == unit.end) {
      return false;
    }
    boolean[] any = new boolean[1];
    try {
      Die die = new Die();
      DieReader entries = entries(unit, unit.first);
      if (entries.next(die)) {
        values.ranges(
            unit,
            die,
            (low, high) -> {
              budget.keep(1);
              to.add(low, high, payload);
              any[0] = true;
            });
      }
    } catch (DamagedException e) {
      notes.add("the addresses of %s are damaged: %s".formatted(unit.title(), e.getMessage()));
    }
    return any[0];
  }

  /** Adds the addresses that a unit has lines for. */
  private void addLines(Unit unit, Segments.Builder to, int payload) {
    LineTable lines = code(unit).lines();
    if (lines != null) {
      lines.ranges(
          (low, high) -> {
            budget.keep(1);
            to.add(low, high, payload);
          });
    }
  }

  /** A program without entries may have lines: one table after the other. */
  private void readLinesAlone() {
    ByteReader in = sections.reader(sections.section(".debug_line"), 0);
    try {
      while (in.hasMore()) {
        budget.spend(1);
        code.add(Unit.ofLines(in.at(), sections.addressBytes()));
        long length = in.u32();
        in.skip(length == 0xffff_ffffL ? in.uint(8) : length);
      }
    } catch (DamagedException e) {
      notes.add("the rest of .debug_line is ignored: " + e.getMessage());
    }
  }

  /** {@code .debug_aranges}: addresses by offset of the unit. Source: DWARF 5, section 6.1.2. */
  private Map<Integer, List<long[]>> addressRanges() {
    Map<Integer, List<long[]>> ranges = new HashMap<>();
    ByteReader in = sections.reader(sections.section(".debug_aranges"), 0);
    try {
      while (in.hasMore()) {
        int start = in.at();
        long length = in.u32();
        int offsetBytes = length == 0xffff_ffffL ? 8 : 4;
        length = offsetBytes == 8 ? in.uint(8) : length;
        if (length < 0 || length > in.left()) {
          throw new DamagedException(".debug_aranges is cut off");
        }
        int end = in.at() + (int) length;
        in.skip(2); // version
        long unit = in.uint(offsetBytes);
        int bytes = Math.clamp(in.u8(), 1, 8);
        in.skip(1); // size of segment selectors, which nobody has
        // Pairs are aligned to their own size.
        in.skip(Math.floorMod(start - in.at(), 2 * bytes));
        while (end - in.at() >= 2 * bytes) {
          budget.spend(1);
          long low = in.uint(bytes);
          long size = in.uint(bytes);
          if (size != 0) {
            budget.keep(1);
            ranges
                .computeIfAbsent((int) unit, u -> new ArrayList<>())
                .add(new long[] {low, low + size});
          }
        }
        in.seek(end);
      }
    } catch (DamagedException e) {
      notes.add("the rest of .debug_aranges is ignored: " + e.getMessage());
    }
    return ranges;
  }
}
