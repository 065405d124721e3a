package dev.orrery.machine.plan;

import dev.orrery.machine.RunLimits;
import dev.orrery.machine.bare.RamRange;
import dev.orrery.machine.linux.Schedule;
import dev.orrery.machine.linux.fs.Sandbox;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that determines a run, besides the bytes of the files it names and of standard input:
 * two runs of equal plans retire the same instructions and print the same. Printed by {@code
 * --print-config} and stored in every recording, as {@link PlanSettings} writes it.
 *
 * @param program what names the program: a file, or what the caller knows to find; a Linux program
 *     finds it as its own name
 * @param arguments of a Linux program, without its own name
 * @param environment of a Linux program, each {@code NAME=value}
 * @param isa instruction tables: a stock name, or an {@code .isa} file
 * @param engine name of the engine
 * @param machine what surrounds the program
 * @param ram RAM of a bare machine; empty for what the program's segments need
 * @param resetPc first instruction of a bare machine; null for the program's entry
 * @param limits how far the run may go
 * @param memoryLimit most memory that the guest may use, in bytes
 * @param sandbox what a Linux program may reach of the host's files
 * @param terminals which of a Linux program's descriptors 0 to 2 look like a terminal to it, for
 *     example {@code 012}
 * @param seed of everything random that a Linux program can see
 * @param schedule how a Linux program's threads take turns
 */
public record RunPlan(
    String program,
    List<String> arguments,
    List<String> environment,
    String isa,
    String engine,
    MachineKind machine,
    List<RamRange> ram,
    @Nullable Long resetPc,
    RunLimits limits,
    long memoryLimit,
    Sandbox sandbox,
    String terminals,
    long seed,
    Schedule schedule) {
  public RunPlan {
    arguments = List.copyOf(arguments);
    environment = List.copyOf(environment);
    ram = List.copyOf(ram);
  }

  /**
   * The plan of a run that reaches no files and depends on nothing of its user's: what a command
   * without options runs.
   */
  public static RunPlan plain(
      String program,
      List<String> arguments,
      String isa,
      String engine,
      MachineKind machine,
      RunLimits limits,
      long memoryLimit) {
    return new RunPlan(
        program,
        arguments,
        List.of(),
        isa,
        engine,
        machine,
        List.of(),
        null,
        limits,
        memoryLimit,
        new Sandbox(null, List.of(), List.of(), Path.of("").toAbsolutePath()),
        "",
        1,
        Schedule.USUAL);
  }
}
