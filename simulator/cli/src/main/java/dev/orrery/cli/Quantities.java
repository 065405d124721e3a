package dev.orrery.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers with units as people write them on a command line. */
final class Quantities {
  private static final Pattern NUMBER =
      Pattern.compile("(0[xX][0-9a-fA-F_]+|[0-9][0-9_]*)([A-Za-z]*)");

  private Quantities() {}

  /** A count, with an optional decimal suffix: 1000, 10k, 5M, 2G, 1T. */
  static final class Count implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return parse(text, 1000, "a count such as 1000, 10k, 5M or 2G");
    }
  }

  /** A size in bytes, with an optional binary suffix: 4096, 64K, 256M, 2G; also 0x1000. */
  static final class Size implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return parse(text, 1024, "a size in bytes such as 4096, 64K, 256M, 2G or 0x10000");
    }
  }

  /** Any whole number of 64 bits, decimal or hexadecimal with 0x. */
  static final class Whole implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return Long.decode(text);
      } catch (NumberFormatException e) {
        throw invalid(text, "a whole number of 64 bits such as 42 or 0x2a");
      }
    }
  }

  /** An address, decimal or hexadecimal with 0x. */
  static final class Address implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return text.startsWith("0x") || text.startsWith("0X")
            ? Long.parseUnsignedLong(text.substring(2).replace("_", ""), 16)
            : Long.parseUnsignedLong(text);
      } catch (NumberFormatException e) {
        throw invalid(text, "an address such as 0x80000000");
      }
    }
  }

  /** A time of the host: 500ms, 10s, 2m, 1h; a bare number is seconds. */
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Matcher m = Pattern.compile("([0-9]{1,9})(ms|s|m|h)?").matcher(text);
      if (!m.matches()) {
        throw invalid(text, "a time such as 500ms, 10s, 2m or 1h");
      }
      long n = Long.parseLong(m.group(1));
      return switch (m.group(2) == null ? "s" : m.group(2)) {
        case "ms" -> Duration.ofMillis(n);
        case "m" -> Duration.ofMinutes(n);
        case "h" -> Duration.ofHours(n);
        default -> Duration.ofSeconds(n);
      };
    }
  }

  private static long parse(String text, long base, String expected) {
    Matcher m = NUMBER.matcher(text);
    if (!m.matches()) {
      throw invalid(text, expected);
    }
    int power =
        switch (m.group(2).toLowerCase(Locale.ROOT)) {
          case "" -> 0;
          case "k" -> 1;
          case "m" -> 2;
          case "g" -> 3;
          case "t" -> 4;
          default -> throw invalid(text, expected);
        };
    try {
      String digits = m.group(1).replace("_", "");
      long n =
          digits.startsWith("0x") || digits.startsWith("0X")
              ? Long.parseLong(digits.substring(2), 16)
              : Long.parseLong(digits);
      for (int i = 0; i < power; i++) {
        n = Math.multiplyExact(n, base);
      }
      return n;
    } catch (NumberFormatException | ArithmeticException e) {
      throw invalid(text, expected + ", below 2^63");
    }
  }

  private static TypeConversionException invalid(String text, String expected) {
    return new TypeConversionException("'" + text + "' is not " + expected);
  }
}
