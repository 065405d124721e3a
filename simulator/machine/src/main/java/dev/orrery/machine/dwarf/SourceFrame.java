package dev.orrery.machine.dwarf;

import org.jspecify.annotations.Nullable;

/**
 * A place in the source that an address belongs to: the instruction's own line, or a call that was
 * inlined around it.
 *
 * @param function its name with the namespaces and classes around it; null if unknown
 * @param linkageName the name that linkers know it by, such as {@code _ZN1a1bEv}, where it has one
 *     that differs
 * @param file null if unknown
 * @param line counted from 1; 0 if unknown
 * @param column counted from 1; 0 if unknown
 * @param inlined whether the function's code stands inside that of the next frame
 */
public record SourceFrame(
    @Nullable String function,
    @Nullable String linkageName,
    @Nullable SourceFile file,
    int line,
    int column,
    boolean inlined) {

  /** {@code file.c:12}, or the file alone; null if no file is known. */
  public @Nullable String place() {
    if (file == null) {
      return null;
    }
    return line == 0 ? file.name() : file.name() + ":" + line;
  }
}
