package dev.orrery.profiler.sweep;

import dev.orrery.machine.elf.ElfFile;
import org.jspecify.annotations.Nullable;

/** Where programs come from. */
public interface ProgramFinder {
  /**
   * The program that {@code run} names.
   *
   * @param isa tables to assemble it with, if it is a text; null for the usual ones
   * @throws dev.orrery.spec.diag.OrreryException if there is none, or it cannot be read
   */
  ElfFile read(String run, @Nullable String isa);

  /** The name of the tables for a program that {@link #read} gave. */
  String isa(String run, @Nullable String isa, ElfFile elf);
}
