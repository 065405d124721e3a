package dev.orrery.cli;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.log.LogWindow.AddressRange;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.plan.HostStreams;
import dev.orrery.machine.timing.CoreModels;
import dev.orrery.profiler.jit.Explained;
import dev.orrery.profiler.jit.JitSession;
import dev.orrery.reports.terminal.JitText;
import dev.orrery.reports.terminal.JitText.Section;
import dev.orrery.spec.core.CoreTable;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;

/** Questions about what the JIT does. */
final class JitCommand {
  private final Console console;
  private final RunOptions options = new RunOptions();
  private final CoreOptions core = new CoreOptions("Translate code with the model of this core: ");
  private final JsonOption json = new JsonOption();
  private String place = "";
  private Set<Section> sections = EnumSet.allOf(Section.class);
  private boolean counts = true;

  private JitCommand(Console console) {
    this.console = console;
  }

  /** {@code orrery jit}. */
  static CommandModel model(Console console) {
    return CommandModel.group("Ask what the JIT does.")
        .subcommand("explain", new JitCommand(console).explain());
  }

  private CommandModel explain() {
    CommandModel model =
        CommandModel.of(
                "Run a program on the jit and show what became of some of its code.", this::run)
            .describe(
                "Shows each translation that holds the code: its blocks, exits and their counts,"
                    + " why it",
                "ends where it does, the guest's instructions, their meaning before and after each"
                    + " pass,",
                "the bytecode, and what HotSpot made of it; for other code, why it has no"
                    + " translation.",
                "The program's own output is not shown; the exit status is the program's.",
                "",
                "Examples:",
                "  orrery jit explain workload:sieve main",
                "  orrery jit explain --show exits,code prog.elf 0x101c4 -- arguments",
                "  orrery jit explain --core inorder5 --show bytecode workload:sieve main")
            .choices(
                "--show",
                "SECTION",
                Section.class,
                "Only these of blocks, exits, code, ir and bytecode, separated by commas.",
                v -> sections = EnumSet.copyOf(v))
            .flag(
                "--no-counts",
                "Leave the code that counts out: what HotSpot compiles is then what it always is.",
                () -> counts = false);
    options.addJitHot(core.addTo(model), RunOptions.USUALLY_HOT);
    return json.addTo(options.addExplainedTo(model, v -> place = v));
  }

  private int run() {
    CoreTable table = core.table();
    Guest guest = Plans.load(options, table, console, streams());
    AddressRange range = Places.of("PC|SYMBOL", place, guest.image().symbols());
    CoreModel model = table == null ? null : CoreModels.of(table, guest);
    EngineOptions engine = options.engineOptions();
    try (JitSession session = new JitSession(guest, range.first(), range.last(), counts);
        Machine machine = session.machine(model == null ? engine : engine.retiringTo(model))) {
      Outcome outcome;
      try (Interrupts unused = new Interrupts(machine);
          Progress shown = Progress.of(console, options, machine)) {
        outcome = machine.run(guest.plan().limits());
      }
      Explained explained = session.finish();
      console
          .out()
          .print(
              json.isAsked()
                  ? JsonOption.text(JitJson.of(explained)) + "\n"
                  : JitText.of(explained, place, sections, console.colorOut(options.color)));
      console.out().flush();
      int status = Endings.report(console, options.quiet, guest.plan(), machine, outcome);
      if (table != null && model != null && !options.quiet) {
        console.err().println(Endings.cycles(table.name(), model.cycles(), outcome));
        console.err().flush();
      }
      return status;
    }
  }

  private HostStreams streams() {
    OutputStream nowhere = OutputStream.nullOutputStream();
    return new HostStreams(console.in(), nowhere, nowhere, null);
  }
}
