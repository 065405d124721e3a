package dev.orrery.spec.asm;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.Place;
import dev.orrery.spec.asm.layout.SectionBuilder;
import dev.orrery.spec.asm.layout.Symbol;
import dev.orrery.spec.asm.layout.SymbolTable;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Names of boundaries that a linker gives to programs that ask for them. */
final class LinkerSymbols {
  private static final Predicate<SectionBuilder> LOADED = s -> s.attributes().loaded();
  private static final Predicate<SectionBuilder> CODE = s -> s.attributes().executable();
  private static final Predicate<SectionBuilder> ROOM = s -> s.attributes().room();

  private static final Map<String, Predicate<SectionBuilder>> ENDS =
      Map.of(
          "_end", LOADED,
          "end", LOADED,
          "_etext", CODE,
          "etext", CODE,
          "_edata", LOADED.and(ROOM.negate()),
          "edata", LOADED.and(ROOM.negate()));

  private static final String ROOM_START = "__bss_start";

  private LinkerSymbols() {}

  /** The first or the last address of some sections. */
  private record Boundary(String name, List<SectionBuilder> sections, boolean start)
      implements Place {
    @Override
    public long value() {
      if (sections.isEmpty()) {
        return 0;
      }
      return start ? sections.getFirst().address() : sections.getLast().end();
    }
  }

  /** Gives values to those that {@code symbols} mentions and does not define. */
  static void define(SymbolTable symbols, List<SectionBuilder> sections) {
    ENDS.forEach((name, which) -> define(symbols, sections, name, which, false));
    define(symbols, sections, ROOM_START, ROOM, true);
  }

  private static void define(
      SymbolTable symbols,
      List<SectionBuilder> sections,
      String name,
      Predicate<SectionBuilder> which,
      boolean start) {
    Symbol symbol = symbols.find(name);
    if (symbol != null && !symbol.isDefined()) {
      Boundary place = new Boundary(name, sections.stream().filter(which).toList(), start);
      symbols.set(
          name,
          new AsmExpr.Ref(symbol.firstUse(), place),
          symbol.firstUse(),
          true,
          m -> {
            throw new IllegalStateException(m.toString());
          });
    }
  }
}
