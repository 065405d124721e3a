package dev.orrery.spec.asm.layout;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.ExprValue;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of a text, and the labels that are numbers. */
public final class SymbolTable {
  /** Names that a program may have: more is a macro out of hand. */
  private static final int MAX_SYMBOLS = 1_000_000;

  private final Symbol.Nesting nesting = new Symbol.Nesting();
  private final Map<String, Symbol> symbols = new LinkedHashMap<>();
  private final Map<Long, Symbol> before = new HashMap<>();
  private final Map<Long, Symbol> behind = new LinkedHashMap<>();

  /** All symbols, in the order in which they were first mentioned. */
  public Collection<Symbol> all() {
    return symbols.values();
  }

  /** The symbol called {@code name}; one without a value if nothing has given it one. */
  public Symbol get(String name, Span use) {
    Symbol s = symbols.get(name);
    if (s == null) {
      if (symbols.size() >= MAX_SYMBOLS) {
        throw new Failure(
            "", use, "there are more than " + MAX_SYMBOLS + " names", "Use fewer, or local ones.");
      }
      s = new Symbol(name, use, nesting);
      symbols.put(name, s);
    }
    return s;
  }

  /** The symbol called {@code name}; null if it was never mentioned. */
  public @Nullable Symbol find(String name) {
    return symbols.get(name);
  }

  /** Gives a name to a place. */
  public void label(String name, Label place, Span span) {
    Symbol s = get(name, span);
    if (s.isDefined() && !s.isCommon) {
      throw already(s, span);
    }
    s.define(place, span);
    s.isCommon = false;
  }

  private static Failure already(Symbol s, Span span) {
    Span first = s.definition();
    return new Failure(
        "",
        span,
        "'" + s.name() + "' is defined already" + (first == null ? "" : ", at " + first.at()),
        "Use another name, or a local label such as 1: that is called 1b and 1f.");
  }

  /**
   * Gives a name to a value. What used the name before keeps the value that it had then.
   *
   * @param again whether it may have one already
   */
  public void set(
      String name, AsmExpr value, Span span, boolean again, ExprValue.Operators operators) {
    Symbol s = get(name, span);
    if (s.isDefined() && (s.label() != null || !again)) {
      throw already(s, span);
    }
    if (s.isDefined()) {
      Symbol next = new Symbol(name, s.firstUse(), nesting);
      next.binding = s.binding;
      next.kind = s.kind;
      next.size = s.size;
      symbols.put(name, next);
      s = next;
    }
    s.define(value, span, operators);
  }

  /** Defines the label {@code number}. */
  public void local(long number, Label place, Span span) {
    Symbol waiting = behind.remove(number);
    Symbol s = waiting == null ? new Symbol(number + "b", span, nesting) : waiting;
    s.define(place, span);
    before.put(number, s);
  }

  /** The label {@code number} that comes next, or that came last. */
  public Symbol local(long number, boolean forward, Span span) {
    if (forward) {
      return behind.computeIfAbsent(number, n -> new Symbol(n + "f", span, nesting));
    }
    Symbol s = before.get(number);
    if (s == null) {
      throw new Failure(
          "",
          span,
          "there is no label " + number + ": above",
          "Define it, or write " + number + "f.");
    }
    return s;
  }
}
