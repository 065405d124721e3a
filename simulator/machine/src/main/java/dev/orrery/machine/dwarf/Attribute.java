package dev.orrery.machine.dwarf;

import org.jspecify.annotations.Nullable;

/** The attributes that are looked at, DWARF 5 table 7.5. */
enum Attribute {
  SIBLING,
  LOCATION,
  NAME,
  BYTE_SIZE,
  STMT_LIST,
  LOW_PC,
  HIGH_PC,
  LANGUAGE,
  COMP_DIR,
  PRODUCER,
  UPPER_BOUND,
  ABSTRACT_ORIGIN,
  COUNT,
  DECL_FILE,
  DECL_LINE,
  DECLARATION,
  SPECIFICATION,
  TYPE,
  RANGES,
  CALL_COLUMN,
  CALL_FILE,
  CALL_LINE,
  LINKAGE_NAME,
  STR_OFFSETS_BASE,
  ADDR_BASE,
  RNGLISTS_BASE,
  DWO_NAME;

  /** The attribute with a number; null if nobody asks for it. */
  static @Nullable Attribute of(long number) {
    if (number < 0 || number > Short.MAX_VALUE) {
      return null;
    }
    return switch ((int) number) {
      case 0x01 -> SIBLING;
      case 0x02 -> LOCATION;
      case 0x03 -> NAME;
      case 0x0b -> BYTE_SIZE;
      case 0x10 -> STMT_LIST;
      case 0x11 -> LOW_PC;
      case 0x12 -> HIGH_PC;
      case 0x13 -> LANGUAGE;
      case 0x1b -> COMP_DIR;
      case 0x25 -> PRODUCER;
      case 0x2f -> UPPER_BOUND;
      case 0x31 -> ABSTRACT_ORIGIN;
      case 0x37 -> COUNT;
      case 0x3a -> DECL_FILE;
      case 0x3b -> DECL_LINE;
      case 0x3c -> DECLARATION;
      case 0x47 -> SPECIFICATION;
      case 0x49 -> TYPE;
      case 0x55 -> RANGES;
      case 0x57 -> CALL_COLUMN;
      case 0x58 -> CALL_FILE;
      case 0x59 -> CALL_LINE;
      case 0x6e, 0x2007 -> LINKAGE_NAME; // the latter as DW_AT_MIPS_linkage_name, before DWARF 4
      case 0x72 -> STR_OFFSETS_BASE;
      case 0x73, 0x2133 -> ADDR_BASE;
      case 0x74 -> RNGLISTS_BASE;
      case 0x76, 0x2130 -> DWO_NAME;
      default -> null;
    };
  }
}
