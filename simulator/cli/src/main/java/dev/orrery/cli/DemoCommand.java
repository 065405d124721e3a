package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.workloads.Run;
import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The first look: a bundled program, profiled, with a report to open. */
@Command(
    name = "demo",
    header = "Profile a bundled program and write a report: the first look.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "A bundled program. Default: ${DEFAULT-VALUE}.",
      defaultValue = "json")
  String name = "";

  @Option(names = "--list", description = "List the bundled programs.")
  boolean list;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Folder of the report. Default: ${DEFAULT-VALUE}.",
      defaultValue = "orrery-demo")
  Path output = Path.of("");

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto, always or never; auto also honours NO_COLOR.")
  Console.Color color = Console.Color.AUTO;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
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
    options.program = "workload:" + name;
    options.color = color;
    workload
        .run(Size.SMALL)
        .filter(r -> !r.needsDirectory())
        .map(Run::arguments)
        .ifPresent(options.arguments::addAll);
    Guest guest = Guest.load(options, console);
    List<String> command =
        List.of(
            "orrery",
            "profile",
            options.program,
            "-o",
            output.toString(),
            "--",
            String.join(" ", options.arguments));
    int status = ProfileCommand.profile(console, guest, command, output);
    console
        .err()
        .println(
            "\nOpen %s in a browser. Next: orrery profile YOUR-PROGRAM -o DIR"
                .formatted(output.resolve("report.html").toAbsolutePath()));
    return status;
  }
}
