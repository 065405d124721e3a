package dev.orrery.engine.interp;

/**
 * What regions and what they call share while they run: how long they may. Fields, because
 * generated code works on them.
 */
final class Turn {
  /** Value of {@code hart.retired} when the turn is over. */
  long end;

  /** Value of {@code hart.retired} that no turn may pass. */
  long limit;

  /** Value of {@code hart.retired} at which somebody wants to see what runs. */
  private long look = Long.MAX_VALUE;

  private long untilNext;

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

  /**
   * Somebody wants to see what runs when {@code look} instructions have retired; if that is a
   * region, then after {@code untilNext} more, and so on.
   */
  void lookAt(long look, long untilNext) {
    this.look = look;
    this.untilNext = untilNext;
  }

  /**
   * Called when code that is no region has run inside of one: ends the turn if that was to be seen.
   *
   * @param window instructions behind the time of a look for which it still counts
   */
  void ranOther(int window) {
    long retired = retired();
    if (retired < look) {
      return;
    }
    if (retired - look < window) {
      end = retired;
      left = 0;
    } else {
      look = retired + untilNext;
    }
  }
}
