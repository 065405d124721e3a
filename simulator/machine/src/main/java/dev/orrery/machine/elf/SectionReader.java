package dev.orrery.machine.elf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads sections, symbols and build attributes. None of it is needed to run a program, so damage
 * ends up in {@link #notes}, not in an exception.
 */
final class SectionReader {
  private static final int SHT_SYMTAB = 2;
  private static final int SHT_NOBITS = 8;
  private static final int SHT_DYNSYM = 11;
  private static final long SHF_ALLOC = 2;
  private static final long SHF_EXECINSTR = 4;
  private static final int SHN_UNDEF = 0;
  private static final int SHN_ABS = 0xfff1;
  private static final int STT_NOTYPE = 0;
  private static final int STT_OBJECT = 1;
  private static final int STT_FUNC = 2;
  private static final int STT_GNU_IFUNC = 10;

  private final String name;
  private final ElfBytes in;
  private final boolean wide;
  private final List<String> notes = new ArrayList<>();
  private final List<ElfSection> sections;
  private @Nullable SymbolTable symbols;

  SectionReader(String name, byte[] bytes, int bits) {
    this.name = name;
    this.in = new ElfBytes(bytes);
    this.wide = bits == 64;
    this.sections = readSections();
  }

  List<String> notes() {
    SymbolTable unused = symbols();
    return List.copyOf(notes);
  }

  List<ElfSection> sections() {
    return sections;
  }

  /** Read when first asked for: a plain run does without. */
  SymbolTable symbols() {
    if (symbols == null) {
      symbols = readSymbols();
    }
    return symbols;
  }

  /** Whether a symbol table's names may hold this one: a look at the text, not at the symbols. */
  boolean mayName(String symbol) {
    for (ElfSection s : sections) {
      if ((s.type() == SHT_SYMTAB || s.type() == SHT_DYNSYM)
          && s.link() > 0
          && s.link() < sections.size()
          && sections.get(s.link()).type() != SHT_NOBITS
          && in.holdsText(symbol, sections.get(s.link()))) {
        return true;
      }
    }
    return false;
  }

  private List<ElfSection> readSections() {
    long table = in.word(wide ? 40 : 32, wide);
    int size = in.u16(wide ? 58 : 46);
    int count = in.u16(wide ? 60 : 48);
    int namesIndex = in.u16(wide ? 62 : 50);
    if (table == 0 || count == 0) {
      return List.of();
    }
    if (size != (wide ? 64 : 40) || !in.has(table, (long) count * size)) {
      note("its section table is damaged or cut off");
      return List.of();
    }
    List<ElfSection> found = new ArrayList<>();
    long namesAt = namesIndex < count ? table + (long) namesIndex * size : table;
    long namesOffset = in.word(namesAt + (wide ? 24 : 16), wide);
    long namesSize = in.word(namesAt + (wide ? 32 : 20), wide);
    if (!in.has(namesOffset, namesSize)) {
      namesOffset = 0;
      namesSize = 0;
      note("its section names are damaged or cut off");
    }
    for (int i = 0; i < count; i++) {
      long at = table + (long) i * size;
      long nameAt = in.i32(at) & 0xffff_ffffL;
      int type = in.i32(at + 4);
      long flags = in.word(at + 8, wide);
      long offset = in.word(at + (wide ? 24 : 16), wide);
      long length = in.word(at + (wide ? 32 : 20), wide);
      String text =
          nameAt < namesSize ? in.text(namesOffset + nameAt, namesOffset + namesSize) : "";
      if (type != SHT_NOBITS && !in.has(offset, length)) {
        note("section " + i + " " + text + " is damaged or cut off");
        offset = 0;
        length = 0;
      }
      boolean loaded = (flags & SHF_ALLOC) != 0;
      found.add(
          new ElfSection(
              text,
              type,
              loaded ? in.word(at + (wide ? 16 : 12), wide) : 0,
              offset,
              length,
              (flags & SHF_EXECINSTR) != 0,
              in.i32(at + (wide ? 40 : 24)),
              in.i32(at + (wide ? 44 : 28))));
    }
    return List.copyOf(found);
  }

  private SymbolTable readSymbols() {
    List<Symbol> found = new ArrayList<>();
    for (int type : new int[] {SHT_SYMTAB, SHT_DYNSYM}) {
      for (ElfSection s : sections) {
        if (s.type() == type && found.isEmpty()) {
          readSymbols(s, found);
        }
      }
    }
    return found.isEmpty() && sections.isEmpty()
        ? SymbolTable.EMPTY
        : new SymbolTable(found, sections, true);
  }

  private void readSymbols(ElfSection table, List<Symbol> to) {
    if (table.link() <= 0 || table.link() >= sections.size()) {
      note("its symbol table has no names");
      return;
    }
    ElfSection names = sections.get(table.link());
    if (names.type() == SHT_NOBITS) {
      note("its symbol table has no names");
      return;
    }
    int size = wide ? 24 : 16;
    for (long at = table.offset(); at + size <= table.offset() + table.size(); at += size) {
      long nameAt = in.i32(at) & 0xffff_ffffL;
      long value = in.word(at + (wide ? 8 : 4), wide);
      long length = in.word(at + (wide ? 16 : 8), wide);
      int info = in.u8(at + (wide ? 4 : 12));
      int section = in.u16(at + (wide ? 6 : 14));
      if (section == SHN_UNDEF || nameAt == 0 || nameAt >= names.size()) {
        continue;
      }
      Symbol.Kind kind = kind(info & 0xf, section);
      if (kind == null) {
        continue;
      }
      String text = in.text(names.offset() + nameAt, names.offset() + names.size());
      // Compilers' labels and the marks of code and data that assemblers leave are nobody's names.
      if (!text.isEmpty() && !text.startsWith(".L") && !text.startsWith("$")) {
        to.add(new Symbol(text, value, Math.max(0, length), kind, (info >> 4) != 0));
      }
    }
  }

  private Symbol.@Nullable Kind kind(int type, int section) {
    boolean code = section < sections.size() && sections.get(section).executable();
    return switch (type) {
      case STT_FUNC, STT_GNU_IFUNC -> section == SHN_ABS ? Symbol.Kind.OTHER : Symbol.Kind.FUNCTION;
      case STT_OBJECT -> section == SHN_ABS ? Symbol.Kind.OTHER : Symbol.Kind.OBJECT;
      case STT_NOTYPE -> code ? Symbol.Kind.FUNCTION : Symbol.Kind.OTHER;
      default -> null;
    };
  }

  @Nullable String arch() {
    for (ElfSection s : sections) {
      if (s.name().endsWith(".attributes") && s.size() > 0) {
        Map<Integer, String> strings = new HashMap<>();
        BuildAttributes.read(in.bytes(s.offset(), (int) s.size()), strings);
        return strings.get(BuildAttributes.TAG_ARCH);
      }
    }
    return null;
  }

  private void note(String what) {
    notes.add(name + ": " + what + ": it runs, but some names are unknown");
  }
}
