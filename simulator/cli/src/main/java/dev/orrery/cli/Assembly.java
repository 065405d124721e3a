package dev.orrery.cli;

import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.spec.asm.Assembler;
import dev.orrery.spec.lang.source.SourceTree;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Assembly files, wherever a command takes one. */
final class Assembly {
  private Assembly() {}

  /** Whether a program is named by its text. */
  static boolean isText(Path program) {
    String name = program.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".s") || name.endsWith(".asm");
  }

  /**
   * Assembles a file.
   *
   * @param isa tables that the user names; null for the default
   * @param base address of the first section
   */
  static Assembler.Assembled of(Path file, @Nullable String isa, long base) {
    Path folder = file.getParent();
    Path name = file.getFileName();
    return Assembler.assemble(
        IsaChoice.named(isa == null ? IsaChoice.DEFAULT : isa),
        SourceTree.folder(folder == null ? Path.of("") : folder),
        name == null ? "" : name.toString(),
        base);
  }

  /** The program's file beside its text. */
  static Path beside(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return file.resolveSibling((dot <= 0 ? name : name.substring(0, dot)) + ".elf");
  }
}
