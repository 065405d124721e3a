package dev.orrery.profiler;

import dev.orrery.engine.CallProbe;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.Hart;
import dev.orrery.profiler.recording.HostRun;
import dev.orrery.profiler.recording.MemoryUse;
import dev.orrery.profiler.recording.Outcome;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.profiler.recording.RunInfo;
import dev.orrery.spec.model.AbiSpec;

/**
 * Watches one hart from {@link #ProfileSession} to {@link #finish}: make it when the program is
 * loaded and {@code hart.pc} is its first instruction, give {@link #callProbe} to an engine that
 * keeps {@link ExecutionCounts}, tell it of system calls, run, and finish.
 */
public final class ProfileSession {
  private final Hart hart;
  private final Symbols symbols;
  private final InstructionText text;
  private final FunctionTable functions;
  private final ShadowStack stack;
  private final CompletedInstructions completed = new CompletedInstructions();
  private final long retiredBefore;

  /**
   * Starts watching {@code hart}.
   *
   * @param symbols where the program's functions are
   * @param text disassembles for the listings
   */
  public ProfileSession(Hart hart, Symbols symbols, InstructionText text) {
    this.hart = hart;
    this.symbols = symbols;
    this.text = text;
    this.functions = new FunctionTable(symbols);
    AbiSpec abi = hart.isa.abi();
    this.stack = new ShadowStack(functions, hart, abi == null ? -1 : abi.stackPointer());
    this.retiredBefore = hart.retired;
  }

  /** What the engine must be made with. */
  public CallProbe callProbe() {
    return stack;
  }

  /**
   * The guest made a system call.
   *
   * @param name its name
   */
  public void systemCall(String name) {
    completed.count(GuestText.bounded(name));
  }

  /**
   * The machine retired the instruction at {@code pc} in the engine's place: a system call that it
   * completed. To be told exactly when {@code hart.retired} counts it.
   */
  public void retiredByMachine(long pc) {
    completed.retired(hart, pc);
  }

  /**
   * Closes the recording. The hart must be at an instruction boundary.
   *
   * @param counts what the engine counted since this session was made
   * @param memory the memory map and the pages read and written; executed pages follow from the
   *     counts
   */
  public Recording finish(
      ExecutionCounts counts, RunInfo run, Outcome outcome, MemoryUse memory, HostRun host) {
    stack.finish(hart);
    Profile profile =
        new ProfileBuilder(functions, symbols, text, stack, completed, counts)
            .build(run, outcome, hart.retired - retiredBefore, memory);
    return new Recording(profile, host);
  }
}
