package dev.orrery.machine.dwarf;

import org.jspecify.annotations.Nullable;

/**
 * A unit's header, and what its first entry says about the rest. Source: DWARF 5, section 7.5.1.
 */
final class Unit {
  static final int UT_TYPE = 2;
  static final int UT_SKELETON = 4;
  static final int UT_SPLIT_COMPILE = 5;
  static final int UT_SPLIT_TYPE = 6;

  private static final int NO_OFFSET = -1;

  /** The section it is in. */
  final Section section;

  /** Offset of its header, from which references within the unit count. */
  final int start;

  /** Offset of its first entry. */
  final int first;

  /** Offset behind its last byte. */
  final int end;

  final int version;

  /** Bytes of an offset into another section: 4, or 8 in 64-bit DWARF. */
  final int offsetBytes;

  final int addressBytes;
  final long abbreviations;

  /** Signature of the type that it describes; 0 if it is no type unit. */
  final long signature;

  /** Offset of the entry of that type. */
  final long signedType;

  // From the first entry:

  long strOffsetsBase;
  long addrBase;
  long rnglistsBase;
  long lowPc;

  /** Offset of its line table; -1 if it has none. */
  long lines = NO_OFFSET;

  @Nullable String name;
  @Nullable String directory;
  @Nullable String producer;
  int language;

  /** What was read of its code; null before anyone asked. */
  @Nullable UnitCode code;

  private Unit(
      Section section,
      int start,
      int first,
      int end,
      int version,
      int offsetBytes,
      int addressBytes,
      long abbreviations,
      long signature,
      long signedType) {
    this.section = section;
    this.start = start;
    this.first = first;
    this.end = end;
    this.version = version;
    this.offsetBytes = offsetBytes;
    this.addressBytes = addressBytes;
    this.abbreviations = abbreviations;
    this.signature = signature;
    this.signedType = signedType;
    // Where the tables behind their headers begin, for units that do not say.
    this.strOffsetsBase = offsetBytes == 8 ? 16 : 8;
    this.addrBase = offsetBytes == 8 ? 16 : 8;
    this.rnglistsBase = offsetBytes == 8 ? 20 : 12;
  }

  /**
   * A unit that has lines and nothing else.
   *
   * @param lines offset of its line table
   */
  static Unit ofLines(long lines, int addressBytes) {
    Unit unit = new Unit(Section.empty(".debug_info"), 0, 0, 0, 0, 4, addressBytes, 0, 0, 0);
    unit.lines = lines;
    return unit;
  }

  /**
   * Reads a header.
   *
   * @param in at its first byte; afterwards behind the unit
   * @param types whether the section is {@code .debug_types} of DWARF 4
   * @return null if the version is unknown
   */
  static @Nullable Unit read(ByteReader in, Section section, boolean types) {
    int start = in.at();
    long length = in.u32();
    int offsetBytes = 4;
    if (length == 0xffff_ffffL) {
      offsetBytes = 8;
      length = in.uint(8);
    }
    if (length < 0 || length > in.left()) {
      throw new DamagedException(
          "the unit at 0x%x of %s says it has 0x%x bytes".formatted(start, section.name(), length));
    }
    int end = in.at() + (int) length;
    int version = in.u16();
    if (version < 2 || version > 5) {
      in.seek(end);
      return null;
    }
    int type = version >= 5 ? in.u8() : types ? UT_TYPE : 0;
    int addressBytes = version >= 5 ? in.u8() : 0;
    long abbreviations = in.uint(offsetBytes);
    addressBytes = version >= 5 ? addressBytes : in.u8();
    if (addressBytes < 1 || addressBytes > 8) {
      throw new DamagedException(
          "the unit at 0x%x of %s has addresses of %d bytes"
              .formatted(start, section.name(), addressBytes));
    }
    long signature = 0;
    long signedType = 0;
    if (type == UT_SKELETON || type == UT_SPLIT_COMPILE) {
      in.skip(8);
    } else if (type == UT_TYPE || type == UT_SPLIT_TYPE) {
      signature = in.uint(8);
      signedType = start + in.uint(offsetBytes);
    }
    int first = in.at();
    in.seek(end);
    return new Unit(
        section,
        start,
        Math.min(first, end),
        end,
        version,
        offsetBytes,
        addressBytes,
        abbreviations,
        signature,
        signedType);
  }

  /** What to call it in notes. */
  String title() {
    return name == null ? "the unit at 0x%x of %s".formatted(start, section.name()) : name;
  }
}
