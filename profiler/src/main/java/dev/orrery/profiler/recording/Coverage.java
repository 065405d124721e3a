package dev.orrery.profiler.recording;

/** How much of the program ran. */
@Meaning("How much of the program ran.")
public record Coverage(
    @Meaning(value = "Functions with a symbol that ran.", unit = "functions")
        long functionsExecuted,
    @Meaning(value = "Functions with a symbol.", unit = "functions") long functionsKnown,
    @Meaning(value = "Bytes of instructions that ran, in functions with a symbol.", unit = "bytes")
        long bytesExecuted,
    @Meaning(value = "Bytes of the functions with a symbol.", unit = "bytes") long bytesKnown) {
  public Coverage {
    Checks.notNegative("functionsExecuted", functionsExecuted);
    Checks.notNegative("functionsKnown", functionsKnown);
    Checks.notNegative("bytesExecuted", bytesExecuted);
    Checks.notNegative("bytesKnown", bytesKnown);
  }
}
