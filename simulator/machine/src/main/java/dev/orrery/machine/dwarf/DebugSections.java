package dev.orrery.machine.dwarf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The debugging sections of an ELF file, decompressed when first asked for. Source: System V ABI,
 * "ELF header", "Sections".
 */
final class DebugSections {
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
  private static final int SHT_NOBITS = 8;
  private static final long SHF_COMPRESSED = 0x800;
  private static final int ELFCOMPRESS_ZLIB = 1;
  private static final int ELFCOMPRESS_ZSTD = 2;

  /** What deflate can make of a byte at most; a section that promises more lies. */
  private static final long MAX_RATIO = 1032;

  private static final long MAX_BYTES = 1 << 30;
  private static final int MAX_NAME = 64;

  /** Where a section is in the file, and whether it is compressed there. */
  private record Place(int offset, int size, boolean compressed) {}

  private final byte[] file;
  private final boolean bigEndian;
  private final boolean wide;
  private final Notes notes;
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Section> sections = new HashMap<>();

  /**
   * Looks for sections. A file that is no ELF file, or whose section table is damaged, has none.
   *
   * @param file not to be changed
   */
  DebugSections(byte[] file, Notes notes) {
    this.file = file;
    this.notes = notes;
    boolean elf = file.length >= 52 && Arrays.equals(file, 0, 4, MAGIC, 0, 4);
    this.wide = elf && file[4] == 2;
    this.bigEndian = elf && file[5] == 2;
    if (elf) {
      try {
        findSections();
      } catch (DamagedException e) {
        notes.add("the section table cannot be used: " + e.getMessage());
      }
    }
  }

  boolean bigEndian() {
    return bigEndian;
  }

  /** Bytes of an address, unless a unit says otherwise. */
  int addressBytes() {
    return wide ? 8 : 4;
  }

  /** Bytes of all debugging sections in the file. */
  long totalBytes() {
    return places.values().stream().mapToLong(Place::size).sum();
  }

  private void findSections() {
    ByteReader in = reader(new Section("the file", file, 0, file.length), 0);
    in.seek(wide ? 40 : 32);
    long table = in.uint(addressBytes());
    in.seek(wide ? 58 : 46);
    int size = in.u16();
    int count = in.u16();
    int namesIndex = in.u16();
    if (table == 0 || size < (wide ? 64 : 40)) {
      return;
    }
    long namesAt = header(in, table + (long) namesIndex * size).offset;
    for (int i = 0; i < count; i++) {
      Header h = header(in, table + (long) i * size);
      if (h.type == SHT_NOBITS || h.size == 0) {
        continue;
      }
      String name = name(namesAt + h.name);
      if (name.equals(".gnu_debuglink")) {
        in.seek(h.offset);
        notes.add(
            "debugging information may be in a file of its own, "
                + in.text(MAX_NAME)
                + ", which is not read");
      } else if (name.startsWith(".debug_") || name.startsWith(".zdebug_")) {
        if (h.offset < 0 || h.size < 0 || h.offset > file.length - h.size) {
          notes.add("section " + name + " is cut off, and ignored");
        } else {
          boolean compressed = name.startsWith(".z") || (h.flags & SHF_COMPRESSED) != 0;
          places.putIfAbsent(name, new Place((int) h.offset, (int) h.size, compressed));
        }
      }
    }
  }

  private record Header(long name, long type, long flags, long offset, long size) {}

  private Header header(ByteReader in, long at) {
    in.seek(at);
    long name = in.u32();
    long type = in.u32();
    long flags = in.uint(addressBytes());
    in.seek(at + (wide ? 24 : 16));
    return new Header(name, type, flags, in.uint(addressBytes()), in.uint(addressBytes()));
  }

  private String name(long at) {
    if (at < 0 || at >= file.length) {
      return "";
    }
    int end = (int) at;
    while (end < file.length && end - at < MAX_NAME && file[end] != 0) {
      end++;
    }
    return new String(file, (int) at, end - (int) at, StandardCharsets.ISO_8859_1);
  }

  /** A section by name; an empty one if there is none. */
  Section section(String name) {
    Section known = sections.get(name);
    if (known == null) {
      known = read(name);
      sections.put(name, known);
    }
    return known;
  }

  /** A reader of a section from {@code offset}. */
  ByteReader reader(Section section, long offset) {
    ByteReader in = new ByteReader(section, bigEndian);
    in.seek(offset);
    return in;
  }

  private Section read(String name) {
    String named = places.containsKey(name) ? name : ".z" + name.substring(1);
    Place place = places.get(named);
    if (place == null) {
      return Section.empty(name);
    }
    Section stored = new Section(name, file, place.offset, place.size);
    if (!place.compressed) {
      return stored;
    }
    try {
      return named.equals(name) ? decompress(stored) : decompressOld(stored);
    } catch (DamagedException e) {
      notes.add("section " + named + " is ignored: " + e.getMessage());
      return Section.empty(name);
    }
  }

  private Section decompress(Section stored) {
    ByteReader in = reader(stored, 0);
    long type = in.u32();
    if (wide) {
      in.skip(4);
    }
    long size = in.uint(addressBytes());
    in.skip(addressBytes());
    if (type == ELFCOMPRESS_ZSTD) {
      throw new DamagedException(
          "it is compressed with zstd, which is not supported: link with"
              + " -Wl,--compress-debug-sections=zlib");
    }
    if (type != ELFCOMPRESS_ZLIB) {
      throw new DamagedException("it is compressed in an unknown way, " + type);
    }
    return inflate(stored, in.at(), size);
  }

  /** As GNU tools did before the ABI had a way: "ZLIB" and the size, big-endian. */
  private Section decompressOld(Section stored) {
    ByteReader in = new ByteReader(stored, true);
    if (in.u32() != 0x5a4c4942) {
      throw new DamagedException("it is compressed in an unknown way");
    }
    return inflate(stored, 12, in.uint(8));
  }

  private static Section inflate(Section stored, int from, long size) {
    long compressed = (long) stored.size() - from;
    if (size < 0 || size > MAX_BYTES || size > MAX_RATIO * compressed) {
      throw new DamagedException(
          "its %d bytes cannot become the %s that it promises"
              .formatted(compressed, Long.toUnsignedString(size)));
    }
    byte[] bytes = new byte[(int) size];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(stored.bytes(), stored.start() + from, (int) compressed);
      int at = 0;
      while (at < bytes.length) {
        int n = inflater.inflate(bytes, at, bytes.length - at);
        if (n == 0) {
          throw new DamagedException("its compressed data ends too early");
        }
        at += n;
      }
    } catch (DataFormatException e) {
      throw new DamagedException("its compressed data is damaged");
    } finally {
      inflater.end();
    }
    return new Section(stored.name(), bytes, 0, bytes.length);
  }
}
