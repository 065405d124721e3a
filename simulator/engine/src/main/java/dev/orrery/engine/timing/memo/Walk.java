package dev.orrery.engine.timing.memo;

/**
 * What a block was seen to do, as code: subclasses are generated ({@link WalkClass}). It is for the
 * configurations and outcomes that were met most.
 */
public abstract class Walk {
  /** The name of {@link #run}. */
  static final String RUN = "run";

  /** One for nothing. */
  static final Walk NONE = new None();

  /**
   * The block retires.
   *
   * @return whether this has done all of it; else nothing has been done
   */
  public abstract boolean run();

  Walk() {}

  private static final class None extends Walk {
    @Override
    public boolean run() {
      return false;
    }
  }
}
