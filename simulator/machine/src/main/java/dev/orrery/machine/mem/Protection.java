package dev.orrery.machine.mem;

/** What may be done with a page: a set of the bits below. */
public final class Protection {
  private Protection() {}

  /** Nothing at all; the page only takes up addresses. */
  public static final int NONE = 0;

  /** Loads. */
  public static final int READ = 1;

  /** Stores. */
  public static final int WRITE = 2;

  /** Instruction fetches. */
  public static final int EXECUTE = 4;

  /** Loads and stores. */
  public static final int READ_WRITE = READ | WRITE;

  /** Everything. */
  public static final int ALL = READ | WRITE | EXECUTE;

  /** The set as {@code r-x}. */
  public static String text(int protection) {
    return ((protection & READ) != 0 ? "r" : "-")
        + ((protection & WRITE) != 0 ? "w" : "-")
        + ((protection & EXECUTE) != 0 ? "x" : "-");
  }
}
