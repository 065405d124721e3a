package dev.orrery.profiler.recording;

/** A function that ran. */
@Meaning("A function that ran.")
public record FunctionProfile(
    @Meaning("Its symbol; for a function without one, sub_ and its address.") String name,
    @Meaning(value = "Its first address.", hex = true) long address,
    @Meaning(value = "Its size; 0 when unknown.", unit = "bytes") long bytes,
    @Meaning("How it was found.") Origin origin,
    @Meaning(value = "Instructions retired in it, by address.", unit = "instructions") long self,
    @Meaning(
            value = "Instructions retired while it or anything it called was active.",
            unit = "instructions")
        long inclusive,
    @Meaning(value = "Times it was called, tail calls included.", unit = "calls") long calls,
    @Meaning(value = "Bytes of its instructions that retired at least once.", unit = "bytes")
        long executedBytes) {
  public FunctionProfile {
    Checks.notNegative("bytes", bytes);
    Checks.notNegative("self", self);
    Checks.notNegative("inclusive", inclusive);
    Checks.notNegative("calls", calls);
    Checks.notNegative("executedBytes", executedBytes);
  }

  /** How a function was found. */
  public enum Origin {
    /** The program has a symbol for it. */
    SYMBOL,
    /** The program has none, and something called this address. */
    CALLED,
    /** The program has none, and nothing called it: code that was fallen or jumped into. */
    UNKNOWN
  }
}
