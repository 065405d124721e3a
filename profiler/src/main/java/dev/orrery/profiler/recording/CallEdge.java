package dev.orrery.profiler.recording;

/** Calls from one function to another. */
@Meaning("Calls from one function to another.")
public record CallEdge(
    @Meaning("Index in functions of the caller.") int caller,
    @Meaning("Index in functions of the callee.") int callee,
    @Meaning(value = "Calls that return behind the call.", unit = "calls") long calls,
    @Meaning(value = "Jumps to the callee that return to the caller's caller.", unit = "calls")
        long tailCalls,
    @Meaning(value = "Instructions retired while such a call was active.", unit = "instructions")
        long inclusive) {
  public CallEdge {
    Checks.notNegative("calls", calls);
    Checks.notNegative("tailCalls", tailCalls);
    Checks.notNegative("inclusive", inclusive);
  }
}
