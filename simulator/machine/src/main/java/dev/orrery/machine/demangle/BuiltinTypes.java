package dev.orrery.machine.demangle;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Types of the language that have a letter, or {@code D} and one, of their own (section 5.1.5.2).
 */
final class BuiltinTypes {
  private static final Map<Character, Node.Text> PLAIN =
      Map.ofEntries(
          entry('v', "void"),
          entry('w', "wchar_t"),
          entry('b', "bool"),
          entry('c', "char"),
          entry('a', "signed char"),
          entry('h', "unsigned char"),
          entry('s', "short"),
          entry('t', "unsigned short"),
          entry('i', "int"),
          entry('j', "unsigned int"),
          entry('l', "long"),
          entry('m', "unsigned long"),
          entry('x', "long long"),
          entry('y', "unsigned long long"),
          entry('n', "__int128"),
          entry('o', "unsigned __int128"),
          entry('f', "float"),
          entry('d', "double"),
          entry('e', "long double"),
          entry('g', "__float128"),
          entry('z', "..."));

  private static final Map<Character, Node.Text> WITH_D =
      Map.ofEntries(
          entry('d', "decimal64"),
          entry('e', "decimal128"),
          entry('f', "decimal32"),
          entry('h', "half"),
          entry('i', "char32_t"),
          entry('s', "char16_t"),
          entry('u', "char8_t"),
          entry('a', "auto"),
          entry('c', "decltype(auto)"),
          entry('n', "decltype(nullptr)"));

  private BuiltinTypes() {}

  private static Map.Entry<Character, Node.Text> entry(char letter, String name) {
    return Map.entry(letter, new Node.Text(name));
  }

  /** The type of a letter; null if none. The same object each time. */
  static Node.@Nullable Text plain(char letter) {
    return PLAIN.get(letter);
  }

  /** The type of {@code D} and a letter; null if none. */
  static Node.@Nullable Text withD(char letter) {
    return WITH_D.get(letter);
  }

  /** What stands behind a literal's digits in place of its type; null if the type is written. */
  static @Nullable String literalSuffix(String type) {
    return switch (type) {
      case "int" -> "";
      case "unsigned int" -> "u";
      case "long" -> "l";
      case "unsigned long" -> "ul";
      case "long long" -> "ll";
      case "unsigned long long" -> "ull";
      default -> null;
    };
  }
}
