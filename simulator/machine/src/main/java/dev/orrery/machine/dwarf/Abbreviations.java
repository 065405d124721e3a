package dev.orrery.machine.dwarf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the entries of a unit look like, by code. Source: DWARF 5, section 7.5.3. */
final class Abbreviations {
  /** Codes up to this are looked up in an array; compilers count from 1. */
  private static final int DENSE = 1 << 12;

  /**
   * An entry's shape.
   *
   * @param attributes what each attribute is, in order; null for those nobody asks for
   * @param forms how each is written
   * @param constants values of those that are written here
   */
  record Shape(
      int tag,
      boolean hasChildren,
      @Nullable Attribute[] attributes,
      int[] forms,
      long[] constants) {}

  private final List<@Nullable Shape> dense = new ArrayList<>();
  private final Map<Long, Shape> sparse = new HashMap<>();

  private Abbreviations() {}

  /** Reads a table; {@code in} is at its first byte. */
  static Abbreviations read(ByteReader in, Budget budget) {
    Abbreviations table = new Abbreviations();
    List<@Nullable Attribute> attributes = new ArrayList<>();
    List<long[]> specs = new ArrayList<>();
    for (long code = in.uleb(); code != 0; code = in.uleb()) {
      int tag = in.ulebInt();
      boolean hasChildren = in.u8() != 0;
      attributes.clear();
      specs.clear();
      while (true) {
        budget.spend(1);
        long attribute = in.uleb();
        int form = in.ulebInt();
        long constant = form == Form.IMPLICIT_CONST ? in.sleb() : 0;
        if (attribute == 0 && form == 0) {
          break;
        }
        attributes.add(Attribute.of(attribute));
        specs.add(new long[] {form, constant});
      }
      table.put(
          code,
          new Shape(
              tag,
              hasChildren,
              attributes.toArray(new @Nullable Attribute[0]),
              specs.stream().mapToInt(s -> (int) s[0]).toArray(),
              specs.stream().mapToLong(s -> s[1]).toArray()));
    }
    return table;
  }

  private void put(long code, Shape shape) {
    if (code < 0 || code >= DENSE) {
      sparse.putIfAbsent(code, shape);
      return;
    }
    while (dense.size() <= code) {
      dense.add(null);
    }
    if (dense.get((int) code) == null) {
      dense.set((int) code, shape);
    }
  }

  /** The shape with a code. */
  Shape shape(long code) {
    Shape shape = code >= 0 && code < dense.size() ? dense.get((int) code) : sparse.get(code);
    if (shape == null) {
      throw new DamagedException(".debug_abbrev has no code " + Long.toUnsignedString(code));
    }
    return shape;
  }
}
