package dev.orrery.machine.fault;

import dev.orrery.machine.dwarf.SourceFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An active function.
 *
 * @param pc where it is: the instruction that stopped for the innermost one, for the others the
 *     address to which the function that it called returns
 * @param function name and offset of {@code pc}, for example {@code main+0x1c}; null if unknown
 * @param source its place in the source: last that of the function itself, before it those of
 *     functions that were inlined there, innermost first; empty if unknown
 * @param evidence how it was found
 */
public record Frame(
    long pc, @Nullable String function, List<SourceFrame> source, Evidence evidence) {
  public Frame {
    source = List.copyOf(source);
  }

  /** How a frame was found. */
  public enum Evidence {
    /** It is where the hart is. */
    PC,
    /** The call before the return address goes to the function that is active inside. */
    CALL,
    /** That function ends in a jump to the one inside, having been called itself. */
    TAIL_CALL,
    /** A return address was found; where the call before it went is not known: a guess. */
    GUESS
  }
}
