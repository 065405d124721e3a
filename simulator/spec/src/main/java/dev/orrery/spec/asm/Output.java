package dev.orrery.spec.asm;

import dev.orrery.spec.asm.expr.ExprValue;
import dev.orrery.spec.asm.layout.Label;
import dev.orrery.spec.asm.layout.Layout;
import dev.orrery.spec.asm.layout.Marks;
import dev.orrery.spec.asm.layout.SectionBuilder;
import dev.orrery.spec.asm.layout.Symbol;
import dev.orrery.spec.asm.program.Program;
import dev.orrery.spec.asm.program.Program.ProgramSymbol;
import dev.orrery.spec.asm.unit.LineDirectives;
import dev.orrery.spec.asm.unit.Unit;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the program from what the statements left, once every address is settled. */
final class Output {
  private static final List<String> ENTRIES = List.of("_start", "main");

  private final Isa isa;
  private final Unit unit;
  private final Layout layout;
  private final SourceFile main;
  private final Diagnostics diagnostics;

  /** The sections that hold something, and their positions in the program. */
  private final Map<SectionBuilder, Integer> positions = new LinkedHashMap<>();

  private final Map<SectionBuilder, byte[]> bytes = new HashMap<>();
  private final Map<String, Integer> files = new LinkedHashMap<>();

  Output(
      Isa isa,
      Unit unit,
      Layout layout,
      List<SectionBuilder> sections,
      SourceFile main,
      Diagnostics diagnostics) {
    this.isa = isa;
    this.unit = unit;
    this.layout = layout;
    this.main = main;
    this.diagnostics = diagnostics;
    for (SectionBuilder s : sections) {
      if (s.end() > s.address()) {
        positions.put(s, positions.size());
      }
    }
  }

  /** The program; null if something does not fit, which is reported. */
  Assembler.@Nullable Assembled assembled() {
    List<Program.Section> sections = new ArrayList<>();
    for (SectionBuilder s : positions.keySet()) {
      byte[] held = layout.bytes(s);
      bytes.put(s, held);
      SectionBuilder.Attributes a = s.attributes();
      sections.add(
          new Program.Section(
              s.name(),
              s.address(),
              s.end() - s.address(),
              s.alignment(),
              held,
              a.loaded(),
              a.writable(),
              a.executable(),
              a.room()));
    }
    List<ProgramSymbol> symbols = symbols();
    Long entry = entry(symbols);
    if (entry == null || !diagnostics.isEmpty()) {
      return null;
    }
    List<Program.Line> lines = lines();
    Program program =
        new Program(
            isa.elfMachine(),
            isa.elfFlags(),
            isa.dataOrder(),
            isa.xlen(),
            entry,
            sections,
            symbols,
            List.copyOf(files.keySet()),
            lines);
    return new Assembler.Assembled(program, new Listing(main, unit.marks(), bytes));
  }

  private @Nullable Long entry(List<ProgramSymbol> symbols) {
    for (String name : ENTRIES) {
      for (ProgramSymbol s : symbols) {
        if (s.name().equals(name) && s.section() >= 0) {
          return s.value();
        }
      }
    }
    for (SectionBuilder s : positions.keySet()) {
      if (s.attributes().executable()) {
        return s.address();
      }
    }
    diagnostics.error(
        "",
        new Span(main, 0, 0),
        "this program has no instructions",
        "Write some behind .text; the first one to run is at _start, or at main.");
    return null;
  }

  private List<ProgramSymbol> symbols() {
    List<ProgramSymbol> out = new ArrayList<>();
    for (Symbol s : unit.symbols().all()) {
      // Labels of compilers are nobody's names.
      if (s.isDefined() && !s.name().startsWith(".L")) {
        try {
          out.add(symbol(s));
        } catch (Failure e) {
          diagnostics.add(e.diagnostic());
        }
      } else if (!s.isDefined() && s.binding == ProgramSymbol.Binding.GLOBAL) {
        missing(s);
      }
    }
    out.sort(Comparator.comparing((ProgramSymbol s) -> s.binding() != ProgramSymbol.Binding.LOCAL));
    return out;
  }

  /** Nothing uses it, or that would have been said already; still it was promised to others. */
  private void missing(Symbol s) {
    if (ENTRIES.contains(s.name())) {
      diagnostics.error(
          "",
          s.firstUse(),
          "there is no '" + s.name() + "': no label of that name",
          "Write '" + s.name() + ":' where the program begins.");
    }
  }

  @SuppressWarnings("CollectionIncompatibleType") // a section is itself and no other
  private ProgramSymbol symbol(Symbol s) {
    ExprValue.Operators operators = layout.operators(0);
    Label label = s.place();
    long size = s.size == null ? 0 : ExprValue.of(s.size, operators);
    Integer section = label == null ? null : positions.get(label.section());
    return new ProgramSymbol(
        s.name(),
        s.value(),
        size,
        s.kind,
        s.binding,
        section == null ? label == null ? -1 : nearest(label) : section);
  }

  /** A label of a section that holds nothing belongs to the section before it. */
  private int nearest(Label label) {
    int found = positions.isEmpty() ? -1 : 0;
    for (Map.Entry<SectionBuilder, Integer> e : positions.entrySet()) {
      boolean before = e.getKey().attributes().loaded() && e.getKey().address() <= label.value();
      found = before ? e.getValue() : found;
    }
    return found;
  }

  private List<Program.Line> lines() {
    List<Program.Line> out = new ArrayList<>();
    List<LineDirectives.Row> said = unit.lines().rows();
    if (said.isEmpty()) {
      Marks marks = unit.marks();
      for (int i = 0; i < marks.size(); i++) {
        if (marks.isCode(i) && marks.section(i).attributes().executable()) {
          out.add(line(marks.address(i), marks.file(i).shownAs(), marks.line(i)));
        }
      }
    } else {
      said.forEach(r -> out.add(line(r.place().value(), r.file(), r.line())));
    }
    for (SectionBuilder s : positions.keySet()) {
      if (s.attributes().executable()) {
        out.add(new Program.Line(s.end(), 0, 0));
      }
    }
    out.sort(Comparator.comparingLong(Program.Line::address));
    return out;
  }

  private Program.Line line(long address, String file, int line) {
    int number = files.computeIfAbsent(file, f -> files.size());
    return new Program.Line(address, number, line);
  }
}
