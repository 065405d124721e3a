package dev.orrery.cli;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.profiler.sweep.ProgramFinder;
import org.jspecify.annotations.Nullable;

/** Programs as all commands find them, for what is no command. */
final class ProgramFiles implements ProgramFinder {
  @Override
  public ElfFile read(String run, @Nullable String isa) {
    return Programs.read(run, isa);
  }

  @Override
  public String isa(String run, @Nullable String isa, ElfFile elf) {
    return Programs.isa(run, isa, elf);
  }
}
