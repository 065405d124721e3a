package dev.orrery.profiler.recording;

import java.util.List;

/**
 * When functions were active: the calls that lasted longest. The callers of a call that is there
 * are there, too.
 */
@Meaning("When functions were active: the calls that lasted longest.")
public record CallTimeline(
    @Meaning(
            value = "Calls that lasted for fewer were left out; 0 if there are all.",
            unit = "instructions")
        long shortest,
    @Meaning("Calls by thread, and then by time, callers before what they call.")
        List<CallSpan> calls) {
  public CallTimeline {
    Checks.notNegative("shortest", shortest);
    calls = List.copyOf(calls);
  }

  /** Checks that every index is one of a profile's. */
  void checkWithin(List<FunctionProfile> functions) {
    calls.forEach(c -> Checks.index("a call's function", c.function(), functions));
  }

  /** A call from its beginning to its end. */
  @Meaning("A call from its beginning to its end.")
  public record CallSpan(
      @Meaning("What the program knew the thread by; 0 in a program without threads.") int thread,
      @Meaning(value = "Calls between the thread's first function and it.", unit = "calls")
          int depth,
      @Meaning("Index in functions.") int function,
      @Meaning(
              value = "Instructions of all threads that had retired when it began.",
              unit = "instructions")
          long start,
      @Meaning(value = "Instructions of all threads until it ended.", unit = "instructions")
          long instructions,
      @Meaning(value = "Cycles that had passed when it began.", unit = "cycles") long startCycle,
      @Meaning(value = "Cycles until it ended.", unit = "cycles") long cycles) {
    public CallSpan {
      Checks.notNegative("depth", depth);
      Checks.notNegative("start", start);
      Checks.notNegative("instructions", instructions);
      Checks.notNegative("startCycle", startCycle);
      Checks.notNegative("cycles", cycles);
    }
  }
}
