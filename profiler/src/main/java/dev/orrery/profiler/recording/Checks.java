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
    index(what, index, of.size());
  }

  static void index(String what, int index, int size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(what + " " + index + " does not exist: there are " + size);
    }
  }
}
