package dev.orrery.profiler.recording;

/** What a thread did in a block. */
@Meaning("What a thread did in a block.")
public record ThreadBlock(
    @Meaning("Index in blocks.") int block,
    @Meaning(value = "How often its first instruction retired.", unit = "executions")
        long executions,
    @Meaning(value = "Instructions retired in it.", unit = "instructions") long instructions) {
  public ThreadBlock {
    Checks.notNegative("executions", executions);
    Checks.notNegative("instructions", instructions);
  }
}
