package dev.orrery.profiler.recording;

import java.util.List;

/**
 * Instructions one after the other, and where each of them was in the pipeline of a core, cycle by
 * cycle. An instruction that takes n cycles is charged n: one in which it moves on, if any, and
 * those in which it is held itself; cycles in which it waits for the instruction before it are that
 * one's.
 */
@Meaning("Instructions one after the other, and where each was in a core's pipeline.")
public record PipelineWindow(
    @Meaning("The core.") String core,
    @Meaning("Stages of its pipeline in order; one that stands for all of it if it has none.")
        List<PipelineStage> stages,
    @Meaning("What instructions can be held by.") List<StallCause> causes,
    @Meaning(value = "Instructions that retired before these.", unit = "instructions") long before,
    @Meaning(value = "Cycle in which the one before these retired.", unit = "cycles") long start,
    @Meaning("In the order in which they retired.") List<PipelineInstruction> instructions) {

  public PipelineWindow {
    stages = List.copyOf(stages);
    causes = List.copyOf(causes);
    instructions = List.copyOf(instructions);
    Checks.notNegative("before", before);
    Checks.notNegative("start", start);
    for (PipelineInstruction i : instructions) {
      for (CauseCharge c : i.charges()) {
        Checks.index("a cause", c.cause(), causes);
      }
      for (PipelineStay s : i.stays()) {
        if (s.stage() != PipelineStay.NOWHERE) {
          Checks.index("a stage", s.stage(), stages);
        }
        if (s.cause() != PipelineStay.MOVES) {
          Checks.index("a cause", s.cause(), causes);
        }
      }
    }
  }

  /** A stage. */
  @Meaning("A stage of a pipeline.")
  public record PipelineStage(
      @Meaning("Its name.") String name, @Meaning("What it does.") String meaning) {}

  /** Something that an instruction can be held by. */
  @Meaning("What an instruction can be held by.")
  public record StallCause(
      @Meaning("Its name.") String name, @Meaning("What it is.") String meaning) {}

  /** An instruction that retired. */
  @Meaning("An instruction that retired.")
  public record PipelineInstruction(
      @Meaning(value = "Its address.", hex = true) long address,
      @Meaning("Function and offset; empty if there is none.") String place,
      @Meaning("It, as a programmer would write it.") String text,
      @Meaning(
              value = "Cycle in which it left the last stage, so that it was not there any more.",
              unit = "cycles")
          long retired,
      @Meaning("The cycles that it took, in the order in which the core's table says so.")
          List<CauseCharge> charges,
      @Meaning("Where it was, from first to last.") List<PipelineStay> stays) {

    public PipelineInstruction {
      charges = List.copyOf(charges);
      stays = List.copyOf(stays);
      long at = stays.isEmpty() ? retired : stays.getFirst().from();
      for (PipelineStay s : stays) {
        if (s.from() != at || s.to() <= at) {
          throw new IllegalArgumentException("stays in stages are not one behind the other");
        }
        at = s.to();
      }
      if (at != retired) {
        throw new IllegalArgumentException("an instruction retires at " + retired + ", not " + at);
      }
    }

    /** The first cycle in which it was in a stage; {@link #retired} if it was in none. */
    public long entered() {
      return stays.stream()
          .filter(s -> s.stage() != PipelineStay.NOWHERE)
          .mapToLong(PipelineStay::from)
          .findFirst()
          .orElse(retired);
    }
  }

  /** Cycles that an instruction took for one cause. */
  @Meaning("Cycles that an instruction took for one cause.")
  public record CauseCharge(
      @Meaning("Index in causes.") int cause,
      @Meaning(value = "Cycles.", unit = "cycles") long cycles) {
    public CauseCharge {
      Checks.notNegative("cycles", cycles);
    }
  }

  /** Cycles in which an instruction was in one stage for one reason. */
  @Meaning("Cycles in which an instruction was in one stage for one reason.")
  public record PipelineStay(
      @Meaning("Index in stages; -1 before the first one, when it could not be fetched.") int stage,
      @Meaning(value = "The first cycle.", unit = "cycles") long from,
      @Meaning(value = "The cycle behind the last one.", unit = "cycles") long to,
      @Meaning("Index in causes: what held it; -1 if it moved on.") int cause,
      @Meaning("Whether it was held itself, and did not wait for the instruction before it.")
          boolean own) {
    /** Before the first stage. */
    public static final int NOWHERE = -1;

    /** Held by nothing. */
    public static final int MOVES = -1;
  }
}
