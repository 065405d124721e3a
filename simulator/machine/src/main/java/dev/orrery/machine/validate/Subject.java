package dev.orrery.machine.validate;

import dev.orrery.machine.RunLimits;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfWriter;
import dev.orrery.machine.linux.Schedule;
import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.plan.HostStreams;
import dev.orrery.machine.plan.MachineKind;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.spec.asm.Assembler;
import dev.orrery.spec.asm.program.Program;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
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
  private static final long MOST_ASSEMBLED = 100_000_000;
  private static final long MEMORY_ASSEMBLED = 64L << 20;

  /**
   * Checks that the program can be run more than once.
   *
   * @throws OrreryException if it may change files of the host
   */
  public Subject {
    refuse(plan.sandbox().root() != null, "--root");
    refuse(!plan.sandbox().writable().isEmpty(), "--allow-write");
  }

  /**
   * A program for user-mode Linux from its text, without arguments or input.
   *
   * @param name of the text, for messages
   * @throws OrreryException if it cannot be assembled
   */
  public static Subject assembled(Isa isa, String name, String text) {
    Program program =
        Assembler.assemble(isa, SourceTree.of(Map.of(name, text)), name, Assembler.DEFAULT_BASE)
            .program();
    RunPlan plan =
        new RunPlan(
            name,
            List.of(),
            List.of(),
            isa.name(),
            "oracle",
            MachineKind.LINUX,
            List.of(),
            null,
            new RunLimits(MOST_ASSEMBLED, Long.MAX_VALUE),
            MEMORY_ASSEMBLED,
            Sandbox.closed(),
            "",
            1,
            Schedule.USUAL);
    return new Subject(
        plan, ElfFile.parse(name, ElfWriter.write(program)), isa, InputStream::nullInputStream);
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
