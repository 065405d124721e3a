package dev.orrery.profiler.recording;

import java.util.List;

/** Checks for the records' constructors: a file may hold anything. */
final class Checks {
  private Checks() {}

  static void notNegative(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " is negative: " + value);
    }
  }

  static void index(String what, int index, List<?> of) {
    if (index < 0 || index >= of.size()) {
      throw new IllegalArgumentException(
          what + " " + index + " does not exist: there are " + of.size());
    }
  }
}
