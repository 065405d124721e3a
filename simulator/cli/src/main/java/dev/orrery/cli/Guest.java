package dev.orrery.cli;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.Environment;
import dev.orrery.machine.Machine;
import dev.orrery.machine.RunLimits;
import dev.orrery.machine.bare.BareBoard;
import dev.orrery.machine.bare.RamRange;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.LoadedImage;
import dev.orrery.machine.linux.LinuxAbi;
import dev.orrery.machine.linux.LinuxOptions;
import dev.orrery.machine.linux.files.Sandbox;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Isa;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/**
 * A program loaded as the options say, ready for an engine.
 *
 * @param options what was asked for
 * @param file the program's file
 * @param elf the program
 * @param hart at the program's first instruction
 * @param memory with the program in it
 * @param environment what surrounds it
 * @param image where it is
 */
record Guest(
    RunOptions options,
    Path file,
    ElfFile elf,
    Hart hart,
    GuestMemory memory,
    Environment environment,
    LoadedImage image) {

  /**
   * Loads the program.
   *
   * @throws OrreryException if the file is not a program that can be run, or an option contradicts
   *     it
   */
  static Guest load(RunOptions options, Console console) {
    if (!Engines.names().contains(options.engine)) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--engine: there is no engine '%s', there are %s"
              .formatted(options.engine, String.join(", ", Engines.names())));
    }
    Path file = Programs.open(options.program);
    ElfFile elf = ElfFile.read(file);
    Isa isa = IsaChoice.forProgram(options.isa, elf);
    GuestMemory memory = new GuestMemory(isa.xlen(), options.memory);
    Hart hart = new Hart(isa, memory);
    if (isBare(options, elf)) {
      BareBoard board = new BareBoard(elf, memory, ramRanges(options), console.out());
      board.reset(hart);
      if (options.resetPc != null) {
        hart.pc = options.resetPc;
      }
      return new Guest(options, file, elf, hart, memory, board, board.image());
    }
    refuse(options.resetPc != null, "--reset-pc");
    refuse(!options.ram.isEmpty(), "--ram");
    LinuxAbi linux =
        new LinuxAbi(elf, hart, new UserMemory(memory), linuxOptions(options, console));
    return new Guest(options, file, elf, hart, memory, linux, linux.image());
  }

  private static boolean isBare(RunOptions options, ElfFile elf) {
    if (options.machine == null) {
      return elf.symbols().named("tohost") != null;
    }
    return options.machine == RunOptions.MachineKind.BARE;
  }

  private static void refuse(boolean given, String flag) {
    if (given) {
      throw new OrreryException(
          ExitCode.USAGE, flag + " is for a bare machine: add --machine bare, or leave it out");
    }
  }

  private static LinuxOptions linuxOptions(RunOptions options, Console console) {
    List<String> arguments = new ArrayList<>();
    arguments.add(options.program);
    arguments.addAll(options.arguments);
    List<String> environment = new ArrayList<>();
    options.environment.forEach((name, value) -> environment.add(name + "=" + value));
    return new LinuxOptions(
        arguments,
        environment,
        options.seed,
        new Sandbox(options.root, options.allowRead, options.allowWrite),
        console.in(),
        console.out(),
        console.err(),
        console.outTerminal(),
        options.strace ? console.err() : null);
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

  /**
   * The machine, run by the engine that was asked for.
   *
   * @param observed what the engine keeps besides the guest's state
   * @param surroundings the environment, perhaps watched
   */
  Machine machine(EngineOptions observed, Environment surroundings) {
    return new Machine(
        Engines.create(options.engine, hart.isa, observed),
        hart,
        memory,
        surroundings,
        image.symbols());
  }

  /** How far the run may go. */
  RunLimits limits() {
    return new RunLimits(
        options.maxInsns == null ? Long.MAX_VALUE : options.maxInsns,
        options.timeout == null ? Long.MAX_VALUE : options.timeout.toNanos());
  }
}
