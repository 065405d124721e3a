package dev.orrery.machine.fault;

import dev.orrery.engine.Hart;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Machine;
import dev.orrery.machine.ThreadView;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault that the guest did not handle, as of the instruction boundary before it.
 *
 * @param cause what happened, in one line without the place
 * @param pc the instruction that faulted
 * @param function name and offset of {@code pc}; null if unknown
 * @param retired instructions before it
 * @param code the instructions around it, by address; empty if nothing can be read there
 * @param frames the active functions, innermost first; never empty
 * @param registers the values of the integer registers, in the tables' order
 * @param hints what may explain it, each a sentence; usually none
 * @param thread the thread that did it, such as {@code thread 1002 (worker), one of 3}; null for a
 *     program's only one
 */
public record FaultReport(
    String cause,
    long pc,
    @Nullable String function,
    long retired,
    List<CodeLine> code,
    List<Frame> frames,
    List<RegisterValue> registers,
    List<String> hints,
    @Nullable String thread) {
  public FaultReport {
    code = List.copyOf(code);
    frames = List.copyOf(frames);
    registers = List.copyOf(registers);
    hints = List.copyOf(hints);
  }

  /**
   * An instruction.
   *
   * @param pc its address
   * @param text address, word and assembly, as in a listing
   */
  public record CodeLine(long pc, String text) {}

  /**
   * A register.
   *
   * @param name as assembly writes it
   * @param bits its width
   * @param value zero-extended
   */
  public record RegisterValue(String name, int bits, long value) {}

  /** What there is to say about the fault that ended {@code machine}'s run. */
  public static FaultReport of(Machine machine, Ending.Faulted fault) {
    Hart hart = machine.hart();
    List<Frame> frames = CallTrace.of(machine, hart);
    List<String> hints = Hints.of(machine, fault);
    Hints.ignored(machine, hints); // last: what has been asked for until now
    return new FaultReport(
        fault.summary(),
        hart.pc,
        machine.symbols().describe(hart.pc),
        machine.retired(),
        CodeAround.lines(machine),
        frames,
        registers(hart),
        hints,
        thread(machine));
  }

  private static @Nullable String thread(Machine machine) {
    List<ThreadView> threads = machine.environment().threads();
    for (ThreadView t : threads) {
      if (t.hart() == machine.hart() && threads.size() > 1) {
        return "%s, one of %,d".formatted(FaultText.name(t), threads.size());
      }
    }
    return null;
  }

  private static List<RegisterValue> registers(Hart hart) {
    List<RegisterValue> values = new ArrayList<>();
    RegisterFile file = hart.isa.files().getFirst();
    for (int i = 0; i < file.count(); i++) {
      values.add(new RegisterValue(file.names().get(i), file.width(), hart.regs[file.readSlot(i)]));
    }
    return values;
  }
}
