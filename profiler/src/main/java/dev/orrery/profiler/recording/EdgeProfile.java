package dev.orrery.profiler.recording;

import dev.orrery.spec.ir.JumpKind;

/** A control transfer that happened. A conditional branch that was not taken is one, too. */
@Meaning("A control transfer that happened; a branch that was not taken is one, too.")
public record EdgeProfile(
    @Meaning(value = "Address of the instruction that transferred control.", hex = true) long from,
    @Meaning(value = "Address where execution went on.", hex = true) long to,
    @Meaning("What the instruction is.") JumpKind kind,
    @Meaning(value = "How often.", unit = "times") long count) {
  public EdgeProfile {
    Checks.notNegative("count", count);
  }
}
