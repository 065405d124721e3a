package dev.orrery.profiler.recording;

/** How well calls and returns matched: what the call tree is worth. */
@Meaning("How well calls and returns matched.")
public record CallTracking(
    @Meaning(value = "Returns that went where no active call came from.", unit = "returns")
        long unmatchedReturns,
    @Meaning(value = "Active calls left without a return of their own.", unit = "calls")
        long skippedFrames,
    @Meaning(value = "Calls deeper than the stack is followed.", unit = "calls") long tooDeep,
    @Meaning(value = "Calls whose path was not kept apart: the tree was full.", unit = "calls")
        long foldedPaths,
    @Meaning(value = "Most calls active at once.", unit = "calls") long deepest) {
  public CallTracking {
    Checks.notNegative("unmatchedReturns", unmatchedReturns);
    Checks.notNegative("skippedFrames", skippedFrames);
    Checks.notNegative("tooDeep", tooDeep);
    Checks.notNegative("foldedPaths", foldedPaths);
    Checks.notNegative("deepest", deepest);
  }
}
