package dev.orrery.profiler.recording;

/** The run in a few numbers. */
@Meaning("The run in a few numbers.")
public record Totals(
    @Meaning(value = "Instructions retired while the profiler watched.", unit = "instructions")
        long instructions,
    @Meaning(
            value = "Of these, the system call instructions that the machine completed.",
            unit = "instructions")
        long completedByMachine,
    @Meaning(value = "Distinct instructions that retired.", unit = "instructions")
        long distinctInstructions,
    @Meaning(value = "Executions of all blocks.", unit = "executions") long blockExecutions,
    @Meaning(value = "Calls, tail calls included.", unit = "calls") long calls) {
  public Totals {
    Checks.notNegative("instructions", instructions);
    Checks.notNegative("completedByMachine", completedByMachine);
    Checks.notNegative("distinctInstructions", distinctInstructions);
    Checks.notNegative("blockExecutions", blockExecutions);
    Checks.notNegative("calls", calls);
  }
}
