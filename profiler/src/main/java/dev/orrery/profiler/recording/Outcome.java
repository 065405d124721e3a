package dev.orrery.profiler.recording;

/** How the run ended. */
@Meaning("How the run ended.")
public record Outcome(
    @Meaning("What ended it.") Kind kind,
    @Meaning(value = "Exit status of the guest when it exited, else of Orrery.", unit = "status")
        int status,
    @Meaning("The ending in words.") String message) {

  /** What ended a run. */
  public enum Kind {
    /** The guest exited by itself. */
    EXITED,
    /** The guest did something that it did not handle. */
    FAULTED,
    /** A limit on instructions, time or memory was reached. */
    LIMIT,
    /** The user interrupted it. */
    INTERRUPTED
  }
}
