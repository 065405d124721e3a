package dev.orrery.machine.validate;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.plan.HostStreams;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Isa;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * What is run, any number of times from its first instruction on, always with the same input.
 *
 * @param plan how; its engine does not count
 * @param elf the program
 * @param isa the tables that the plan names
 * @param input the whole standard input, from its first byte at each call
 */
public record Subject(RunPlan plan, ElfFile elf, Isa isa, Supplier<InputStream> input) {
  /**
   * Checks that the program can be run more than once.
   *
   * @throws OrreryException if it may change files of the host
   */
  public Subject {
    refuse(plan.sandbox().root() != null, "--root");
    refuse(!plan.sandbox().writable().isEmpty(), "--allow-write");
  }

  private static void refuse(boolean given, String flag) {
    if (given) {
      throw new OrreryException(
          ExitCode.USAGE,
          flag
              + ": the program is run several times, and each run would find the files as another"
              + " one left them; let it read files with --allow-read, and leave this out");
    }
  }

  /** The program, loaded anew. */
  Guest load(OutputStream out, OutputStream err) {
    return Guest.load(plan, elf, isa, new HostStreams(input.get(), out, err, null));
  }
}
