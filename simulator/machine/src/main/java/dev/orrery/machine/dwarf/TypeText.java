package dev.orrery.machine.dwarf;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Types as C and C++ write them, with their sizes. Source: DWARF 5, chapter 5. */
final class TypeText {
  /** Types that may be built of each other in a row. */
  private static final int MAX_DEPTH = 24;

  private static final int MAX_LENGTH = 1 << 10;

  private static final Type UNKNOWN = new Type("?", "", 0);

  /**
   * A type.
   *
   * @param before what stands before the name of a variable
   * @param after what stands behind it: dimensions
   * @param size in bytes; 0 if unknown
   */
  record Type(String before, String after, long size) {
    String text() {
      return before + (after.isEmpty() || before.endsWith("*") ? "" : " ") + after;
    }
  }

  private record Key(String section, long offset) {}

  private final Units units;
  private final Map<Key, Type> types = new HashMap<>();

  TypeText(Units units) {
    this.units = units;
  }

  /** The type that an entry of {@code unit} says it has. */
  Type of(Unit unit, Die die) {
    return of(unit, die, 0);
  }

  private Type of(Unit unit, Die die, int depth) {
    return switch (die.kind(Attribute.TYPE)) {
      case NONE -> new Type("void", "", 0);
      case ENTRY ->
          at(
              units.holding(unit.section, die.value(Attribute.TYPE)),
              die.value(Attribute.TYPE),
              depth);
      case SIGNATURE -> {
        Unit other = units.withSignature(die.value(Attribute.TYPE));
        yield other == null ? UNKNOWN : at(other, other.signedType, depth);
      }
      default -> UNKNOWN;
    };
  }

  private Type at(@Nullable Unit unit, long offset, int depth) {
    if (unit == null || depth > MAX_DEPTH) {
      return UNKNOWN;
    }
    Key key = new Key(unit.section.name(), offset);
    Type known = types.get(key);
    if (known == null) {
      known = read(unit, offset, depth);
      if (known.before.length() + known.after.length() > MAX_LENGTH) {
        known = new Type("?", "", known.size);
      }
      types.put(key, known);
    }
    return known;
  }

  private Type read(Unit unit, long offset, int depth) {
    Die die = new Die();
    DieReader entries = units.entries(unit, offset);
    if (!entries.next(die)) {
      return UNKNOWN;
    }
    long size = Math.max(0, die.number(Attribute.BYTE_SIZE, 0));
    String name = units.values().text(unit, die, Attribute.NAME);
    return switch (die.tag) {
      case Tag.CONST_TYPE -> qualified("const", of(unit, die, depth + 1));
      case Tag.VOLATILE_TYPE -> qualified("volatile", of(unit, die, depth + 1));
      case Tag.ATOMIC_TYPE -> qualified("_Atomic", of(unit, die, depth + 1));
      case Tag.POINTER_TYPE -> pointer("*", unit, die, depth);
      case Tag.REFERENCE_TYPE -> pointer("&", unit, die, depth);
      case Tag.RVALUE_REFERENCE_TYPE -> pointer("&&", unit, die, depth);
      case Tag.SUBROUTINE_TYPE -> {
        Type result = of(unit, die, depth + 1);
        yield new Type(result.before, "()" + result.after, 0);
      }
      case Tag.ARRAY_TYPE -> array(unit, die, entries, depth);
      case Tag.TYPEDEF -> new Type(name == null ? "?" : name, "", of(unit, die, depth + 1).size);
      case Tag.STRUCTURE_TYPE, Tag.CLASS_TYPE -> new Type(named("struct", unit, name), "", size);
      case Tag.UNION_TYPE -> new Type(named("union", unit, name), "", size);
      case Tag.ENUMERATION_TYPE -> new Type(named("enum", unit, name), "", size);
      default -> new Type(name == null ? "?" : name, "", size);
    };
  }

  /** C says the kind with the name; other languages do not. */
  private static String named(String kind, Unit unit, @Nullable String name) {
    if (name == null) {
      return kind + " {...}";
    }
    return switch (unit.language) {
      case 0x01, 0x02, 0x0c, 0x1d, 0x2c -> kind + " " + name; // C89, C, C99, C11, C17
      default -> name;
    };
  }

  private static Type qualified(String word, Type type) {
    if (type.before.endsWith("*")) {
      return new Type(type.before + " " + word, type.after, type.size);
    }
    // A constant array has constant elements: compilers say it of both.
    boolean said = type.before.startsWith(word + " ");
    return said ? type : new Type(word + " " + type.before, type.after, type.size);
  }

  private Type pointer(String mark, Unit unit, Die die, int depth) {
    long size = Math.max(0, die.number(Attribute.BYTE_SIZE, unit.addressBytes));
    Type to = of(unit, die, depth + 1);
    if (to.after.isEmpty()) {
      return new Type(to.before + (to.before.endsWith("*") ? "" : " ") + mark, "", size);
    }
    return new Type(to.before + " (" + mark, ")" + to.after, size);
  }

  private Type array(Unit unit, Die array, DieReader children, int depth) {
    Type element = of(unit, array, depth + 1);
    StringBuilder dimensions = new StringBuilder();
    long size = element.size;
    Die die = new Die();
    boolean any = array.hasChildren;
    while (any && children.hasMore() && children.next(die) && !die.hasChildren) {
      if (die.tag != Tag.SUBRANGE_TYPE) {
        continue;
      }
      long last = die.number(Attribute.UPPER_BOUND, -1);
      long count = die.number(Attribute.COUNT, last + 1);
      dimensions.append('[').append(count > 0 ? String.valueOf(count) : "").append(']');
      boolean fits = count >= 0 && Math.multiplyHigh(size, count) == 0 && size * count >= 0;
      size = fits ? size * count : 0;
      if (dimensions.length() > MAX_LENGTH) {
        break;
      }
    }
    long said = array.number(Attribute.BYTE_SIZE, 0);
    return new Type(element.before, dimensions + element.after, said > 0 ? said : size);
  }
}
