package dev.orrery.machine.elf;

import dev.orrery.machine.demangle.Demangler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The symbols of a program as it is loaded, by address and by name. People read and write names of
 * C++ and Rust as those languages have them; see {@link #withLinkerNames}.
 */
public final class SymbolTable {
  /** How many symbols that end before an address may lie between it and the one that holds it. */
  private static final int MAX_NESTED = 32;

  /** A program without symbols. */
  public static final SymbolTable EMPTY = new SymbolTable(List.of(), List.of(), true);

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final List<ElfSection> sections;
  private final List<Symbol> all;
  private @Nullable ByAddress byAddress;
  private final Map<String, Symbol> byName = new HashMap<>();
  private final boolean demangled;
  private final Map<String, String> titles = new HashMap<>();
  private @Nullable Map<String, Symbol> byTitle;

  SymbolTable(List<Symbol> symbols, List<ElfSection> sections, boolean demangled) {
    this.sections = sections;
    this.demangled = demangled;
    for (Symbol s : symbols) {
      byName.merge(s.name(), s, (a, b) -> b.global() && !a.global() ? b : a);
    }
    all = symbols;
  }

  /**
   * The symbols in the order of their addresses. They are sorted when an address is first looked
   * up: most runs do not, and a C library has some thousands of symbols.
   */
  private record ByAddress(Symbol[] symbols, long[] addresses) {
    static ByAddress of(List<Symbol> all) {
      List<Symbol> located = new ArrayList<>(all.size());
      for (Symbol s : all) {
        if (s.kind() != Symbol.Kind.OTHER) {
          located.add(s);
        }
      }
      Symbol[] symbols = located.toArray(new Symbol[0]);
      Arrays.sort(symbols, ByAddress::compare);
      long[] addresses = new long[symbols.length];
      for (int i = 0; i < addresses.length; i++) {
        addresses[i] = symbols[i].address();
      }
      return new ByAddress(symbols, addresses);
    }

    /** The better name of one address last: what it is, whether its size is known, who sees it. */
    private static int compare(Symbol a, Symbol b) {
      if (a.address() != b.address()) {
        return Long.compareUnsigned(a.address(), b.address());
      }
      if (a.kind() != b.kind()) {
        return b.kind().compareTo(a.kind());
      }
      if (a.size() > 0 != b.size() > 0) {
        return a.size() > 0 ? 1 : -1;
      }
      if (a.global() != b.global()) {
        return a.global() ? 1 : -1;
      }
      return a.name().length() != b.name().length()
          ? Integer.compare(b.name().length(), a.name().length())
          : b.name().compareTo(a.name());
    }

    int lastAtOrBelow(long address) {
      int low = 0;
      int high = addresses.length;
      while (low < high) {
        int mid = (low + high) >>> 1;
        if (Long.compareUnsigned(addresses[mid], address) <= 0) {
          low = mid + 1;
        } else {
          high = mid;
        }
      }
      return low - 1;
    }
  }

  private ByAddress byAddress() {
    ByAddress sorted = byAddress;
    if (sorted == null) {
      sorted = ByAddress.of(all);
      byAddress = sorted;
    }
    return sorted;
  }

  /** The same symbols for a program that was loaded {@code bias} bytes above its addresses. */
  public SymbolTable shifted(long bias) {
    if (bias == 0) {
      return this;
    }
    List<ElfSection> movedSections = new ArrayList<>();
    for (ElfSection s : sections) {
      movedSections.add(
          new ElfSection(
              s.name(),
              s.type(),
              s.address() + bias,
              s.offset(),
              s.size(),
              s.executable(),
              s.link(),
              s.info()));
    }
    List<Symbol> moved = new ArrayList<>();
    for (Symbol s : all) {
      boolean moves = s.kind() != Symbol.Kind.OTHER;
      moved.add(
          moves ? new Symbol(s.name(), s.address() + bias, s.size(), s.kind(), s.global()) : s);
    }
    return new SymbolTable(moved, movedSections, demangled);
  }

  /** The same symbols with names as linkers write them, such as {@code _ZN3foo3barEv}. */
  public SymbolTable withLinkerNames() {
    return new SymbolTable(all, sections, false);
  }

  /** What to call {@code symbol} where people read it. */
  public String title(Symbol symbol) {
    return demangled ? titles.computeIfAbsent(symbol.name(), Demangler::display) : symbol.name();
  }

  /**
   * The symbol called {@code name}, as linkers write it or as people do. A function of C++ may
   * leave out its parameters and qualifiers, where only one function is called so. Null if there is
   * none.
   */
  public @Nullable Symbol named(String name) {
    Symbol found = byName.get(name);
    if (found != null) {
      return found;
    }
    // Machines ask each program for names that few have, such as tohost, and it takes a while to
    // read all names of a large one. A title that is one identifier stands in the linker's name.
    return IDENTIFIER.matcher(name).matches() ? titles(name).get(name) : byTitle().get(name);
  }

  private Map<String, Symbol> byTitle() {
    Map<String, Symbol> known = byTitle;
    if (known == null) {
      known = titles("");
      byTitle = known;
    }
    return known;
  }

  /** The symbols with {@code part} in their linker's name, by what people call them. */
  private Map<String, Symbol> titles(String part) {
    Map<String, Symbol> found = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (Symbol s : byName.values()) {
      String title = s.name().contains(part) ? Demangler.demangle(s.name()) : null;
      if (title != null) {
        found.merge(title, s, SymbolTable::first);
        String shorter = Demangler.withoutParameters(title);
        Symbol other = shorter == null ? s : found.putIfAbsent(shorter, s);
        if (shorter != null && other != null && other.address() != s.address()) {
          ambiguous.add(shorter);
        }
      }
    }
    found.keySet().removeAll(ambiguous);
    return found;
  }

  /** Of several symbols with one title (a constructor's parts, copies) the first. */
  private static Symbol first(Symbol a, Symbol b) {
    return Long.compareUnsigned(a.address(), b.address()) <= 0 ? a : b;
  }

  /** All symbols of code, by address; where several name one address, the best comes last. */
  public List<Symbol> functions() {
    return of(Symbol.Kind.FUNCTION);
  }

  /** All symbols of data, likewise. */
  public List<Symbol> objects() {
    return of(Symbol.Kind.OBJECT);
  }

  private List<Symbol> of(Symbol.Kind kind) {
    List<Symbol> some = new ArrayList<>();
    for (Symbol s : byAddress().symbols) {
      if (s.kind() == kind) {
        some.add(s);
      }
    }
    return some;
  }

  /** The sections of the program, where it was loaded. */
  public List<ElfSection> sections() {
    return sections;
  }

  /**
   * The symbol that {@code address} belongs to: the nearest one at or below it that is known to
   * hold it, or whose size is unknown and whose section holds it.
   */
  public @Nullable Symbol floor(long address) {
    ByAddress sorted = byAddress();
    int i = sorted.lastAtOrBelow(address);
    for (int n = 0; i >= 0 && n < MAX_NESTED; i--, n++) {
      Symbol s = sorted.symbols[i];
      boolean holds =
          s.size() > 0
              ? Long.compareUnsigned(address - s.address(), s.size()) < 0
              : sameSection(s.address(), address);
      if (holds) {
        return s;
      }
    }
    return null;
  }

  /**
   * Address of the last byte of {@code symbol}; one whose size is unknown reaches to the next
   * function or to the end of its section.
   */
  public long last(Symbol symbol) {
    long start = symbol.address();
    if (symbol.size() > 0) {
      return start + symbol.size() - 1;
    }
    long last = start;
    for (ElfSection s : sections) {
      if (s.address() != 0 && s.contains(start)) {
        last = s.address() + s.size() - 1;
      }
    }
    for (Symbol f : functions()) {
      boolean inside =
          Long.compareUnsigned(f.address(), start) > 0
              && Long.compareUnsigned(f.address(), last) <= 0;
      if (inside) {
        return f.address() - 1;
      }
    }
    return last;
  }

  /** {@code name} or {@code name+0x1c}; null if {@code address} belongs to no symbol. */
  public @Nullable String describe(long address) {
    Symbol s = floor(address);
    if (s == null) {
      return null;
    }
    long offset = address - s.address();
    return offset == 0 ? title(s) : title(s) + "+0x" + Long.toHexString(offset);
  }

  private boolean sameSection(long a, long b) {
    for (ElfSection s : sections) {
      if (s.address() != 0 && s.contains(a)) {
        return s.contains(b);
      }
    }
    return false;
  }
}
