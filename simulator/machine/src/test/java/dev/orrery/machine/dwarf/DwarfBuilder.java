package dev.orrery.machine.dwarf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;

/**
 * Writes ELF files with debugging sections for one little program in any shape of DWARF:
 *
 * <pre>{@code
 * 0x1000  a.c:10  main
 * 0x1008  a.c:3   leaf, inlined into main at a.c:12, column 7
 * 0x1010  a.c:13  main
 * 0x1020  end
 * 0x2000  int counter, declared at a.c:2
 * }</pre>
 */
final class DwarfBuilder {
  static final int MAIN = 0x1000;
  static final int LEAF = 0x1008;
  static final int REST = 0x1010;
  static final int END = 0x1020;
  static final int COUNTER = 0x2000;

  private static final int TEXT_BYTES = 0x20;

  final int version;
  final boolean bigEndian;
  private final boolean wide;
  private final int offsetBytes;
  private final Map<String, byte[]> sections = new LinkedHashMap<>();
  private int compression;

  DwarfBuilder(int version, int bits, boolean bigEndian, boolean dwarf64) {
    this.version = version;
    this.wide = bits == 64;
    this.bigEndian = bigEndian;
    this.offsetBytes = dwarf64 ? 8 : 4;
  }

  /** The program described above, in DWARF 5 as compilers write it today. */
  static DwarfBuilder usual() {
    return new DwarfBuilder(5, 64, false, false).program();
  }

  /** Stores the sections compressed: 1 as zlib does, 2 says zstd but does nothing. */
  DwarfBuilder compressed(int kind) {
    compression = kind;
    return this;
  }

  DwarfBuilder section(String name, byte[] bytes) {
    sections.put(name, bytes);
    return this;
  }

  byte[] section(String name) {
    return sections.getOrDefault(name, new byte[0]);
  }

  DwarfBuilder program() {
    section(".debug_abbrev", abbreviations());
    section(".debug_info", info());
    section(".debug_line", lines());
    section(".debug_str", new Bytes(bigEndian).text("").text("leaf").toArray());
    section(".debug_line_str", new Bytes(bigEndian).text("/src").text("a.c").toArray());
    return this;
  }

  Bytes bytes() {
    return new Bytes(bigEndian);
  }

  int addressBytes() {
    return wide ? 8 : 4;
  }

  private int offsetForm() {
    return version >= 4 ? Form.SEC_OFFSET : offsetBytes == 8 ? Form.DATA8 : Form.DATA4;
  }

  private int highForm() {
    return version >= 4 ? Form.DATA4 : Form.ADDR;
  }

  private byte[] abbreviations() {
    int block = version >= 4 ? Form.EXPRLOC : Form.BLOCK1;
    Bytes b = bytes();
    b.uleb(1, 0x11, 1); // compile unit
    b.uleb(0x03, Form.STRING, 0x1b, Form.STRING, 0x10, offsetForm(), 0x13, Form.DATA1);
    b.uleb(0x11, Form.ADDR, 0x12, highForm(), 0, 0);
    b.uleb(2, Tag.SUBPROGRAM, 0, 0x03, Form.STRP, 0x20, Form.DATA1, 0, 0);
    b.uleb(3, Tag.SUBPROGRAM, 1, 0x03, Form.STRING, 0x11, Form.ADDR, 0x12, highForm(), 0, 0);
    b.uleb(4, Tag.INLINED_SUBROUTINE, 1, 0x31, Form.REF4, 0x11, Form.ADDR, 0x12, highForm());
    b.uleb(0x58, Form.DATA1, 0x59, Form.DATA1, 0x57, Form.UDATA, 0, 0);
    b.uleb(5, Tag.VARIABLE, 0, 0x03, Form.STRING, 0x49, Form.REF4, 0x02, block);
    b.uleb(0x3a, Form.DATA1, 0x3b, Form.DATA1, 0, 0);
    b.uleb(6, 0x24, 0, 0x03, Form.STRING, 0x0b, Form.DATA1, 0, 0); // base type
    return b.uleb(0).toArray();
  }

  private void high(Bytes b, long low, long high) {
    if (version >= 4) {
      b.uint(high - low, 4);
    } else {
      b.uint(high, addressBytes());
    }
  }

  /** A unit around {@code entries}; offsets of entries count from the unit's first byte. */
  byte[] unit(byte[] entries) {
    Bytes b = bytes().uint(version, 2);
    if (version >= 5) {
      b.u8(1, addressBytes()).uint(0, offsetBytes);
    } else {
      b.uint(0, offsetBytes).u8(addressBytes());
    }
    return withLength(b.bytes(entries).toArray());
  }

  int unitHeaderBytes() {
    return unit(new byte[0]).length;
  }

  byte[] withLength(byte[] content) {
    Bytes b = bytes();
    if (offsetBytes == 8) {
      b.uint(0xffff_ffffL, 4);
    }
    return b.uint(content.length, offsetBytes).bytes(content).toArray();
  }

  /** The unit's first entry. */
  byte[] first(long low, long high) {
    Bytes b = bytes().uleb(1).text("a.c").text("/src").uint(0, offsetBytes).u8(0x0c);
    b.uint(low, addressBytes());
    high(b, low, high);
    return b.toArray();
  }

  /** Begins an inlined call of the entry at {@code origin}, which counts from the unit. */
  byte[] inlined(long origin, long low, long high) {
    Bytes b = bytes().uleb(4).uint(origin, 4).uint(low, addressBytes());
    high(b, low, high);
    return b.u8(1, 12).uleb(7).toArray();
  }

  /** Begins a function. */
  byte[] function(String name, long low, long high) {
    Bytes b = bytes().uleb(3).text(name).uint(low, addressBytes());
    high(b, low, high);
    return b.toArray();
  }

  private byte[] info() {
    Bytes b = bytes().bytes(first(MAIN, END));
    int leaf = unitHeaderBytes() + b.size();
    b.uleb(2).uint(1, offsetBytes).u8(1);
    int type = unitHeaderBytes() + b.size();
    b.uleb(6).text("int").u8(4);
    b.bytes(function("main", MAIN, END)).bytes(inlined(leaf, LEAF, REST)).u8(0, 0);
    b.uleb(5).text("counter").uint(type, 4).u8(1 + addressBytes(), 3);
    b.uint(COUNTER, addressBytes()).u8(1, 2);
    return unit(b.u8(0).toArray());
  }

  /** The line table. */
  byte[] lines() {
    Bytes program = bytes();
    program.u8(0, 1 + addressBytes(), 2).uint(MAIN, addressBytes()); // set_address
    program.u8(3, 9, 5, 1, 1); // line 10, column 1, copy
    program.u8(3, 0x79, 2, 8, 1); // line 3, 8 bytes on, copy
    program.u8(5, 4); // column 4
    program.u8(3, 8, 13 + (8 * 14 + 2 + 5)); // 8 lines on; special: 8 bytes and 2 lines on
    program.u8(6, 7, 10, 11, 12, 0); // marks that nobody asks for
    program.u8(0, 2, 4, 5); // discriminator
    program.u8(9).uint(TEXT_BYTES - 16, 2); // fixed_advance_pc
    program.u8(0, 1, 1); // end_sequence
    return lines(program.toArray());
  }

  /** A line table with some program. */
  byte[] lines(byte[] program) {
    Bytes b = bytes().u8(1); // minimum length
    if (version >= 4) {
      b.u8(1); // operations
    }
    b.u8(1, -5, 14, 13, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1);
    if (version >= 5) {
      b.u8(1).uleb(1, Form.LINE_STRP).uleb(1).uint(0, offsetBytes);
      b.u8(3).uleb(1, Form.LINE_STRP, 2, Form.UDATA, 5, Form.DATA16).uleb(2);
      for (int i = 0; i < 2; i++) {
        b.uint(5, offsetBytes).uleb(0).bytes(new byte[16]);
      }
    } else {
      b.text("").text("a.c").uleb(0, 0, 0).text("");
    }
    Bytes all = bytes().uint(version, 2);
    if (version >= 5) {
      all.u8(addressBytes(), 0);
    }
    all.uint(b.size(), offsetBytes).bytes(b.toArray()).bytes(program);
    return withLength(all.toArray());
  }

  /** The file. */
  byte[] build() {
    int headerBytes = wide ? 64 : 52;
    Bytes names = bytes().u8(0);
    Bytes table = bytes();
    sectionHeader(table, 0, 0, 0, 0, 0);
    Bytes data = bytes();
    sections.forEach(
        (name, bytes) -> {
          byte[] stored = compression == 0 ? bytes : compress(bytes);
          int at = headerBytes + data.size();
          int flags = compression == 0 ? 0 : 0x800;
          sectionHeader(table, names.size(), 1, flags, at, stored.length);
          names.text(name);
          data.bytes(stored);
        });
    int namesAt = headerBytes + data.size();
    sectionHeader(table, names.size(), 3, 0, namesAt, names.size() + ".shstrtab".length() + 1);
    names.text(".shstrtab");
    data.bytes(names.toArray());
    Bytes file = bytes().u8(0x7f, 'E', 'L', 'F', wide ? 2 : 1, bigEndian ? 2 : 1, 1, 0);
    file.uint(0, 8).uint(2, 2).uint(243, 2).uint(1, 4).uint(MAIN, addressBytes());
    file.uint(0, addressBytes()).uint(headerBytes + data.size(), addressBytes()).uint(0, 4);
    file.uint(headerBytes, 2).uint(0, 2).uint(0, 2);
    file.uint(wide ? 64 : 40, 2).uint(sections.size() + 2, 2).uint(sections.size() + 1, 2);
    return file.bytes(data.toArray()).bytes(table.toArray()).toArray();
  }

  private void sectionHeader(Bytes to, int name, int type, int flags, int at, int size) {
    int word = addressBytes();
    to.uint(name, 4).uint(type, 4).uint(flags, word).uint(0, word).uint(at, word).uint(size, word);
    to.uint(0, 4).uint(0, 4).uint(1, word).uint(0, word);
  }

  private byte[] compress(byte[] bytes) {
    Bytes b = bytes().uint(compression, 4);
    if (wide) {
      b.uint(0, 4);
    }
    b.uint(bytes.length, addressBytes()).uint(1, addressBytes());
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] buffer = new byte[bytes.length + 64];
      int n = deflater.deflate(buffer);
      return b.bytes(java.util.Arrays.copyOf(buffer, n)).toArray();
    }
  }
}
