package dev.orrery.spec.asm.unit;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.CharacterConstants;
import dev.orrery.spec.asm.expr.TextCursor;
import dev.orrery.spec.asm.layout.KnownValue;
import dev.orrery.spec.asm.layout.Symbol;
import dev.orrery.spec.asm.program.Program.ProgramSymbol.Binding;
import dev.orrery.spec.asm.program.Program.ProgramSymbol.Kind;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.AsmSpec;
import dev.orrery.spec.model.Isa;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Directives, by name: those of symbols and of the assembler itself here, the others beside. */
final class Directives {
  private static final int MAX_OPTIONS = 1000;

  /** What changes nothing here: notes for linkers, debuggers and other assemblers. */
  private static final List<String> IGNORED =
      List.of(
          ".ident",
          ".attribute",
          ".hidden",
          ".internal",
          ".protected",
          ".local",
          ".addrsig",
          ".title",
          ".sbttl",
          ".eject",
          ".list",
          ".nolist",
          ".psize",
          ".altmacro",
          ".noaltmacro",
          ".abiversion",
          ".intel_syntax",
          ".machine",
          ".arch",
          ".cpu");

  private final Unit unit;
  private final LineDirectives lines = new LineDirectives();
  private final Map<String, Handler> handlers = new LinkedHashMap<>();
  private final Deque<Set<String>> options = new ArrayDeque<>();

  /** What a directive does. */
  @FunctionalInterface
  interface Handler {
    void run(Arguments arguments);
  }

  Directives(Unit unit) {
    this.unit = unit;
    for (String name : IGNORED) {
      handlers.put(name, Arguments::ignore);
    }
    handlers.put(".globl", a -> bind(a, Binding.GLOBAL));
    handlers.put(".global", a -> bind(a, Binding.GLOBAL));
    handlers.put(".weak", a -> bind(a, Binding.WEAK));
    handlers.put(".set", a -> set(a, true));
    handlers.put(".equ", a -> set(a, true));
    handlers.put(".equiv", a -> set(a, false));
    handlers.put(".type", this::type);
    handlers.put(".size", this::size);
    handlers.put(".option", this::option);
    handlers.put(".include", this::include);
    handlers.put(".end", a -> unit.reader().end());
    handlers.put(".err", a -> fail(a, ".err is here"));
    handlers.put(".error", a -> fail(a, a.in().atEnd() ? ".error is here" : a.name("a text")));
    handlers.put(".file", lines::file);
    handlers.put(".loc", a -> lines.location(a, unit.here("")));
    new DataDirectives(unit).addTo(handlers);
    new SectionDirectives(unit).addTo(handlers);
  }

  LineDirectives lines() {
    return lines;
  }

  /** Runs the directive called {@code name}, whose arguments {@code in} is at. */
  void run(String name, TextCursor in, int start) {
    Handler handler = handlers.get(name);
    Span span = in.since(start);
    Arguments arguments = new Arguments(unit, in, start, name);
    if (handler == null && name.startsWith(".cfi_")) {
      return; // call frame information is for debuggers
    }
    if (handler == null) {
      throw in.error(
          span,
          "there is no directive '" + name + "'",
          DidYouMean.help(
              name,
              handlers.keySet(),
              "See the GNU assembler's manual; not all of" + " its directives are here."));
    }
    handler.run(arguments);
    arguments.end();
  }

  /** {@code name = value} and {@code .set name, value}. */
  void assign(String name, Span span, TextCursor in, boolean again) {
    AsmExpr value = KnownValue.simplified(unit.expression(in));
    if (name.equals(".")) {
      unit.sections().current().origin(value, new AsmExpr.Number(span, 0));
    } else {
      // An operator in the value is taken where the value is used, not here.
      unit.symbols()
          .set(
              name,
              value,
              span,
              again,
              m -> {
                throw in.error(
                    m.span(), "%" + m.operator() + " belongs to an instruction", "Write it there.");
              });
    }
    if (!in.atEnd()) {
      throw in.error("the line should end here", "Write one value.");
    }
  }

  private void set(Arguments a, boolean again) {
    a.in().skipSpace();
    int start = a.in().at();
    String name = a.name("a name");
    Span span = a.in().since(start);
    a.comma();
    assign(name, span, a.in(), again);
  }

  private void bind(Arguments a, Binding binding) {
    do {
      a.in().skipSpace();
      int start = a.in().at();
      String name = a.name("a name");
      unit.symbols().get(name, a.in().since(start)).binding = binding;
    } while (a.in().accept(','));
  }

  private void type(Arguments a) {
    String name = a.name("a name");
    Span span = a.span();
    a.in().accept(',');
    boolean marked = a.in().accept('@') || a.in().accept('%') || a.in().accept('#');
    String type = a.name("a type").toLowerCase(Locale.ROOT);
    if (!marked && type.startsWith("stt_")) {
      type = type.substring("stt_".length());
    }
    Symbol symbol = unit.symbols().get(name, span);
    switch (type) {
      case "function", "func", "gnu_indirect_function" -> symbol.kind = Kind.FUNCTION;
      case "object", "common", "gnu_unique_object" -> symbol.kind = Kind.OBJECT;
      case "notype" -> symbol.kind = Kind.NONE;
      default ->
          throw a.in()
              .error(
                  a.span(),
                  "there is no type '" + type + "' here",
                  "Types are @function, @object and @notype.");
    }
  }

  private void size(Arguments a) {
    String name = a.name("a name");
    Span span = a.span();
    a.comma();
    unit.symbols().get(name, span).size = KnownValue.simplified(a.expression());
  }

  private void include(Arguments a) {
    String path = new String(CharacterConstants.string(a.in()), StandardCharsets.UTF_8);
    a.end();
    unit.reader().open(unit.files().find(path, a.span()), a.span());
  }

  private static void fail(Arguments a, String message) {
    a.ignore();
    throw a.in().error(a.span(), message, "The text says so itself.");
  }

  /** {@code .option push}, {@code pop}, {@code NAME}, {@code noNAME}, {@code arch, +c}. */
  private void option(Arguments a) {
    String name = a.name("an option");
    AsmSpec asm = unit.isa().asm();
    switch (name) {
      case "push" -> {
        if (options.size() >= MAX_OPTIONS) {
          throw a.in().error(a.span(), "options are pushed too deep", "Write .option pop.");
        }
        options.push(unit.without());
      }
      case "pop" -> {
        if (options.isEmpty()) {
          throw a.in().error(a.span(), "no options were pushed", "Write .option push first.");
        }
        unit.without(options.pop());
      }
      case "arch" -> arch(a);
      default -> {
        List<String> on = asm.options().get(name);
        List<String> off = name.startsWith("no") ? asm.options().get(name.substring(2)) : null;
        if (on == null && off == null) {
          throw a.in()
              .error(
                  a.span(),
                  "there is no option '" + name + "' for " + unit.isa().name(),
                  DidYouMean.help(
                      name,
                      asm.options().keySet(),
                      "Options: push, pop, and those of the tables."));
        }
        turn(on == null ? List.of() : on, off == null ? List.of() : off);
      }
    }
  }

  private void turn(List<String> on, List<String> off) {
    Set<String> without = new HashSet<>(unit.without());
    without.removeAll(on);
    without.addAll(off);
    unit.without(without);
  }

  /** {@code +c, -c}: single extensions; a whole name of an architecture changes nothing. */
  private void arch(Arguments a) {
    while (a.in().accept(',')) {
      boolean plus = a.in().accept('+');
      boolean minus = !plus && a.in().accept('-');
      String name = a.name("an extension");
      if (!plus && !minus) {
        continue;
      }
      Isa isa = unit.isa();
      List<String> found = isa.extensions().stream().filter(e -> e.equalsIgnoreCase(name)).toList();
      if (found.isEmpty() && plus) {
        throw a.in()
            .error(
                a.span(),
                isa.name() + " has no extension '" + name + "'",
                "It has: " + String.join(", ", isa.extensions()) + ".");
      }
      turn(plus ? found : List.of(), minus ? found : List.of());
    }
  }
}
