package dev.orrery.machine.dwarf;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of functions and variables. An entry may leave them to another one, its abstract origin or
 * its declaration, and that to the next.
 */
final class Names {
  /** Entries that may refer to each other in a row; compilers make two or three. */
  private static final int MAX_HOPS = 16;

  /**
   * What an entry is called.
   *
   * @param name with the scope around it; null if unknown
   * @param linkageName null if it has none
   */
  record Name(@Nullable String name, @Nullable String linkageName) {}

  private record Key(String section, long offset) {}

  private static final Name UNKNOWN = new Name(null, null);

  private final Units units;
  private final Notes notes;
  private final Map<Key, Name> names = new HashMap<>();

  Names(Units units, Notes notes) {
    this.units = units;
    this.notes = notes;
  }

  /** The name of the entry at {@code offset} of a unit. */
  Name of(Unit unit, long offset) {
    Key key = new Key(unit.section.name(), offset);
    Name known = names.get(key);
    if (known == null) {
      try {
        known = find(unit, offset);
      } catch (DamagedException e) {
        notes.add("a name is unknown: " + e.getMessage());
        known = UNKNOWN;
      }
      names.put(key, known);
    }
    return known;
  }

  private Name find(Unit start, long offset) {
    String name = null;
    String linkageName = null;
    Unit unit = start;
    long at = offset;
    for (int hops = 0; hops < MAX_HOPS; hops++) {
      Die die = new Die();
      if (!units.entries(unit, at).next(die)) {
        break;
      }
      if (linkageName == null) {
        linkageName = units.values().text(unit, die, Attribute.LINKAGE_NAME);
      }
      if (name == null) {
        String own = units.values().text(unit, die, Attribute.NAME);
        // The scope of a declaration in a class counts, not that of its definition outside.
        if (own != null && die.kind(Attribute.SPECIFICATION) != Die.Kind.ENTRY) {
          name = units.code(unit).scope((int) at) + own;
        }
      }
      at = die.origin();
      Unit next = at < 0 ? null : units.holding(unit.section, at);
      if (next == null) {
        return new Name(name, linkageName);
      }
      unit = next;
    }
    notes.add("a name is unknown: entries refer to each other in circles");
    return new Name(name, linkageName);
  }
}
