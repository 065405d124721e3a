package dev.orrery.machine.elf;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Takes apart the text in which a compiler notes an instruction set, for example {@code
 * rv64i2p1_m2p0_zicsr2p0}: a base of letters and digits, then extensions, one letter each or longer
 * names behind underscores, each perhaps with a version. Source: RISC-V ELF psABI, {@code
 * Tag_RISCV_arch}; RISC-V ISA manual, "ISA Extension Naming Conventions".
 */
final class ArchText {
  private static final List<String> GENERAL = List.of("i", "m", "a", "f", "d", "zicsr", "zifencei");

  /** Names for parts of an extension, which say nothing new beside the whole. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "m", List.of("zmmul"),
          "a", List.of("zaamo", "zalrsc"),
          "c", List.of("zca", "zcf", "zcd"));

  private static final int BASE = "rv64".length();

  private ArchText() {}

  /** The extensions' names without versions, in lower case; empty for a text of another kind. */
  static Set<String> extensions(String arch) {
    Set<String> found = new LinkedHashSet<>();
    String text = arch.toLowerCase(Locale.ROOT);
    if (!text.startsWith("rv32") && !text.startsWith("rv64")) {
      return found;
    }
    int at = BASE;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '_') {
        at++;
      } else if (c == 'z' || c == 's' || c == 'x') {
        int end = text.indexOf('_', at);
        end = end < 0 ? text.length() : end;
        found.add(text.substring(at, withoutVersion(text, at, end)));
        at = end;
      } else {
        at = afterVersion(text, at + 1);
        if (c == 'g') {
          found.addAll(GENERAL);
        } else {
          found.add(String.valueOf(c));
        }
      }
    }
    PARTS.forEach(
        (whole, parts) -> {
          if (found.contains(whole)) {
            found.removeAll(parts);
          }
        });
    return found;
  }

  /** Where a version that starts at {@code at}, such as 2p1, ends; {@code at} if there is none. */
  private static int afterVersion(String text, int at) {
    int end = afterDigits(text, at);
    if (end > at && end < text.length() && text.charAt(end) == 'p') {
      int minor = afterDigits(text, end + 1);
      return minor > end + 1 ? minor : end;
    }
    return end;
  }

  private static int afterDigits(String text, int at) {
    int end = at;
    while (end < text.length() && digit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Where the version at the end of a name starts; a name itself may hold digits (zve32x). */
  private static int withoutVersion(String text, int start, int end) {
    int at = end;
    while (at > start && digit(text.charAt(at - 1))) {
      at--;
    }
    if (at < end && at > start && text.charAt(at - 1) == 'p') {
      int major = at - 1;
      while (major > start && digit(text.charAt(major - 1))) {
        major--;
      }
      return major < at - 1 ? major : end;
    }
    return end;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
