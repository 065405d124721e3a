package dev.orrery.profiler.sweep;

import dev.orrery.machine.elf.ElfFile;
import org.jspecify.annotations.Nullable;

/** Where programs come from. */
public interface ProgramFinder {
  /**
   * The program that {@code run} names.
   *
   * @param isa tables that the user names for it; null for none
   * @throws dev.orrery.spec.diag.OrreryException if there is none, or it cannot be read
   */
  Found find(String run, @Nullable String isa);

  /**
   * A program.
   *
   * @param elf the program
   * @param isa the tables that the user names for it, or it was assembled with; null for those that
   *     it needs
   */
  record Found(ElfFile elf, @Nullable String isa) {}
}
