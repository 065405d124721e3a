package dev.orrery.machine.validate;

import dev.orrery.machine.fault.FaultReport.CodeLine;
import dev.orrery.spec.model.DecodedInsn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first instruction after which sides differ.
 *
 * @param instructions before it, on which all agree
 * @param thread that executed it, such as {@code thread 1002 (worker)}; null for a program's only
 *     one
 * @param hart the thread's number; 0 where there are no threads
 * @param pc its address
 * @param insn the instruction; null if there is none there
 * @param text it as assembly, or its word
 * @param row the table's row; null if there is none
 * @param function name and offset of {@code pc}; null if unknown
 * @param source the line of the source; null if unknown
 * @param code the instructions around it, by address
 * @param sides the names of the sides
 * @param facts what differs, what the instruction changed, and what it reads
 * @param odd the position of the side that differs from all others; -1 if there is no such
 * @param stretch 1 when the sides differ after this very instruction, however they run; else an
 *     engine differs only when it may run on, and they agree that many instructions before the
 *     facts were taken: then this is the instruction that wrote last what differs first
 * @param alone whether engines were seen to differ on this instruction by itself, executed often:
 *     then it is what is wrong, and not only what wrote last
 * @param replays how often the program was started anew to find it
 */
public record Divergence(
    long instructions,
    @Nullable String thread,
    int hart,
    long pc,
    @Nullable DecodedInsn insn,
    String text,
    @Nullable String row,
    @Nullable String function,
    @Nullable String source,
    List<CodeLine> code,
    List<String> sides,
    List<Fact> facts,
    int odd,
    long stretch,
    boolean alone,
    int replays) {
  public Divergence {
    code = List.copyOf(code);
    sides = List.copyOf(sides);
    facts = List.copyOf(facts);
  }

  /** Whether the sides differ after the instruction however they run. */
  public boolean exact() {
    return stretch == 1;
  }
}
