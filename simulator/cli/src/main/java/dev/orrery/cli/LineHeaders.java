package dev.orrery.cli;

import dev.orrery.machine.dwarf.DebugInfo;
import dev.orrery.machine.dwarf.SourceFile;
import dev.orrery.machine.dwarf.SourceFrame;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@code objdump -dl --inlines} prints between instructions: the function where it changes,
 * the line where it changes, and the calls that were inlined around it.
 */
final class LineHeaders {
  private final DebugInfo debugInfo;
  private final Consumer<String> lines;
  private @Nullable String function;
  private int line;

  /** Headers for one stretch of code, given to {@code lines}. */
  LineHeaders(DebugInfo debugInfo, Consumer<String> lines) {
    this.debugInfo = debugInfo;
    this.lines = lines;
  }

  /** Prints what has changed before the instruction at {@code pc}. */
  void before(long pc) {
    List<SourceFrame> frames = debugInfo.frames(pc);
    if (frames.isEmpty()) {
      return;
    }
    SourceFrame innermost = frames.getFirst();
    if (innermost.function() != null && !innermost.function().equals(function)) {
      lines.accept(innermost.function() + "():");
      line = 0;
    }
    function = innermost.function();
    if (innermost.line() > 0 && innermost.line() != line) {
      lines.accept(place(innermost));
      for (SourceFrame caller : frames.subList(1, frames.size())) {
        lines.accept("inlined by %s (%s)".formatted(place(caller), caller.function()));
      }
    }
    line = innermost.line();
  }

  private static String place(SourceFrame frame) {
    SourceFile file = frame.file();
    return Objects.requireNonNullElse(file == null ? null : file.path(), "??") + ":" + frame.line();
  }
}
