package dev.orrery.machine.elf;

import dev.orrery.spec.asm.program.Program;
import dev.orrery.spec.asm.program.Program.ProgramSymbol;
import dev.orrery.spec.model.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an assembled program as a static ELF executable (System V ABI, chapters 4 and 5):
 * sections, segments, symbols, and a table of lines.
 */
public final class ElfWriter {
  private static final int EXECUTABLE = 2;
  private static final int PROGBITS = 1;
  private static final int SYMTAB = 2;
  private static final int STRTAB = 3;
  private static final int NOBITS = 8;
  private static final int WRITE = 1;
  private static final int ALLOC = 2;
  private static final int EXEC = 4;
  private static final int ABSOLUTE = 0xfff1;

  /** Segments lie in whole pages, at the same offset in file and memory. */
  private static final int PAGE = 0x1000;

  private final Program program;
  private final boolean wide;
  private final ElfOutput out;
  private final ElfOutput names;
  private final List<Header> headers = new ArrayList<>();
  private final List<Segment> segments;

  /** A line of the section table. */
  private record Header(
      int name,
      int type,
      int flags,
      long address,
      long offset,
      long size,
      int link,
      int info,
      long alignment,
      long entrySize) {}

  /** Sections of the same rights, side by side. */
  private record Segment(List<Program.Section> sections) {
    long start() {
      return sections.getFirst().address();
    }

    long memorySize() {
      Program.Section last = sections.getLast();
      return last.address() + last.size() - start();
    }

    long fileSize() {
      long end = start();
      for (Program.Section s : sections) {
        end = s.room() ? end : s.address() + s.size();
      }
      return end - start();
    }

    boolean fits(Program.Section s) {
      Program.Section first = sections.getFirst();
      return s.writable() == first.writable() && s.executable() == first.executable();
    }
  }

  private ElfWriter(Program program) {
    this.program = program;
    this.wide = program.bits() == 64;
    this.out = new ElfOutput(wide, program.order());
    this.names = new ElfOutput(wide, program.order());
    this.segments = segments(program);
  }

  /** The bytes of the file. */
  public static byte[] write(Program program) {
    return new ElfWriter(program).file();
  }

  private static List<Segment> segments(Program program) {
    List<Segment> out = new ArrayList<>();
    for (Program.Section s : program.sections()) {
      if (!s.loaded()) {
        continue;
      }
      if (out.isEmpty() || !out.getLast().fits(s)) {
        out.add(new Segment(new ArrayList<>()));
      }
      out.getLast().sections.add(s);
    }
    return out;
  }

  private byte[] file() {
    names.u8(0);
    headers.add(new Header(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    Map<Program.Section, Integer> offsets = offsets();
    int headerSize = wide ? 64 : 52;
    out.padTo(headerSize);
    programHeaders(offsets);
    for (Program.Section s : program.sections()) {
      section(s, offsets);
    }
    LineTableWriter.sections(program).forEach(this::plain);
    symbols();
    int namesAt = name(".shstrtab");
    headers.add(new Header(namesAt, STRTAB, 0, 0, out.size(), names.size(), 0, 0, 1, 0));
    out.bytes(names.toBytes());
    out.align(8);
    int table = out.size();
    headers.forEach(this::sectionHeader);
    byte[] all = out.toBytes();
    byte[] head = header(table);
    System.arraycopy(head, 0, all, 0, head.length);
    return all;
  }

  /** Where loaded sections stand in the file: at their address's place in a page. */
  private Map<Program.Section, Integer> offsets() {
    Map<Program.Section, Integer> offsets = new HashMap<>();
    int at = (wide ? 64 : 52) + segments.size() * (wide ? 56 : 32);
    for (Segment segment : segments) {
      long start = segment.start();
      at += (int) ((start - at) & (PAGE - 1));
      for (Program.Section s : segment.sections) {
        offsets.put(s, at + (int) (s.room() ? segment.fileSize() : s.address() - start));
      }
      at += (int) segment.fileSize();
    }
    return offsets;
  }

  private void programHeaders(Map<Program.Section, Integer> offsets) {
    for (Segment s : segments) {
      Program.Section first = s.sections.getFirst();
      int flags = 4 | (first.writable() ? 2 : 0) | (first.executable() ? 1 : 0);
      long offset = offsets.getOrDefault(first, 0);
      out.u32(1);
      if (wide) {
        out.u32(flags);
      }
      out.word(offset);
      out.word(s.start());
      out.word(s.start());
      out.word(s.fileSize());
      out.word(s.memorySize());
      if (!wide) {
        out.u32(flags);
      }
      out.word(PAGE);
    }
  }

  private void section(Program.Section s, Map<Program.Section, Integer> offsets) {
    int flags = (s.writable() ? WRITE : 0) | (s.loaded() ? ALLOC : 0) | (s.executable() ? EXEC : 0);
    int offset = offsets.getOrDefault(s, out.size());
    if (!s.room()) {
      out.padTo(Math.max(offset, out.size()));
      out.bytes(s.bytes());
    }
    headers.add(
        new Header(
            name(s.name()),
            s.room() ? NOBITS : PROGBITS,
            flags,
            s.address(),
            offset,
            s.size(),
            0,
            0,
            s.alignment(),
            0));
  }

  private void plain(String name, byte[] bytes) {
    headers.add(new Header(name(name), PROGBITS, 0, 0, out.size(), bytes.length, 0, 0, 1, 0));
    out.bytes(bytes);
  }

  private int name(String name) {
    int at = names.size();
    names.text(name);
    return at;
  }

  private void symbols() {
    ElfOutput strings = new ElfOutput(wide, program.order());
    strings.u8(0);
    out.align(8);
    int from = out.size();
    int locals = 1;
    out.bytes(new byte[wide ? 24 : 16]);
    for (ProgramSymbol s : program.symbols()) {
      symbol(s, strings.size());
      strings.text(s.name());
      locals += s.binding() == ProgramSymbol.Binding.LOCAL ? 1 : 0;
    }
    int entry = wide ? 24 : 16;
    int size = out.size() - from;
    int link = headers.size() + 1;
    headers.add(new Header(name(".symtab"), SYMTAB, 0, 0, from, size, link, locals, 8, entry));
    headers.add(new Header(name(".strtab"), STRTAB, 0, 0, out.size(), strings.size(), 0, 0, 1, 0));
    out.bytes(strings.toBytes());
  }

  private void symbol(ProgramSymbol s, int name) {
    int type =
        switch (s.kind()) {
          case NONE -> 0;
          case OBJECT -> 1;
          case FUNCTION -> 2;
        };
    int binding =
        switch (s.binding()) {
          case LOCAL -> 0;
          case GLOBAL -> 1;
          case WEAK -> 2;
        };
    int section = s.section() < 0 ? ABSOLUTE : s.section() + 1;
    out.u32(name);
    if (wide) {
      out.u8(binding << 4 | type);
      out.u8(0);
      out.u16(section);
      out.word(s.value());
      out.word(s.size());
    } else {
      out.word(s.value());
      out.word(s.size());
      out.u8(binding << 4 | type);
      out.u8(0);
      out.u16(section);
    }
  }

  private void sectionHeader(Header h) {
    out.u32(h.name);
    out.u32(h.type);
    out.word(h.flags);
    out.word(h.address);
    out.word(h.offset);
    out.word(h.size);
    out.u32(h.link);
    out.u32(h.info);
    out.word(h.alignment);
    out.word(h.entrySize);
  }

  private byte[] header(int table) {
    byte order = (byte) (program.order() == ByteOrder.BIG ? 2 : 1);
    ElfOutput head = new ElfOutput(wide, program.order());
    head.bytes(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), order, 1});
    head.padTo(16);
    head.u16(EXECUTABLE);
    head.u16(program.elfMachine());
    head.u32(1);
    head.word(program.entry());
    head.word(wide ? 64 : 52);
    head.word(table);
    head.u32(program.elfFlags());
    head.u16(wide ? 64 : 52);
    head.u16(wide ? 56 : 32);
    head.u16(segments.size());
    head.u16(wide ? 64 : 40);
    head.u16(headers.size());
    head.u16(headers.size() - 1);
    return head.toBytes();
  }
}
