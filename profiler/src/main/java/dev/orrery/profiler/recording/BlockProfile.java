package dev.orrery.profiler.recording;

import java.util.List;

/**
 * A basic block: straight-line code that is entered at its first instruction. Its shape follows
 * from the counts alone, so that every engine yields the same blocks.
 */
@Meaning("Straight-line code that is entered at its first instruction.")
public record BlockProfile(
    @Meaning(value = "Address of its first instruction.", hex = true) long address,
    @Meaning(value = "Its size.", unit = "bytes") long bytes,
    @Meaning("Index in functions of the function that holds it.") int function,
    @Meaning(value = "Times its first instruction retired.", unit = "executions") long executions,
    @Meaning(value = "Instructions retired in it.", unit = "instructions") long instructions,
    @Meaning("Its instructions.") List<Instruction> code) {
  public BlockProfile {
    code = List.copyOf(code);
    Checks.notNegative("bytes", bytes);
    Checks.notNegative("executions", executions);
    Checks.notNegative("instructions", instructions);
    if (code.isEmpty()) {
      throw new IllegalArgumentException("a block has no instructions");
    }
    long sum = 0;
    for (Instruction i : code) {
      sum = Math.addExact(sum, i.count());
    }
    if (sum != instructions) {
      throw new IllegalArgumentException(
          "a block's instructions retired " + sum + " times, but it says " + instructions);
    }
  }

  /** An instruction of a block. */
  @Meaning("An instruction of a block.")
  public record Instruction(
      @Meaning(value = "Its address.", hex = true) long address,
      @Meaning(value = "Its encoding, the first eight bytes of it.", hex = true) long word,
      @Meaning(value = "Length of its encoding.", unit = "bytes") int bytes,
      @Meaning("The row of the tables that it is, for example c.addi.") String row,
      @Meaning("Its class in the tables, for example load.") String insnClass,
      @Meaning("Its disassembly.") String text,
      @Meaning(value = "Times it retired.", unit = "times") long count) {
    public Instruction {
      Checks.notNegative("count", count);
      Checks.notNegative("bytes", bytes);
    }
  }
}
