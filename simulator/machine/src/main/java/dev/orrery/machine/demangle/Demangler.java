package dev.orrery.machine.demangle;

import org.jspecify.annotations.Nullable;

/** Turns names that linkers use into names that people read. */
public final class Demangler {
  private Demangler() {}

  /**
   * {@code symbol} as a programmer would write it; null if it is not mangled, or not in a way that
   * can be read. A version behind {@code @}, as in {@code name@@GLIBCXX_3.4}, stays where it is.
   */
  public static @Nullable String demangle(String symbol) {
    if (symbol.length() < 3 || symbol.length() > Limits.MAX_INPUT || symbol.charAt(0) != '_') {
      return null;
    }
    int version = symbol.indexOf('@');
    String name = version < 0 ? symbol : symbol.substring(0, version);
    String text = read(name);
    return text == null || version < 0 ? text : text + symbol.substring(version);
  }

  /** {@code symbol} as a programmer would write it, or as it is. */
  public static String display(String symbol) {
    String text = demangle(symbol);
    return text == null ? symbol : text;
  }

  /**
   * The name of a function, {@code title}, up to its list of parameters; null if it has none. What
   * stands before the name, such as the result of a template, stays.
   */
  public static @Nullable String withoutParameters(String title) {
    int end = title.lastIndexOf(')');
    int depth = 0;
    for (int i = end; i > 0; i--) {
      char c = title.charAt(i);
      depth += c == ')' ? 1 : c == '(' ? -1 : 0;
      if (depth == 0) {
        return title.substring(0, i);
      }
    }
    return null;
  }

  private static @Nullable String read(String name) {
    try {
      if (name.startsWith("_R")) {
        return RustV0.demangle(name);
      }
      if (!name.startsWith("_Z")) {
        return null;
      }
      String rust = RustLegacy.demangle(name);
      return rust != null ? rust : ItaniumPrinter.print(ItaniumParser.parse(name));
    } catch (UnreadableException e) {
      return null;
    }
  }
}
