package dev.orrery.machine.demangle;

import org.jspecify.annotations.Nullable;

/** The abbreviations for classes of the standard library (section 5.1.10). */
final class StandardNames {
  private StandardNames() {}

  /** What {@code S} and {@code letter} stand for; null if nothing of its own. */
  static Node.@Nullable Standard of(char letter) {
    return switch (letter) {
      case 'a' -> plain("allocator");
      case 'b' -> plain("basic_string");
      case 's' ->
          new Node.Standard(
              "std::string",
              "std::basic_string<char, std::char_traits<char>, std::allocator<char> >",
              "basic_string");
      case 'i' -> stream("istream");
      case 'o' -> stream("ostream");
      case 'd' -> stream("iostream");
      default -> null;
    };
  }

  private static Node.Standard plain(String name) {
    return new Node.Standard("std::" + name, "std::" + name, name);
  }

  private static Node.Standard stream(String name) {
    return new Node.Standard(
        "std::" + name, "std::basic_" + name + "<char, std::char_traits<char> >", "basic_" + name);
  }
}
