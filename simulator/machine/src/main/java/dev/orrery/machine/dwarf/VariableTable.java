package dev.orrery.machine.dwarf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables of all units that have one address for good. */
final class VariableTable {
  private static final int DW_OP_ADDR = 0x03;
  private static final int DW_OP_ADDRX = 0xa1;
  private static final int DW_OP_GNU_ADDR_INDEX = 0xfb;

  private final DebugSections sections;
  private final Units units;
  private final Names names;
  private final TypeText types;
  private final List<Variable> variables = new ArrayList<>();
  private final Segments segments;

  VariableTable(DebugSections sections, Units units, Names names, Notes notes) {
    this.sections = sections;
    this.units = units;
    this.names = names;
    this.types = new TypeText(units);
    for (Unit unit : units.all()) {
      try {
        read(unit);
      } catch (DamagedException e) {
        notes.add("some variables of %s are unknown: %s".formatted(unit.title(), e.getMessage()));
      }
    }
    Segments.Builder ranges = new Segments.Builder();
    for (int i = 0; i < variables.size(); i++) {
      Variable v = variables.get(i);
      ranges.add(v.address(), v.address() + Math.max(1, v.size()), i);
    }
    this.segments = ranges.build();
  }

  List<Variable> all() {
    return variables;
  }

  /** The variable that holds the byte at {@code address}; null if none does. */
  @Nullable Variable at(long address) {
    int i = segments.at(address);
    return i == Segments.NONE ? null : variables.get(i);
  }

  private void read(Unit unit) {
    DieReader entries = units.entries(unit, unit.first);
    Die die = new Die();
    while (entries.hasMore()) {
      if (entries.next(die) && die.tag == Tag.VARIABLE && die.length(Attribute.LOCATION) > 0) {
        add(unit, die);
      }
    }
  }

  private void add(Unit unit, Die die) {
    long address;
    ByteReader in = sections.reader(unit.section, die.value(Attribute.LOCATION));
    in.limit(die.value(Attribute.LOCATION) + die.length(Attribute.LOCATION));
    switch (in.u8()) {
      case DW_OP_ADDR -> address = in.uint(unit.addressBytes);
      case DW_OP_ADDRX, DW_OP_GNU_ADDR_INDEX ->
          address = units.values().indexedAddress(unit, in.uleb());
      default -> {
        return;
      }
    }
    if (in.hasMore()) {
      return; // It is computed from the address: thread-local, or in a register.
    }
    Names.Name name = names.of(unit, die.offset);
    if (name.name() == null) {
      return;
    }
    units.budget().keep(1);
    Declaration d = declaration(unit, die);
    LineTable lines = units.code(d.unit).lines();
    SourceFile file = lines == null ? null : lines.files().file(d.die.small(Attribute.DECL_FILE));
    TypeText.Type type = types.of(d.unit, d.die);
    variables.add(
        new Variable(
            name.name(),
            type.text(),
            address,
            type.size(),
            file,
            d.die.small(Attribute.DECL_LINE)));
  }

  private record Declaration(Unit unit, Die die) {}

  /** The entry that says the type: the variable's own, or the one that it refers to. */
  private Declaration declaration(Unit unit, Die die) {
    Unit other = die.origin() < 0 ? null : units.holding(unit.section, die.origin());
    if (die.has(Attribute.TYPE) || other == null) {
      return new Declaration(unit, die);
    }
    Die origin = new Die();
    return units.entries(other, die.origin()).next(origin)
        ? new Declaration(other, origin)
        : new Declaration(unit, die);
  }
}
