package dev.orrery.machine.demangle;

/** How much work one name may make. Real names stay a hundredfold below all of these. */
final class Limits {
  /** Characters of a name as linkers write it. */
  static final int MAX_INPUT = 1 << 16;

  /** Characters of a name as people read it. */
  static final int MAX_OUTPUT = 1 << 16;

  /** Things inside things: small enough for any thread's stack. */
  static final int MAX_DEPTH = 160;

  /** Parts read or written. Parts without text, such as empty packs, count too. */
  static final int MAX_STEPS = 1 << 18;

  private int depth;
  private int steps;

  /** One thing begins inside another. */
  void enter() throws UnreadableException {
    if (++depth > MAX_DEPTH) {
      throw UnreadableException.INSTANCE;
    }
    step();
  }

  /** The thing ends. */
  void leave() {
    depth--;
  }

  /** A part is read or written. */
  void step() throws UnreadableException {
    if (++steps > MAX_STEPS) {
      throw UnreadableException.INSTANCE;
    }
  }
}
