package dev.orrery.machine.validate.repro;

import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.oracle.Footprint.MemoryAccess;
import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.machine.validate.Step;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What some steps find that they do not make themselves: registers, and bytes of memory by page.
 * Pages lie elsewhere in the program that is made; the place of a byte in its page stays.
 */
final class Inputs {
  /** How far from what it points to a register may be: what displacements of loads reach. */
  private static final long REACH = 1 << 12;

  private static final int PAGE = MemoryPort.PAGE_SIZE;

  /** Bytes in a line of text. */
  private static final int LINE = 8;

  private final Map<Place, Long> registers = new LinkedHashMap<>();
  private final Set<Place> written = new HashSet<>();
  private final TreeMap<Long, TreeMap<Integer, Byte>> pages = new TreeMap<>(Long::compareUnsigned);
  private final Set<Long> stored = new HashSet<>();
  private final Set<Long> touched = new HashSet<>();

  Inputs(List<Step> steps) {
    for (Step s : steps) {
      s.inputs()
          .forEach(
              (place, value) -> {
                if (!written.contains(place)) {
                  registers.putIfAbsent(place, value);
                }
              });
      s.accesses().forEach(this::add);
      written.addAll(s.written());
    }
  }

  private void add(MemoryAccess m) {
    touched.add(m.address());
    for (int i = 0; i < m.bytes(); i++) {
      long at = m.address() + i;
      TreeMap<Integer, Byte> page = pages.computeIfAbsent(at & -PAGE, p -> new TreeMap<>());
      if (!stored.contains(at)) {
        page.putIfAbsent((int) at & PAGE - 1, (byte) (m.value() >>> 8 * i));
      }
      if (m.store()) {
        stored.add(at);
      }
    }
  }

  /** Values of registers that the steps read before they write them. */
  Map<Place, Long> registers() {
    return registers;
  }

  /** Registers that the steps write. */
  Set<Place> written() {
    return written;
  }

  /** Whether the steps have anything to do with a register. */
  boolean uses(Place place) {
    return registers.containsKey(place) || written.contains(place);
  }

  /** Whether the steps access memory. */
  boolean usesMemory() {
    return !pages.isEmpty();
  }

  /** The label and distance, from the start of the program's copy, that a pointer becomes. */
  OptionalLong offset(long value) {
    for (long address : touched) {
      if (Math.abs(value - address) <= REACH) {
        long page = address & -PAGE;
        return OptionalLong.of((long) pages.headMap(page).size() * PAGE + value - page);
      }
    }
    return OptionalLong.empty();
  }

  /** Whether a register may point to {@code target}. */
  static boolean near(long value, long target) {
    return Math.abs(value - target) <= REACH;
  }

  /** The pages as data, under the label {@code data}. */
  String text() {
    StringBuilder out = new StringBuilder("\n        .data\n        .balign 4096\ndata:\n");
    for (TreeMap<Integer, Byte> page : pages.values()) {
      byte[] bytes = new byte[PAGE];
      page.forEach((at, value) -> bytes[at] = value);
      for (int at = 0; at < PAGE; ) {
        int zeros = at;
        while (zeros < PAGE && bytes[zeros] == 0) {
          zeros++;
        }
        if (zeros - at >= LINE || zeros == PAGE) {
          out.append(Phrases.line(".zero", "" + (zeros - at)));
          at = zeros;
        } else {
          StringJoiner line = new StringJoiner(", ");
          int end = Math.min(PAGE, at + LINE);
          for (; at < end; at++) {
            line.add("0x%02x".formatted(bytes[at] & 0xff));
          }
          out.append(Phrases.line(".byte", line.toString()));
        }
      }
    }
    return out.toString();
  }
}
