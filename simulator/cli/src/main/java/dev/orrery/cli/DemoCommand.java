package dev.orrery.cli;

import dev.orrery.machine.plan.Guest;
import dev.orrery.reports.ReportWriter;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.workloads.Run;
import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.nio.file.Path;
import java.util.List;

/** The first look: a bundled program, profiled, with a report to open. */
final class DemoCommand {
  private final Console console;
  private String name = "json";
  private boolean list;
  private Path output = Path.of("orrery-demo");
  private Console.Color color = Console.Color.AUTO;

  private DemoCommand(Console console) {
    this.console = console;
  }

  /** {@code orrery demo}. */
  static CommandModel model(Console console) {
    DemoCommand command = new DemoCommand(console);
    return CommandModel.of(
            "Profile a bundled program and write a report: the first look.", command::profile)
        .optionalArgument("NAME", "A bundled program. Default: json.", v -> command.name = v)
        .flag("--list", "List the bundled programs.", () -> command.list = true)
        .path(
            "-o,--output",
            "DIR",
            "Folder of the report. Default: orrery-demo.",
            v -> command.output = v)
        .color(v -> command.color = v);
  }

  private int profile() {
    Workloads all = Workloads.load();
    if (list) {
      TextTable table = new TextTable("name", "kind", "stresses");
      for (Workload w : all.programs()) {
        table.row(w.name(), w.kind().toString().toLowerCase(java.util.Locale.ROOT), w.stresses());
      }
      console.out().print(table);
      console.out().flush();
      return ExitCode.OK.status();
    }
    Workload workload = Programs.find(all, name);
    RunOptions options = new RunOptions();
    options.automatic = ProfileCommand.COUNTING;
    options.program = "workload:" + name;
    options.color = color;
    workload
        .run(Size.SMALL)
        .filter(r -> !r.needsDirectory())
        .map(Run::arguments)
        .ifPresent(options.arguments::addAll);
    Guest guest = Plans.load(options, null, console);
    List<String> command =
        List.of(
            "orrery",
            "profile",
            options.program,
            "-o",
            output.toString(),
            "--",
            String.join(" ", options.arguments));
    int status =
        ProfileCommand.profile(
            console, options, null, guest, command, output, ReportWriter.USUAL, 0);
    console
        .err()
        .println(
            "\nOpen %s in a browser. Next: orrery profile YOUR-PROGRAM -o DIR"
                .formatted(output.resolve("report.html").toAbsolutePath()));
    return status;
  }
}
