package dev.orrery.profiler.sweep;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.plan.HostStreams;
import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.machine.plan.MachineKind;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Isa;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program of a sweep with the bytes that it is made of.
 *
 * @param program what the plan says
 * @param elf the program
 * @param isa name of its tables
 * @param tables the tables
 * @param input its standard input
 */
record LoadedProgram(SweepProgram program, ElfFile elf, String isa, Isa tables, byte[] input) {
  private static final long LONGEST_INPUT = 1L << 28;

  /**
   * The engine to run on. It tells of what retires as the others do, and has nothing to translate.
   */
  private static final String ENGINE = "interpreter";

  /**
   * Loads a program.
   *
   * @param cores names of the stock sets whose programs the plan's cores run
   * @throws OrreryException if it cannot be read, or is for no instruction set
   */
  static LoadedProgram load(SweepProgram program, ProgramFinder finder, Set<String> cores) {
    ProgramFinder.Found found = finder.find(program.run(), program.isa());
    String isa = IsaChoice.nameFor(found.isa(), found.elf(), cores);
    Isa tables = IsaChoice.forProgram(isa, found.elf());
    return new LoadedProgram(program, found.elf(), isa, tables, bytes(program.input()));
  }

  private static byte[] bytes(@Nullable Path file) {
    if (file == null) {
      return new byte[0];
    }
    try {
      if (Files.size(file) > LONGEST_INPUT) {
        throw new OrreryException(
            ExitCode.BAD_INPUT, file + ": more than 256 MiB of standard input are too much");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, file + ": the standard input cannot be read; check the path", e);
    }
  }

  /** The program at its first instruction, as {@code orrery run} would have it. */
  Guest guest(SweepPlan plan) {
    RunPlan run =
        RunPlan.plain(
            program.run(),
            program.arguments(),
            isa,
            ENGINE,
            MachineKind.of(elf),
            plan.limits(),
            plan.memory());
    OutputStream nowhere = OutputStream.nullOutputStream();
    return Guest.load(
        run, elf, tables, new HostStreams(new ByteArrayInputStream(input), nowhere, nowhere, null));
  }
}
