package dev.orrery.notebook;

import dev.orrery.engine.EngineOptions;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.RunLimits;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfWriter;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.plan.HostStreams;
import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.machine.plan.MachineKind;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.profiler.CoreChoice;
import dev.orrery.profiler.ProfileSession;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.sweep.PlanFile;
import dev.orrery.profiler.sweep.ProgramFinder;
import dev.orrery.profiler.sweep.SweepPlan;
import dev.orrery.profiler.sweep.SweepRun;
import dev.orrery.reports.text.Cycles;
import dev.orrery.spec.Cores;
import dev.orrery.spec.asm.Assembler;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.parse.Numbers;
import dev.orrery.spec.lang.source.SourceTree;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What cells of a notebook can do. Its methods are imported, so cells just call them. */
public final class Orrery {
  private static final String ENGINE = "interpreter";
  private static final String CELL = "cell.s";
  private static final long MEMORY = 2L << 30;
  private static final RunLimits LIMITS = new RunLimits(1_000_000_000, Long.MAX_VALUE);
  private static final long MOST_POINTS = 10_000;

  private Orrery() {}

  /**
   * The program that a command line would call {@code name}: {@code workload:NAME} or a file.
   *
   * @throws OrreryException if there is none
   */
  public static Program program(String name) {
    ProgramFinder.Found found = Session.current().programs().find(name, null);
    return new Program(name, found.elf(), found.isa());
  }

  /**
   * Assembles a program for 64-bit RISC-V; it begins at {@code _start}.
   *
   * @throws OrreryException if there are errors, with all of them
   */
  public static Program assemble(String text) {
    Assembler.Assembled assembled =
        Assembler.assemble(
            IsaChoice.named(IsaChoice.DEFAULT),
            SourceTree.of(Map.of(CELL, text)),
            CELL,
            Assembler.DEFAULT_BASE);
    ElfFile elf = ElfFile.parse(CELL, ElfWriter.write(assembled.program()));
    return new Program(CELL, elf, IsaChoice.DEFAULT);
  }

  /**
   * Runs a program on a core and says where the cycles went.
   *
   * @param core a stock core or a {@code .core} file
   * @param settings other values of its parameters, such as {@code load_use=0}
   * @throws OrreryException if there is no such core or parameter, or the program does not exit
   */
  public static CoreRun profile(Program program, String core, String... settings) {
    Map<String, Long> values = values(settings);
    CoreTable table = Cores.named(core, values);
    List<CoreTable> ideals =
        table.ideals().stream().map(i -> Cores.idealised(core, values, i)).toList();
    OutputStream nowhere = OutputStream.nullOutputStream();
    Guest guest =
        Guest.load(
            RunPlan.plain(
                program.name(),
                List.of(),
                IsaChoice.nameFor(program.isa(), program.elf(), table.isas()),
                ENGINE,
                MachineKind.of(program.elf()),
                LIMITS,
                MEMORY),
            program.elf(),
            new HostStreams(InputStream.nullInputStream(), nowhere, nowhere, null));
    ProfileSession session =
        new ProfileSession(guest, EngineOptions.PLAIN, new CoreChoice(table, ideals), 0);
    try (Machine machine = session.machine()) {
      Outcome outcome = machine.run(LIMITS);
      if (!(outcome.ending() instanceof Ending.Exited)) {
        throw new OrreryException(
            ExitCode.GUEST_FAULT,
            "%s does not exit by itself: %s".formatted(program.name(), outcome.ending()));
      }
      Profile profile = session.finish(machine, outcome, List.of("notebook"), "").profile();
      Cycles cycles = Cycles.of(profile);
      if (cycles == null) {
        throw new IllegalStateException("cycles were asked for");
      }
      return new CoreRun(profile, cycles);
    }
  }

  private static Map<String, Long> values(String... settings) {
    Map<String, Long> values = new LinkedHashMap<>();
    for (String text : settings) {
      int equals = text.indexOf('=');
      Long value = Numbers.parse(text.substring(equals + 1).strip());
      if (equals < 1 || value == null) {
        throw new OrreryException(
            ExitCode.USAGE, "'%s': write NAME=NUMBER, such as wait=3".formatted(text));
      }
      values.put(text.substring(0, equals).strip(), value);
    }
    return values;
  }

  /**
   * Runs the plan of a sweep.
   *
   * @param plan as a file for {@code orrery sweep} has it
   * @throws OrreryException if it cannot be
   */
  public static SweepView sweep(String plan) {
    SweepPlan read = PlanFile.parse(plan, Path.of("plan"));
    SweepRun run =
        new SweepRun(
            read,
            read.setups(MOST_POINTS),
            Session.current().programs(),
            null,
            "",
            Runtime.getRuntime().availableProcessors());
    return new SweepView(run.run());
  }

  /** Shows a value at this place of the cell's output. */
  public static void display(Object value) {
    String text = String.valueOf(value);
    Session.current().show(value instanceof Shown shown ? shown : () -> text);
  }
}
