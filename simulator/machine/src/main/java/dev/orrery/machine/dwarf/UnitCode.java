package dev.orrery.machine.dwarf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The code of a unit: its lines, and which function, inlined ones included, each address is in.
 * Functions are numbered in the order of their entries, so that one comes before those inside it.
 */
final class UnitCode {
  /** Calls inlined into each other beyond this are not told apart. */
  static final int MAX_INLINED = 100;

  private static final int NONE = -1;
  private static final int MAX_SCOPE = 1 << 12;

  private final @Nullable LineTable lines;
  private final Segments segments;
  private final Functions functions;

  /** The namespaces and classes around a declaration, with a final {@code ::}, by its offset. */
  private final Map<Integer, String> scopes;

  private UnitCode(
      @Nullable LineTable lines,
      Segments segments,
      Functions functions,
      Map<Integer, String> scopes) {
    this.lines = lines;
    this.segments = segments;
    this.functions = functions;
    this.scopes = scopes;
  }

  /** What is known of functions, by number. */
  private static final class Functions {
    private int size;
    private int[] entries = new int[16];
    private int[] parents = new int[16];
    private int[] depths = new int[16];
    private boolean[] inlined = new boolean[16];
    private int[] callFiles = new int[16];
    private int[] callLines = new int[16];
    private int[] callColumns = new int[16];

    int add(Die die, int parent) {
      if (size == entries.length) {
        int more = 2 * size;
        entries = Arrays.copyOf(entries, more);
        parents = Arrays.copyOf(parents, more);
        depths = Arrays.copyOf(depths, more);
        inlined = Arrays.copyOf(inlined, more);
        callFiles = Arrays.copyOf(callFiles, more);
        callLines = Arrays.copyOf(callLines, more);
        callColumns = Arrays.copyOf(callColumns, more);
      }
      boolean within = die.tag == Tag.INLINED_SUBROUTINE && parent != NONE;
      entries[size] = die.offset;
      parents[size] = parent;
      depths[size] = within ? depths[parent] + 1 : 0;
      inlined[size] = within;
      callFiles[size] = die.small(Attribute.CALL_FILE);
      callLines[size] = die.small(Attribute.CALL_LINE);
      callColumns[size] = die.small(Attribute.CALL_COLUMN);
      return size++;
    }
  }

  /** The lines; null if there are none. */
  @Nullable LineTable lines() {
    return lines;
  }

  /** The innermost function that {@code address} is in; -1 if it is in none. */
  int function(long address) {
    return segments.at(address);
  }

  /** Offset of a function's entry. */
  int entry(int function) {
    return functions.entries[function];
  }

  /** Whether a function's code stands inside that of {@link #caller}. */
  boolean inlined(int function) {
    return functions.inlined[function];
  }

  int caller(int function) {
    return functions.parents[function];
  }

  /** Where an inlined call stands in the caller: number of the file. */
  int callFile(int function) {
    return functions.callFiles[function];
  }

  int callLine(int function) {
    return functions.callLines[function];
  }

  int callColumn(int function) {
    return functions.callColumns[function];
  }

  /** What stands before the name of the entry at {@code offset}; often nothing. */
  String scope(int offset) {
    return scopes.getOrDefault(offset, "");
  }

  /** Reads the entries of a unit. */
  static final class Reader {
    private final Values values;
    private final Budget budget;
    private final Notes notes;
    private final Unit unit;
    private final Segments.Builder ranges = new Segments.Builder();
    private final Functions functions = new Functions();
    private final Map<Integer, String> scopes = new HashMap<>();
    private int deep;

    Reader(Values values, Budget budget, Notes notes, Unit unit) {
      this.values = values;
      this.budget = budget;
      this.notes = notes;
      this.unit = unit;
    }

    /**
     * Reads all entries; what comes before any damage is kept.
     *
     * @param entries at the unit's first entry; null if it has none
     */
    UnitCode read(@Nullable DieReader entries, @Nullable LineTable lines) {
      if (entries != null) {
        try {
          walk(entries);
        } catch (DamagedException e) {
          notes.add("%s is cut short: %s".formatted(unit.title(), e.getMessage()));
        }
      }
      if (deep > 0) {
        notes.add("calls that are inlined more than " + MAX_INLINED + " deep are not told apart");
      }
      return new UnitCode(lines, ranges.build(), functions, scopes);
    }

    /** An entry whose children are being read. */
    private record Open(int function, String scope) {}

    private void walk(DieReader entries) {
      Die die = new Die();
      List<Open> open = new ArrayList<>();
      Open top = new Open(NONE, "");
      while (entries.hasMore()) {
        if (!entries.next(die)) {
          if (open.isEmpty()) {
            return;
          }
          top = open.removeLast();
          continue;
        }
        int function = top.function;
        String scope = top.scope;
        switch (die.tag) {
          case Tag.SUBPROGRAM, Tag.ENTRY_POINT, Tag.INLINED_SUBROUTINE -> {
            named(die, scope);
            function = function(die, top.function);
          }
          case Tag.VARIABLE, Tag.MEMBER -> named(die, scope);
          case Tag.NAMESPACE,
              Tag.CLASS_TYPE,
              Tag.STRUCTURE_TYPE,
              Tag.UNION_TYPE,
              Tag.ENUMERATION_TYPE -> {
            if (die.hasChildren) {
              scope = inner(die, scope);
            }
          }
          default -> {}
        }
        if (die.hasChildren) {
          open.add(top);
          top = new Open(function, scope);
        }
      }
    }

    private void named(Die die, String scope) {
      if (!scope.isEmpty()) {
        scopes.put(die.offset, scope);
      }
    }

    private String inner(Die die, String scope) {
      String name = values.text(unit, die, Attribute.NAME);
      if (name == null) {
        name = die.tag == Tag.NAMESPACE ? "(anonymous namespace)" : "(anonymous)";
      }
      String inner = scope + name + "::";
      budget.spend(inner.length());
      return inner.length() > MAX_SCOPE ? scope : inner;
    }

    private int function(Die die, int around) {
      if (around != NONE && functions.depths[around] >= MAX_INLINED) {
        deep++;
        return around;
      }
      boolean covers = die.has(Attribute.LOW_PC) || die.has(Attribute.RANGES);
      if (!covers) {
        return NONE; // a declaration, or what is said of all its inlined copies
      }
      int number = functions.add(die, around);
      try {
        values.ranges(
            unit,
            die,
            (low, high) -> {
              budget.keep(1);
              ranges.add(low, high, number);
            });
      } catch (DamagedException e) {
        notes.add("the addresses of some functions are unknown: " + e.getMessage());
        budget.spend(0);
      }
      return number;
    }
  }
}
