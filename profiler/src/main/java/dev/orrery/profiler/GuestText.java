package dev.orrery.profiler;

import java.nio.charset.StandardCharsets;

/** Text that a program brings with it. It may be anything; a file and a page want text. */
final class GuestText {
  /** Characters kept; the longest names of real programs are mangled ones of some hundreds. */
  static final int MAX_LENGTH = 1024;

  private GuestText() {}

  /** {@code s} in at most {@link #MAX_LENGTH} characters, unpaired surrogates replaced. */
  static String bounded(String s) {
    String cut = s.length() <= MAX_LENGTH ? s : s.substring(0, MAX_LENGTH - 1) + "…";
    return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
