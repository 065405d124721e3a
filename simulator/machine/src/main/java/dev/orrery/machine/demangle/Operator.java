package dev.orrery.machine.demangle;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operators, by their codes (Itanium C++ ABI, section 5.1.3).
 *
 * @param sign as it is written; a word where it is one
 * @param operands of an expression with it; 0 where expressions with it have a form of their own
 */
record Operator(String sign, int operands) {
  private static final Map<String, Operator> BY_CODE = new HashMap<>();

  static {
    add(0, "nw new", "na new[]", "dl delete", "da delete[]", "aw co_await");
    add(1, "ps +", "ng -", "ad &", "de *", "co ~", "nt !", "pp ++", "mm --");
    add(2, "pl +", "mi -", "ml *", "dv /", "rm %", "an &", "or |", "eo ^", "aS =", "pL +=");
    add(2, "mI -=", "mL *=", "dV /=", "rM %=", "aN &=", "oR |=", "eO ^=", "ls <<", "rs >>");
    add(2, "lS <<=", "rS >>=", "eq ==", "ne !=", "lt <", "gt >", "le <=", "ge >=", "ss <=>");
    add(2, "aa &&", "oo ||", "cm ,", "pm ->*", "ds .*", "dt .", "pt ->");
    add(0, "cl ()", "ix []", "qu ?");
  }

  private static void add(int operands, String... entries) {
    for (String entry : entries) {
      BY_CODE.put(entry.substring(0, 2), new Operator(entry.substring(3), operands));
    }
  }

  /** The operator of a code of two letters; null if it is none. */
  static @Nullable Operator of(char first, char second) {
    return BY_CODE.get("" + first + second);
  }
}
