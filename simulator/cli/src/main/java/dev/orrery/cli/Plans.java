package dev.orrery.cli;

import dev.orrery.machine.RunLimits;
import dev.orrery.machine.bare.RamRange;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.linux.Schedule;
import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.plan.HostStreams;
import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.machine.plan.MachineKind;
import dev.orrery.machine.plan.PlanSettings;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** From options to the plan of a run, and to the program loaded as it says. */
final class Plans {
  private Plans() {}

  /**
   * Loads the program that the options name.
   *
   * @param core the core that it runs on; null for none
   * @throws OrreryException if the file is not a program that can be run, or an option contradicts
   *     it
   */
  static Guest load(RunOptions options, @Nullable CoreTable core, Console console) {
    HostStreams streams =
        new HostStreams(
            console.in(),
            console.guestOut(),
            console.guestErr(),
            options.strace ? console.err() : null);
    return load(options, core, console, streams);
  }

  /** The same with other ends of what it reads and prints. */
  static Guest load(
      RunOptions options, @Nullable CoreTable core, Console console, HostStreams streams) {
    ElfFile elf = Programs.read(options);
    return Guest.load(plan(options, core, elf, console.terminals()), elf, streams);
  }

  /** Prints the plan of a guest that is loaded: {@code --print-config}. */
  static void print(Guest guest, Console console) {
    console.out().print(PlanSettings.toml(PlanSettings.of(guest.plan())));
    console.out().println("# SHA-256 of the tables: " + guest.hart().isa.hash());
    console.out().flush();
  }

  /** The plan of a run whose program is {@code elf}. */
  static RunPlan plan(RunOptions options, @Nullable CoreTable core, ElfFile elf, String terminals) {
    List<String> environment = new ArrayList<>();
    for (Map.Entry<String, String> e : options.environment.entrySet()) {
      environment.add(e.getKey() + "=" + e.getValue());
    }
    return new RunPlan(
        options.program,
        options.arguments,
        environment,
        IsaChoice.nameFor(
            Programs.isa(options.program, options.isa),
            elf,
            core == null ? List.of() : core.isas()),
        options.engine(),
        options.machine == null ? MachineKind.of(elf) : options.machine,
        ramRanges(options),
        options.resetPc,
        new RunLimits(
            options.maxInsns == null ? Long.MAX_VALUE : options.maxInsns,
            options.timeout == null ? Long.MAX_VALUE : options.timeout.toNanos()),
        options.memory,
        new Sandbox(
            options.root, options.allowRead, options.allowWrite, Path.of("").toAbsolutePath()),
        terminals,
        options.seed,
        options.schedule == null ? Schedule.USUAL : Schedule.parse(options.schedule));
  }

  private static List<RamRange> ramRanges(RunOptions options) {
    List<RamRange> ranges = new ArrayList<>();
    for (String text : options.ram) {
      int colon = text.indexOf(':');
      try {
        ranges.add(
            new RamRange(
                new Quantities.Address().convert(text.substring(0, Math.max(0, colon))),
                new Quantities.Size().convert(text.substring(colon + 1))));
      } catch (TypeConversionException e) {
        throw new OrreryException(
            ExitCode.USAGE,
            "--ram '%s': write BASE:SIZE, such as 0x80000000:128M (%s)"
                .formatted(text, e.getMessage()));
      }
    }
    return ranges;
  }
}
