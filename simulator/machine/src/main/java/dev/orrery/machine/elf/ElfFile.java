package dev.orrery.machine.elf;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.ByteOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statically linked ELF program. Its headers are checked when it is read; sections and symbols
 * are read when first asked for, and a damaged section table only costs the names.
 */
public final class ElfFile {
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

  /**
   * What the ELF header and the program headers say.
   *
   * @param order byte order of the file's numbers and of the program's data
   * @param bits of an address: 32 or 64
   * @param machine {@code e_machine}
   * @param flags {@code e_flags}
   * @param entry address of the first instruction
   * @param relocatable whether it may be loaded at any page (a static PIE)
   * @param headersOffset of the program headers in the file
   * @param headerSize bytes of a program header
   * @param headerCount number of program headers
   * @param headersAddress where the program says its headers are in memory, if it does
   * @param stackExecutable whether it asks for an executable stack
   * @param segments what to load, in the file's order; at least one
   */
  record Header(
      ByteOrder order,
      int bits,
      int machine,
      int flags,
      long entry,
      boolean relocatable,
      long headersOffset,
      int headerSize,
      int headerCount,
      @Nullable Long headersAddress,
      boolean stackExecutable,
      List<ElfSegment> segments) {}

  private final String name;
  private final byte[] bytes;
  private final Header header;
  private final boolean linkerNames;
  private @Nullable SectionReader sections;
  private @Nullable SymbolTable symbols;

  private ElfFile(String name, byte[] bytes, Header header, boolean linkerNames) {
    this.name = name;
    this.bytes = bytes;
    this.header = header;
    this.linkerNames = linkerNames;
  }

  /**
   * Reads a file.
   *
   * @throws OrreryException if it cannot be read or is no program that could be run
   */
  public static ElfFile read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw bad(file + ": is a directory: give the program file");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw bad(file + ": is a device or a pipe: give the program file");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw bad(file + ": is larger than 2 GiB: strip its debugging information");
      }
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw bad(file + ": there is no such file");
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a file's contents.
   *
   * @param name for messages
   * @param bytes kept, not copied; not to be changed
   * @throws OrreryException if this is no program that could be run
   */
  public static ElfFile parse(String name, byte[] bytes) {
    return new ElfFile(name, bytes, new HeaderReader(name, bytes).read(), false);
  }

  /** The name it was read by. */
  public String name() {
    return name;
  }

  /** Byte order of its numbers, and of the data of its machine. */
  public ByteOrder order() {
    return header.order();
  }

  /** Bits of an address: 32 or 64. */
  public int bits() {
    return header.bits();
  }

  /** The {@code e_machine} number, see {@link ElfMachines}. */
  public int machine() {
    return header.machine();
  }

  /** The machine's {@code e_flags}. */
  public int flags() {
    return header.flags();
  }

  /** Address of the first instruction, before any bias. */
  public long entry() {
    return header.entry();
  }

  /** Whether it may be loaded at any page (a static PIE). */
  public boolean relocatable() {
    return header.relocatable();
  }

  /** Whether it asks for an executable stack. */
  public boolean stackExecutable() {
    return header.stackExecutable();
  }

  /** What to load, in the file's order; at least one, with addresses before any bias. */
  public List<ElfSegment> segments() {
    return header.segments();
  }

  /** Number of program headers. */
  public int programHeaderCount() {
    return header.headerCount();
  }

  /** Bytes of a program header. */
  public int programHeaderSize() {
    return header.headerSize();
  }

  /** Where the program headers are in memory, before any bias; 0 if they are not loaded. */
  public long programHeaderAddress() {
    if (header.headersAddress() != null) {
      return header.headersAddress();
    }
    for (ElfSegment s : segments()) {
      long into = header.headersOffset() - s.offset();
      if (into >= 0 && into + (long) header.headerCount() * header.headerSize() <= s.fileSize()) {
        return s.address() + into;
      }
    }
    return 0;
  }

  /** The file's contents; not to be changed. A segment's bytes lie at its offset. */
  public byte[] bytes() {
    return bytes;
  }

  /** The sections, in the file's order; empty if it has none or they are damaged. */
  public List<ElfSection> sections() {
    return sectionReader().sections();
  }

  /** The symbols, before any bias; empty if it has none. */
  public SymbolTable symbols() {
    if (symbols == null) {
      SymbolTable read = sectionReader().symbols();
      symbols = linkerNames ? read.withLinkerNames() : read;
    }
    return symbols;
  }

  /** The same program, whose symbols are called what linkers call them. */
  public ElfFile withLinkerNames() {
    return new ElfFile(name, bytes, header, true);
  }

  /**
   * The instruction set that the compiler noted, for example {@code rv64i2p1_m2p0}; null if it
   * noted none.
   */
  public @Nullable String arch() {
    return sectionReader().arch();
  }

  /** The extensions that {@link #arch} names, in lower case; empty if it names none. */
  public Set<String> extensions() {
    String arch = arch();
    return arch == null ? Set.of() : ArchText.extensions(arch);
  }

  /** Whether there is a symbol of that name. */
  public boolean defines(String symbol) {
    return sectionReader().mayName(symbol) && symbols().named(symbol) != null;
  }

  /** What could not be read although the program can be run, for people; usually nothing. */
  public List<String> notes() {
    return sectionReader().notes();
  }

  private SectionReader sectionReader() {
    if (sections == null) {
      sections = new SectionReader(name, bytes, header.bits());
    }
    return sections;
  }

  static OrreryException bad(String message) {
    return new OrreryException(ExitCode.BAD_INPUT, message);
  }
}
