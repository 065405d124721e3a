package dev.orrery.machine.dwarf;

import dev.orrery.machine.dwarf.Die.Kind;

/** Reads the entries of a unit one after the other. Source: DWARF 5, sections 7.5.2 to 7.5.6. */
final class DieReader {
  private static final int MAX_INDIRECT = 4;

  private final Unit unit;
  private final Abbreviations abbreviations;
  private final ByteReader in;
  private final Budget budget;

  private Kind kind = Kind.NONE;
  private long value;
  private int length;

  /** A reader from the entry at {@code offset} of the unit's section. */
  DieReader(Unit unit, Abbreviations abbreviations, ByteReader in, Budget budget, long offset) {
    this.unit = unit;
    this.abbreviations = abbreviations;
    this.in = in;
    this.budget = budget;
    if (offset < unit.first || offset > unit.end) {
      throw new DamagedException(
          "a reference leads to 0x%x, outside of its unit".formatted(offset));
    }
    in.seek(offset);
    in.limit(unit.end);
  }

  boolean hasMore() {
    return in.hasMore();
  }

  /** Reads an entry; false if it is the mark that ends its siblings. */
  boolean next(Die die) {
    budget.spend(1);
    die.offset = in.at();
    die.clear();
    long code = in.uleb();
    if (code == 0) {
      return false;
    }
    Abbreviations.Shape shape = abbreviations.shape(code);
    die.tag = shape.tag();
    die.hasChildren = shape.hasChildren();
    int[] forms = shape.forms();
    budget.spend(forms.length);
    for (int i = 0; i < forms.length; i++) {
      read(forms[i], shape.constants()[i], 0);
      Attribute a = shape.attributes()[i];
      if (a != null) {
        die.set(a, kind, value, length);
      }
    }
    return true;
  }

  private void read(int form, long constant, int depth) {
    switch (form) {
      case Form.ADDR -> set(Kind.ADDRESS, in.uint(unit.addressBytes));
      case Form.DATA1, Form.FLAG -> set(Kind.NUMBER, in.u8());
      case Form.DATA2 -> set(Kind.NUMBER, in.u16());
      case Form.DATA4 -> set(Kind.NUMBER, in.u32());
      case Form.DATA8 -> set(Kind.NUMBER, in.uint(8));
      case Form.SDATA -> set(Kind.NUMBER, in.sleb());
      case Form.UDATA, Form.LOCLISTX -> set(Kind.NUMBER, in.uleb());
      case Form.SEC_OFFSET -> set(Kind.NUMBER, in.uint(unit.offsetBytes));
      case Form.FLAG_PRESENT -> set(Kind.NUMBER, 1);
      case Form.IMPLICIT_CONST -> set(Kind.NUMBER, constant);
      case Form.DATA16 -> block(16);
      case Form.BLOCK1 -> block(in.u8());
      case Form.BLOCK2 -> block(in.u16());
      case Form.BLOCK4 -> block(in.u32());
      case Form.BLOCK, Form.EXPRLOC -> block(in.uleb());
      case Form.STRING -> {
        set(Kind.TEXT, in.at());
        in.skipText();
      }
      case Form.STRP -> set(Kind.STR, in.uint(unit.offsetBytes));
      case Form.LINE_STRP -> set(Kind.LINE_STR, in.uint(unit.offsetBytes));
      case Form.STRX, Form.GNU_STR_INDEX -> set(Kind.STR_INDEX, in.uleb());
      case Form.STRX1, Form.STRX2, Form.STRX3, Form.STRX4 ->
          set(Kind.STR_INDEX, in.uint(form - Form.STRX1 + 1));
      case Form.ADDRX, Form.GNU_ADDR_INDEX -> set(Kind.ADDRESS_INDEX, in.uleb());
      case Form.ADDRX1, Form.ADDRX2, Form.ADDRX3, Form.ADDRX4 ->
          set(Kind.ADDRESS_INDEX, in.uint(form - Form.ADDRX1 + 1));
      case Form.RNGLISTX -> set(Kind.RANGES_INDEX, in.uleb());
      case Form.REF1 -> set(Kind.ENTRY, unit.start + in.uint(1));
      case Form.REF2 -> set(Kind.ENTRY, unit.start + in.uint(2));
      case Form.REF4 -> set(Kind.ENTRY, unit.start + in.uint(4));
      case Form.REF8 -> set(Kind.ENTRY, unit.start + in.uint(8));
      case Form.REF_UDATA -> set(Kind.ENTRY, unit.start + in.uleb());
      // In DWARF 2 this was as wide as an address.
      case Form.REF_ADDR ->
          set(Kind.ENTRY, in.uint(unit.version == 2 ? unit.addressBytes : unit.offsetBytes));
      case Form.REF_SIG8 -> set(Kind.SIGNATURE, in.uint(8));
      case Form.REF_SUP4 -> set(Kind.ELSEWHERE, in.uint(4));
      case Form.REF_SUP8 -> set(Kind.ELSEWHERE, in.uint(8));
      case Form.STRP_SUP, Form.GNU_REF_ALT, Form.GNU_STRP_ALT ->
          set(Kind.ELSEWHERE, in.uint(unit.offsetBytes));
      case Form.INDIRECT -> {
        int actual = in.ulebInt();
        if (depth == MAX_INDIRECT || actual == Form.IMPLICIT_CONST) {
          throw new DamagedException("an attribute's form leads nowhere");
        }
        read(actual, 0, depth + 1);
      }
      default ->
          throw new DamagedException(
              "unknown attribute form 0x%x at offset 0x%x".formatted(form, in.at()));
    }
  }

  private void set(Kind k, long v) {
    kind = k;
    value = v;
    length = 0;
  }

  private void block(long bytes) {
    set(Kind.BLOCK, in.at());
    in.skip(bytes);
    length = (int) bytes;
  }
}
