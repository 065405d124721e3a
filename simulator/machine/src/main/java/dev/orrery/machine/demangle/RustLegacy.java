package dev.orrery.machine.demangle;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rust's older names: a nested name of C++ whose last part is a hash, {@code 17h} and 16
 * hexadecimal digits, and whose parts have what C++ does not allow spelled out.
 */
final class RustLegacy {
  private static final int HASH_LENGTH = 17;

  private static final Map<String, String> SPELLED =
      Map.of("SP", "@", "BP", "*", "RF", "&", "LT", "<", "GT", ">", "LP", "(", "RP", ")", "C", ",");

  private RustLegacy() {}

  /** {@code symbol} as Rust has it, without its hash and what compilers append; null if C++. */
  static @Nullable String demangle(String symbol) throws UnreadableException {
    if (!symbol.startsWith("_ZN")) {
      return null;
    }
    MangledText in = new MangledText(symbol, 3);
    StringBuilder out = new StringBuilder();
    String last = null;
    while (in.atDigit()) {
      String part = in.take(in.decimal());
      if (last != null) {
        append(out, last);
      }
      last = part;
    }
    boolean rust = in.accept('E') && last != null && isHash(last) && !out.isEmpty();
    String suffix = in.rest();
    if (!rust || !suffix.isEmpty() && !suffix.startsWith(".")) {
      return null;
    }
    return out.toString();
  }

  private static boolean isHash(String part) {
    if (part.length() != HASH_LENGTH || part.charAt(0) != 'h') {
      return false;
    }
    for (int i = 1; i < HASH_LENGTH; i++) {
      char c = part.charAt(i);
      if (!MangledText.isDigit(c) && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static void append(StringBuilder out, String part) {
    if (!out.isEmpty()) {
      out.append("::");
    }
    int i = part.startsWith("_$") ? 1 : 0;
    while (i < part.length()) {
      char c = part.charAt(i);
      if (c == '.') {
        boolean two = part.startsWith("..", i);
        out.append(two ? "::" : ".");
        i += two ? 2 : 1;
        continue;
      }
      int end = c == '$' ? part.indexOf('$', i + 1) : -1;
      String meaning = end < 0 ? null : meaning(part.substring(i + 1, end));
      if (meaning == null) {
        out.append(c);
        i++;
      } else {
        out.append(meaning);
        i = end + 1;
      }
    }
  }

  private static @Nullable String meaning(String spelled) {
    String sign = SPELLED.get(spelled);
    if (sign != null || !spelled.startsWith("u") || spelled.length() < 2 || spelled.length() > 7) {
      return sign;
    }
    int code = 0;
    for (char c : spelled.substring(1).toCharArray()) {
      int digit = Character.digit(c, 16);
      if (digit < 0) {
        return null;
      }
      code = code * 16 + digit;
    }
    boolean printable = Character.isDefined(code) && !Character.isISOControl(code);
    return printable ? Character.toString(code) : null;
  }
}
