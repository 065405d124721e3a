package dev.orrery.machine.dwarf;

/** The tags of entries that are looked at, DWARF 5 table 7.3. */
final class Tag {
  static final int ARRAY_TYPE = 0x01;
  static final int CLASS_TYPE = 0x02;
  static final int ENTRY_POINT = 0x03;
  static final int ENUMERATION_TYPE = 0x04;
  static final int MEMBER = 0x0d;
  static final int POINTER_TYPE = 0x0f;
  static final int REFERENCE_TYPE = 0x10;
  static final int STRUCTURE_TYPE = 0x13;
  static final int SUBROUTINE_TYPE = 0x15;
  static final int TYPEDEF = 0x16;
  static final int UNION_TYPE = 0x17;
  static final int INLINED_SUBROUTINE = 0x1d;
  static final int SUBRANGE_TYPE = 0x21;
  static final int CONST_TYPE = 0x26;
  static final int SUBPROGRAM = 0x2e;
  static final int VARIABLE = 0x34;
  static final int VOLATILE_TYPE = 0x35;
  static final int NAMESPACE = 0x39;
  static final int UNSPECIFIED_TYPE = 0x3b;
  static final int RVALUE_REFERENCE_TYPE = 0x42;
  static final int ATOMIC_TYPE = 0x47;

  private Tag() {}
}
