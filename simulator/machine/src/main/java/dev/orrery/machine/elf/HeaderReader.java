package dev.orrery.machine.elf;

import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.ir.Bits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks the ELF header and the program headers. Source: System V ABI, chapters 4, 5. */
final class HeaderReader {
  private static final int ET_REL = 1;
  private static final int ET_EXEC = 2;
  private static final int ET_DYN = 3;
  private static final int ET_CORE = 4;
  private static final int PT_LOAD = 1;
  private static final int PT_INTERP = 3;
  private static final int PT_PHDR = 6;
  private static final int PT_GNU_STACK = 0x6474_e551;
  private static final int PF_X = 1;
  private static final int PF_W = 2;
  private static final int PF_R = 4;
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};

  private final String name;
  private final ElfBytes in;
  private int bits;
  private final List<ElfSegment> segments = new ArrayList<>();
  private @Nullable Long headersAddress;
  private boolean stackExecutable;

  HeaderReader(String name, byte[] bytes) {
    this.name = name;
    this.in = new ElfBytes(bytes);
  }

  ElfFile.Header read() {
    checkIdent();
    boolean wide = bits == 64;
    need(0, wide ? 64 : 52, "its ELF header");
    int type = in.u16(16);
    long entry = in.word(24, wide);
    long headers = in.word(wide ? 32 : 28, wide);
    int flags = in.i32(wide ? 48 : 36);
    int size = in.u16(wide ? 54 : 42);
    int count = in.u16(wide ? 56 : 44);
    checkType(type, entry);
    if (count == 0 || count == 0xffff) {
      throw bad("has no program headers, so there is nothing to load", "link it as a program");
    }
    if (size != (wide ? 56 : 32)) {
      throw bad("says that a program header has " + size + " bytes: damaged", "build it again");
    }
    need(headers, (long) count * size, "its program headers");
    for (int i = 0; i < count; i++) {
      readProgramHeader(i, headers + (long) i * size, wide);
    }
    if (segments.isEmpty()) {
      throw bad("has no segment to load", "link it as a program");
    }
    if (type == ET_EXEC && !executable(entry)) {
      throw bad(
          "starts at 0x" + Long.toHexString(entry) + ", which no executable segment holds",
          "link it with an entry point (_start)");
    }
    return new ElfFile.Header(
        in.order(),
        bits,
        in.u16(18),
        flags,
        entry,
        type == ET_DYN,
        headers,
        size,
        count,
        headersAddress,
        stackExecutable,
        List.copyOf(segments));
  }

  private boolean executable(long address) {
    for (ElfSegment s : segments) {
      long into = address - s.address();
      if (s.executable() && into >= 0 && into < s.memorySize()) {
        return true;
      }
    }
    return false;
  }

  private void checkIdent() {
    byte[] start = in.bytes(0, Math.min(4, in.length()));
    for (int i = 0; i < 4; i++) {
      if (i >= start.length || start[i] != MAGIC[i]) {
        throw bad(
            start.length == 0
                ? "is empty"
                : "is not an ELF file: it starts with "
                    + HexFormat.ofDelimiter(" ").formatHex(start)
                    + ", not with 7f 45 4c 46",
            "give a program that was compiled and linked for the guest");
      }
    }
    need(0, 20, "its ELF header");
    bits =
        switch (in.u8(4)) {
          case 1 -> 32;
          case 2 -> 64;
          default -> throw bad("has an unknown ELF class " + in.u8(4), "build it again");
        };
    if (in.u8(5) != 1 && in.u8(5) != 2 || in.u8(6) != 1) {
      throw bad("has an unknown byte order or ELF version", "build it again");
    }
  }

  private void checkType(int type, long entry) {
    switch (type) {
      case ET_EXEC -> {}
      case ET_DYN -> {
        if (entry == 0) {
          throw bad("is a shared library, not a program", "link a program with -static");
        }
      }
      case ET_REL -> throw bad("is an object file, not a program", "link it with -static");
      case ET_CORE -> throw bad("is a core dump, not a program", "give the program itself");
      default -> throw bad("has an unknown ELF type " + type, "build it again");
    }
  }

  private void readProgramHeader(int index, long at, boolean wide) {
    int type = in.i32(at);
    int flags = in.i32(at + (wide ? 4 : 24));
    long offset = in.word(at + (wide ? 8 : 4), wide);
    long address = in.word(at + (wide ? 16 : 8), wide);
    long fileSize = in.word(at + (wide ? 32 : 16), wide);
    long memorySize = in.word(at + (wide ? 40 : 20), wide);
    switch (type) {
      case PT_INTERP -> throw dynamic(offset, fileSize);
      case PT_PHDR -> headersAddress = address;
      case PT_GNU_STACK -> stackExecutable = (flags & PF_X) != 0;
      case PT_LOAD -> {
        if (memorySize == 0) {
          return;
        }
        if (Long.compareUnsigned(fileSize, memorySize) > 0) {
          throw bad(
              "has a segment " + index + " with more bytes in the file than in memory: damaged",
              "build it again");
        }
        if (fileSize != 0) { // without bytes in the file its offset means nothing, as Linux has it
          need(offset, fileSize, "segment " + index);
        }
        long end = address + memorySize;
        if (memorySize < 0
            || Long.compareUnsigned(end, address) < 0
            || Long.compareUnsigned(end - 1, Bits.mask(bits)) > 0) {
          throw bad(
              "has a segment %d of 0x%x bytes at 0x%x, beyond the end of memory"
                  .formatted(index, memorySize, address),
              "build it again");
        }
        segments.add(
            new ElfSegment(
                address,
                memorySize,
                offset,
                fileSize,
                (flags & PF_R) != 0,
                (flags & PF_W) != 0,
                (flags & PF_X) != 0));
      }
      default -> {}
    }
  }

  private OrreryException dynamic(long offset, long size) {
    need(offset, size, "the name of its dynamic linker");
    byte[] raw = in.bytes(offset, (int) Math.min(size, 256));
    String linker = new String(raw, StandardCharsets.UTF_8).replaceAll("[^\\x20-\\x7e].*", "");
    return bad(
        "is dynamically linked (it wants " + linker + "), which is not supported",
        "link it with -static");
  }

  private void need(long offset, long length, String what) {
    if (!in.has(offset, length)) {
      throw bad(
          "is truncated or damaged: %s would be %s bytes at offset %s, and the file has %d bytes"
              .formatted(
                  what, Long.toUnsignedString(length), Long.toUnsignedString(offset), in.length()),
          "copy or build it again");
    }
  }

  private OrreryException bad(String what, String advice) {
    return ElfFile.bad(name + ": " + what + ": " + advice);
  }
}
