package dev.orrery.engine.interp;

/**
 * What regions and what they call share while they run: how long they may. Fields, because
 * generated code works on them.
 */
final class Turn {
  /** Value of {@code hart.retired} when the turn is over. */
  long end;

  /** Instructions that may still retire. */
  int left;

  /** Value of {@code hart.retired} now. */
  long retired() {
    return end - left;
  }

  /** A turn of {@code insns} instructions begins when {@code retired} have retired. */
  void begin(long retired, int insns) {
    end = retired + insns;
    left = insns;
  }
}
