package dev.orrery.cli;

import dev.orrery.profiler.sweep.ProgramFinder;
import org.jspecify.annotations.Nullable;

/** Programs as all commands find them, for what is no command. */
final class ProgramFiles implements ProgramFinder {
  @Override
  public Found find(String run, @Nullable String isa) {
    return new Found(Programs.read(run, isa), Programs.isa(run, isa));
  }
}
