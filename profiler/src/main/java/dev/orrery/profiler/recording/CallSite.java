package dev.orrery.profiler.recording;

/** Calls of one function by one instruction. */
@Meaning("Calls of one function by one instruction.")
public record CallSite(
    @Meaning(
            value = "Address of the instruction that calls, or at which a signal arrived.",
            hex = true)
        long address,
    @Meaning("Index in functions of the caller.") int caller,
    @Meaning("Index in functions of the callee.") int callee,
    @Meaning(value = "Calls, tail calls included.", unit = "calls") long calls,
    @Meaning(value = "Instructions retired while such a call was active.", unit = "instructions")
        long inclusive) {
  public CallSite {
    Checks.notNegative("calls", calls);
    Checks.notNegative("inclusive", inclusive);
  }
}
