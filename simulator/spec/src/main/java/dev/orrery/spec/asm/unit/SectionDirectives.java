package dev.orrery.spec.asm.unit;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.layout.SectionBuilder;
import dev.orrery.spec.asm.layout.SectionBuilder.Attributes;
import dev.orrery.spec.asm.layout.Symbol;
import dev.orrery.spec.asm.program.Program.ProgramSymbol.Binding;
import dev.orrery.spec.asm.program.Program.ProgramSymbol.Kind;
import dev.orrery.spec.lang.source.Span;
import java.util.Locale;
import java.util.Map;

/** Directives that choose sections, and those that put a symbol into one. */
final class SectionDirectives {
  private final Unit unit;

  SectionDirectives(Unit unit) {
    this.unit = unit;
  }

  void addTo(Map<String, Directives.Handler> handlers) {
    for (String name : new String[] {".text", ".data", ".bss", ".rodata", ".sdata", ".sbss"}) {
      handlers.put(name, a -> enter(a, name));
    }
    handlers.put(".section", this::section);
    handlers.put(".pushsection", this::push);
    handlers.put(".popsection", a -> unit.sections().pop(a.span()));
    handlers.put(".previous", a -> unit.sections().back());
    handlers.put(".comm", a -> common(a, Binding.GLOBAL));
    handlers.put(".lcomm", a -> common(a, Binding.LOCAL));
  }

  private void enter(Arguments a, String name) {
    if (!a.in().atEnd() && a.number() != 0) {
      throw a.in().error(a.span(), "subsections are not supported", "Use a section of its own.");
    }
    unit.sections().enter(unit.sections().get(name, null, a.span()));
  }

  private void section(Arguments a) {
    unit.sections().enter(named(a));
  }

  private void push(Arguments a) {
    unit.sections().push(a.span());
    unit.sections().enter(named(a));
  }

  /** {@code NAME, "flags", @type, ...}. */
  private SectionBuilder named(Arguments a) {
    String name = name(a);
    Span span = a.span();
    if (!a.in().accept(',')) {
      return unit.sections().get(name, null, span);
    }
    String flags = a.name("the flags");
    boolean room = false;
    if (a.in().accept(',')) {
      if (!a.in().accept('@')) {
        a.in().accept('%');
      }
      String type = a.in().name().toLowerCase(Locale.ROOT);
      room = type.equals("nobits");
      a.ignore();
    }
    if (flags.indexOf('T') >= 0) {
      throw a.in().error(span, "thread-local sections are not supported", "Use .data or .bss.");
    }
    room |= flags.indexOf('w') >= 0 && (name.equals(".bss") || name.startsWith(".bss."));
    return unit.sections()
        .get(
            name,
            new Attributes(
                flags.indexOf('a') >= 0, flags.indexOf('w') >= 0, flags.indexOf('x') >= 0, room),
            span);
  }

  /** A name that may have characters in it that are an operator elsewhere. */
  private static String name(Arguments a) {
    a.in().skipSpace();
    if (a.in().peek() == '"') {
      return a.name("the section's name");
    }
    StringBuilder out = new StringBuilder();
    while (a.in().peek() > ' ' && a.in().peek() != ',') {
      out.append(a.in().take());
    }
    if (out.isEmpty()) {
      throw a.in().error("the section's name is missing", "Write .section NAME.");
    }
    return out.toString();
  }

  /** Room in .bss, unless the symbol is defined elsewhere. */
  private void common(Arguments a, Binding binding) {
    String name = a.name("a name");
    Span span = a.span();
    a.comma();
    long size = a.number();
    long alignment = a.numberOr(binding == Binding.LOCAL ? 1 : Math.min(16, most(size)));
    if (size < 0 || alignment <= 0 || Long.bitCount(alignment) != 1 || alignment > 1 << 20) {
      throw a.in().error(a.span(), "this is no size and alignment", "Write .comm NAME, 8, 4.");
    }
    Symbol symbol = unit.symbols().get(name, span);
    if (symbol.isDefined()) {
      return;
    }
    SectionBuilder bss = unit.sections().get(".bss", null, span);
    bss.align(alignment, null, 1, Long.MAX_VALUE, new byte[0][], span);
    unit.symbols().label(name, bss.here(name), span);
    symbol.isCommon = true;
    symbol.kind = Kind.OBJECT;
    symbol.size = new AsmExpr.Number(span, size);
    if (binding == Binding.GLOBAL) {
      symbol.binding = binding;
    }
    bss.fill(new AsmExpr.Number(span, size), 1, new AsmExpr.Number(span, 0), span);
  }

  private static long most(long size) {
    return size <= 1 ? 1 : Long.highestOneBit(size);
  }
}
