package dev.orrery.validation.bench.steady;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.RunLimits;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.linux.LinuxAbi;
import dev.orrery.machine.linux.LinuxOptions;
import dev.orrery.machine.linux.Schedule;
import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** A workload with so much to do that it never ends, executed some instructions at a time. */
final class EndlessGuest {
  /** Most that a program is asked to repeat its work; a large run of some seconds is thousands. */
  private static final int MOST = 1_000_000;

  /** A program that refuses its argument does so within fewer instructions. */
  private static final long START = 10_000;

  private static final long MEMORY = 1L << 30;

  private final Machine machine;

  /** The workload of that name shortly after its start, on a new engine of that name. */
  static EndlessGuest start(String name, String engine) {
    return start(name, engine, EngineOptions.PLAIN);
  }

  /** The same on an engine with options, which has executed some instructions already. */
  static EndlessGuest start(String name, String engine, EngineOptions options) {
    for (int scale = MOST; scale > 0; scale /= 10) {
      EndlessGuest guest = new EndlessGuest(name, engine, options, scale);
      if (guest.goesOnAfter(START)) {
        return guest;
      }
    }
    throw new IllegalArgumentException(name + " ends at once");
  }

  private EndlessGuest(String name, String engine, EngineOptions engineOptions, int scale) {
    Workload workload = Workloads.load().find(name).orElseThrow();
    ElfFile elf = ElfFile.parse(name, Workloads.elf(workload.build(Workload.RV64GC).orElseThrow()));
    Isa isa = Isas.stock(Workload.RV64GC);
    GuestMemory memory = new GuestMemory(isa.xlen(), MEMORY);
    Hart hart = new Hart(isa, memory);
    LinuxOptions options =
        new LinuxOptions(
            List.of(name, Integer.toString(scale)),
            List.of(),
            0,
            Sandbox.closed(),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            "",
            Schedule.USUAL,
            null);
    LinuxAbi linux = new LinuxAbi(elf, hart, new UserMemory(memory), options);
    machine =
        new Machine(Engines.create(engine, isa, engineOptions), hart, memory, linux, linux.image());
  }

  /**
   * Executes the next {@code instructions}.
   *
   * @throws IllegalStateException if the program ended
   */
  long run(long instructions) {
    if (!goesOnAfter(instructions)) {
      throw new IllegalStateException("the program ended");
    }
    return machine.hart().pc;
  }

  private boolean goesOnAfter(long instructions) {
    Outcome outcome = machine.run(new RunLimits(instructions, Long.MAX_VALUE));
    return outcome.ending() instanceof Ending.LimitReached;
  }
}
