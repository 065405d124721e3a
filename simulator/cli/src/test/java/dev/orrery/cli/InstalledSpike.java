package dev.orrery.cli;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.machine.plan.MachineKind;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.machine.validate.Subject;
import java.io.InputStream;
import org.junit.jupiter.api.Assumptions;

/** A real Spike, for tests that are skipped without one. */
final class InstalledSpike {
  private InstalledSpike() {}

  /** Skips the test unless there is what it takes to run a program. */
  static SpikeRun.Installed forProgram(Subject subject) {
    Console console = Console.system();
    Assumptions.assumeTrue(
        HostPrograms.find(console, "spike") != null,
        "spike is not on the PATH (riscv-isa-sim; no package has it)");
    Assumptions.assumeTrue(
        subject.plan().machine() == MachineKind.BARE || HostPrograms.find(console, "pk") != null,
        "pk is not on the PATH (riscv-pk; no package has it)");
    return SpikeRun.Installed.find(console, subject, null);
  }

  /** A program as the command line names it, without arguments or input. */
  static Subject subject(String program) {
    RunOptions options = new RunOptions();
    options.program = program;
    ElfFile elf = Programs.read(program, null);
    RunPlan plan = Plans.plan(options, null, elf, "");
    return new Subject(
        plan, elf, IsaChoice.forProgram(plan.isa(), elf), InputStream::nullInputStream);
  }
}
