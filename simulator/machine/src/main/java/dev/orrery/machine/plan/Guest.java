package dev.orrery.machine.plan;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.Environment;
import dev.orrery.machine.Machine;
import dev.orrery.machine.bare.BareBoard;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.LoadedImage;
import dev.orrery.machine.linux.LinuxAbi;
import dev.orrery.machine.linux.LinuxOptions;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.List;

/**
 * A program loaded as a plan says, ready for an engine.
 *
 * @param plan what determines the run
 * @param hart at the program's first instruction
 * @param memory with the program in it
 * @param environment what surrounds it
 * @param image the program, and where it is
 */
public record Guest(
    RunPlan plan, Hart hart, GuestMemory memory, Environment environment, LoadedImage image) {

  /**
   * Loads a program.
   *
   * @param elf what the plan's program names
   * @throws OrreryException if it cannot be run as the plan says
   */
  public static Guest load(RunPlan plan, ElfFile elf, HostStreams streams) {
    return load(plan, elf, IsaChoice.forProgram(plan.isa(), elf), streams);
  }

  /**
   * The same with the tables that the plan names, loaded before.
   *
   * @throws OrreryException if the program cannot be run as the plan says
   */
  public static Guest load(RunPlan plan, ElfFile elf, Isa isa, HostStreams streams) {
    GuestMemory memory = new GuestMemory(isa.xlen(), plan.memoryLimit());
    Hart hart = new Hart(isa, memory);
    if (plan.machine() == MachineKind.BARE) {
      BareBoard board = new BareBoard(elf, memory, plan.ram(), streams.out());
      board.reset(hart);
      Long resetPc = plan.resetPc();
      if (resetPc != null) {
        hart.pc = resetPc;
      }
      return new Guest(plan, hart, memory, board, board.image());
    }
    refuse(plan.resetPc() != null, "--reset-pc");
    refuse(!plan.ram().isEmpty(), "--ram");
    LinuxAbi linux =
        new LinuxAbi(
            elf, hart, new UserMemory(memory, isa.dataOrder()), linuxOptions(plan, streams));
    return new Guest(plan, hart, memory, linux, linux.image());
  }

  private static void refuse(boolean given, String flag) {
    if (given) {
      throw new OrreryException(
          ExitCode.USAGE, flag + " is for a bare machine: add --machine bare, or leave it out");
    }
  }

  private static LinuxOptions linuxOptions(RunPlan plan, HostStreams streams) {
    List<String> arguments = new ArrayList<>();
    arguments.add(plan.program());
    arguments.addAll(plan.arguments());
    return new LinuxOptions(
        arguments,
        plan.environment(),
        plan.seed(),
        plan.sandbox(),
        streams.in(),
        streams.out(),
        streams.err(),
        plan.terminals(),
        plan.schedule(),
        streams.trace());
  }

  /** The program. */
  public ElfFile elf() {
    return image.elf();
  }

  /** The machine, run by the plan's engine. */
  public Machine machine() {
    return machine(EngineOptions.PLAIN, environment);
  }

  /**
   * The machine, run by the plan's engine and observed.
   *
   * @param observed what the engine keeps besides the guest's state
   * @param surroundings the environment, perhaps watched
   */
  public Machine machine(EngineOptions observed, Environment surroundings) {
    return new Machine(
        Engines.create(plan.engine(), hart.isa, observed), hart, memory, surroundings, image);
  }
}
