package dev.orrery.reports.terminal;

import dev.orrery.reports.text.Family;

/**
 * Colours of a terminal: the sixteen that every theme defines, so that light and dark both work.
 */
enum Ink {
  PLAIN("0"),
  STRONG("1"),
  FAINT("2"),
  GOOD("32"),
  BAD("1;31"),
  NAME("1;36"),
  HEAT("33"),
  LABEL("1;34"),
  BLUE("34"),
  MAGENTA("35"),
  CYAN("36"),
  GREEN("32"),
  YELLOW("33"),
  RED("31"),
  BRIGHT_BLUE("94"),
  BRIGHT_MAGENTA("95"),
  GREY("90");

  static final String END = "\u001b[0m";

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  String start() {
    return "\u001b[" + code + "m";
  }

  static Ink of(Family family) {
    return switch (family) {
      case ALU -> BLUE;
      case LOAD -> CYAN;
      case STORE -> MAGENTA;
      case BRANCH -> YELLOW;
      case JUMP -> GREEN;
      case MULDIV -> RED;
      case FLOAT -> BRIGHT_BLUE;
      case ATOMIC -> BRIGHT_MAGENTA;
      case SYSTEM, OTHER -> GREY;
    };
  }
}
