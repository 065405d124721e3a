package dev.orrery.machine.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes small ELF programs: segments, and a section and symbol table that name them. */
public final class ElfBuilder {
  private record Segment(long address, byte[] bytes, long memorySize, int flags) {}

  private record Sym(String name, long value, long size, int info, int section) {}

  private final boolean wide;
  private final int machine;
  private final List<Segment> segments = new ArrayList<>();
  private final List<Sym> symbols = new ArrayList<>();
  private int type = 2;
  private long entry;
  private String arch = "";
  private String interpreter = "";

  /** A program for an {@code e_machine} with addresses of 32 or 64 bits. */
  public ElfBuilder(int machine, int bits) {
    this.machine = machine;
    this.wide = bits == 64;
  }

  /** Sets {@code e_type}. */
  public ElfBuilder type(int newType) {
    type = newType;
    return this;
  }

  /** Sets the entry point. */
  public ElfBuilder entry(long address) {
    entry = address;
    return this;
  }

  /** Adds a segment and a section of the same bytes; flags are 1 execute, 2 write, 4 read. */
  public ElfBuilder segment(long address, byte[] bytes, long memorySize, int flags) {
    segments.add(new Segment(address, bytes, memorySize, flags));
    return this;
  }

  /** Adds a global symbol: type 0 none, 1 object, 2 function; in the section of a segment. */
  public ElfBuilder symbol(String name, long value, long size, int symbolType, int segment) {
    symbols.add(new Sym(name, value, size, 1 << 4 | symbolType, segment + 1));
    return this;
  }

  /** Adds a symbol that belongs to no section. */
  public ElfBuilder absolute(String name, long value) {
    symbols.add(new Sym(name, value, 0, 1 << 4, 0xfff1));
    return this;
  }

  /** Notes an instruction set in build attributes. */
  public ElfBuilder arch(String text) {
    arch = text;
    return this;
  }

  /** Asks for a dynamic linker. */
  public ElfBuilder interpreter(String path) {
    interpreter = path;
    return this;
  }

  /** The file. */
  public byte[] build() {
    int ehdr = wide ? 64 : 52;
    int phdr = wide ? 56 : 32;
    int shdr = wide ? 64 : 40;
    int headers = segments.size() + (interpreter.isEmpty() ? 0 : 1);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int base = ehdr + headers * phdr;
    int[] offsets = new int[segments.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = base + data.size();
      data.writeBytes(segments.get(i).bytes());
    }
    int interp = base + data.size();
    data.writeBytes((interpreter + "\0").getBytes(StandardCharsets.UTF_8));
    int attributes = base + data.size();
    byte[] attributeBytes = attributes();
    data.writeBytes(attributeBytes);
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    names.write(0);
    int symtab = base + data.size();
    int symSize = wide ? 24 : 16;
    data.writeBytes(new byte[symSize]);
    for (Sym s : symbols) {
      ByteBuffer b = le(symSize);
      b.putInt(names.size());
      names.writeBytes((s.name() + "\0").getBytes(StandardCharsets.UTF_8));
      if (wide) {
        b.put((byte) s.info()).put((byte) 0).putShort((short) s.section());
        b.putLong(s.value()).putLong(s.size());
      } else {
        b.putInt((int) s.value()).putInt((int) s.size());
        b.put((byte) s.info()).put((byte) 0).putShort((short) s.section());
      }
      data.writeBytes(b.array());
    }
    int symtabSize = (symbols.size() + 1) * symSize;
    int[] nameAt = new int[segments.size() + 4];
    for (int i = 1; i < nameAt.length; i++) {
      nameAt[i] = names.size();
      String text =
          i <= segments.size()
              ? ".seg" + i
              : List.of(".test.attributes", ".symtab", ".strtab").get(i - segments.size() - 1);
      names.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
    }
    int strtab = base + data.size();
    data.writeBytes(names.toByteArray());
    int sections = base + data.size();
    int count = nameAt.length;
    ByteBuffer out = le(sections + count * shdr);
    out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), 1, 1});
    out.position(16);
    out.putShort((short) type).putShort((short) machine).putInt(1);
    word(out, entry);
    word(out, ehdr);
    word(out, sections);
    out.putInt(0).putShort((short) ehdr).putShort((short) phdr).putShort((short) headers);
    out.putShort((short) shdr).putShort((short) count).putShort((short) (count - 1));
    for (int i = 0; i < offsets.length; i++) {
      Segment s = segments.get(i);
      programHeader(out, 1, s.flags(), offsets[i], s.address(), s.bytes().length, s.memorySize());
    }
    if (!interpreter.isEmpty()) {
      programHeader(out, 3, 4, interp, 0, interpreter.length() + 1, interpreter.length() + 1);
    }
    out.put(data.toByteArray());
    out.position(sections + shdr);
    for (int i = 0; i < offsets.length; i++) {
      Segment s = segments.get(i);
      boolean code = (s.flags() & 1) != 0;
      section(out, nameAt[i + 1], 1, code ? 6 : 2, s.address(), offsets[i], s.bytes().length, 0);
    }
    int n = segments.size();
    section(out, nameAt[n + 1], 0x7000_0003, 0, 0, attributes, attributeBytes.length, 0);
    section(out, nameAt[n + 2], 2, 0, 0, symtab, symtabSize, count - 1);
    section(out, nameAt[n + 3], 3, 0, 0, strtab, names.size(), 0);
    return out.array();
  }

  private byte[] attributes() {
    byte[] text = (arch + "\0").getBytes(StandardCharsets.UTF_8);
    ByteBuffer b = le(1 + 4 + 5 + 5 + 2 + 1 + text.length);
    b.put((byte) 'A').putInt(b.capacity() - 1).put("test\0".getBytes(StandardCharsets.UTF_8));
    b.put((byte) 1).putInt(5 + 3 + text.length);
    b.put((byte) 4).put((byte) 16).put((byte) 5).put(text);
    return b.array();
  }

  private void programHeader(
      ByteBuffer out, int kind, int flags, long offset, long address, long file, long memory) {
    out.putInt(kind);
    if (wide) {
      out.putInt(flags);
    }
    word(out, offset);
    word(out, address);
    word(out, address);
    word(out, file);
    word(out, memory);
    if (!wide) {
      out.putInt(flags);
    }
    word(out, 4096);
  }

  private void section(
      ByteBuffer out, int name, int kind, int flags, long address, long offset, long size, int l) {
    out.putInt(name).putInt(kind);
    word(out, flags);
    word(out, address);
    word(out, offset);
    word(out, size);
    out.putInt(l).putInt(0);
    word(out, 1);
    word(out, 0);
  }

  private void word(ByteBuffer out, long value) {
    if (wide) {
      out.putLong(value);
    } else {
      out.putInt((int) value);
    }
  }

  private static ByteBuffer le(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
