package dev.orrery.notebook;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.plan.IsaChoice;
import org.jspecify.annotations.Nullable;

/**
 * A program that can be run.
 *
 * @param name what it is called
 * @param elf the program
 * @param isa name of the tables that it was assembled with; null for those that it needs
 */
public record Program(String name, ElfFile elf, @Nullable String isa) {
  @Override
  public String toString() {
    return name + " (" + IsaChoice.nameFor(isa, elf) + ")";
  }
}
