package dev.orrery.profiler.recording;

/** A conditional branch. */
@Meaning("A conditional branch.")
public record BranchSite(
    @Meaning(value = "Its address.", hex = true) long address,
    @Meaning("Index in functions of the function that holds it.") int function,
    @Meaning("Its disassembly.") String text,
    @Meaning(value = "Times it was taken.", unit = "times") long taken,
    @Meaning(value = "Times it was not taken.", unit = "times") long notTaken) {
  public BranchSite {
    Checks.notNegative("taken", taken);
    Checks.notNegative("notTaken", notTaken);
  }

  /** Times it retired. */
  public long executions() {
    return taken + notTaken;
  }
}
