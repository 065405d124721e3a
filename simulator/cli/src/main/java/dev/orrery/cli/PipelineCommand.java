package dev.orrery.cli;

import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.plan.HostStreams;
import dev.orrery.profiler.PipelineSession;
import dev.orrery.profiler.pipeline.WarmWindows;
import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.reports.pipeline.PipelineFormat;
import dev.orrery.reports.terminal.PipelineText;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Runs a program and draws some of its instructions in the pipeline of a core. */
final class PipelineCommand {
  /** A symbol of C++ has colons, too. */
  private static final Pattern WINDOW = Pattern.compile("(.+?)(?<!:):([0-9][0-9_]*[kKmM]?)|(.+)");

  private static final Pattern COUNT = Pattern.compile("[0-9][0-9_]*[kKmMgGtT]?");

  /** More instructions are no drawing, and their text would fill the memory. */
  private static final long MOST = 100_000;

  private final Console console;
  private final RunOptions options = new RunOptions();
  private final CoreOptions core = new CoreOptions();
  private String window = "";
  private @Nullable Path output;
  private Set<PipelineFormat> formats = EnumSet.allOf(PipelineFormat.class);

  private PipelineCommand(Console console) {
    this.console = console;
    options.automatic = ProfileCommand.COUNTING;
  }

  /** {@code orrery pipeline}. */
  static CommandModel model(Console console) {
    PipelineCommand command = new PipelineCommand(console);
    return command
        .options
        .addTo(
            command.core.addTo(
                CommandModel.of(
                    "Draw instructions in a core's pipeline, cycle by cycle.", command::run)))
        .describe(
            "Says which instruction is in which stage, and what holds it; needs --core. Without"
                + " --window,",
            "shows 32 instructions of a loop that takes much of the cycles, once it is warm.",
            "The drawing goes to standard output, and what the program prints to standard error.")
        .option(
            "--window",
            "FROM[:COUNT]",
            "Show COUNT instructions, 32 if it is left out, behind the first FROM ones, or from the"
                + " first time that FROM is reached: a symbol, or an address such as 0x10074.",
            v -> command.window = v)
        .path(
            "-o,--output",
            "DIR",
            "Write files into this folder instead: pipeline.txt and others.",
            v -> command.output = v)
        .choices(
            "--format",
            "FORMAT",
            PipelineFormat.class,
            "What to write: ${COMPLETION-CANDIDATES}. kanata is for the viewer Konata, vcd for GTKWave"
                + " and Surfer, o3 for gem5's o3-pipeview.py. Default: all; without -o, text.",
            v -> command.formats = EnumSet.copyOf(v));
  }

  private int run() {
    CoreTable table = core.table();
    if (table == null) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--core says whose pipeline to show, such as --core inorder5; see 'orrery core list'");
    }
    Guest guest =
        Plans.load(
            options,
            table,
            console,
            new HostStreams(
                console.in(),
                console.guestErr(),
                console.guestErr(),
                options.strace ? console.err() : null));
    if (options.printConfig) {
      Plans.print(guest, console);
      return ExitCode.OK.status();
    }
    AtomicReference<@Nullable Machine> running = new AtomicReference<>();
    PipelineSession session =
        new PipelineSession(guest, table, request(guest.image().symbols()), () -> stop(running));
    Outcome outcome;
    try (Machine machine =
            guest.machine(
                options.engineOptions().retiringTo(session.listener()), guest.environment());
        Progress progress = Progress.of(console, options, machine)) {
      running.set(machine);
      try (Interrupts unused = new Interrupts(machine)) {
        outcome = machine.run(guest.plan().limits());
        progress.close();
      }
      if (!session.isFull()) {
        Endings.report(console, options.quiet, guest.plan(), machine, outcome);
      }
    }
    show(session.window(outcome.instructions()));
    return ExitCode.OK.status();
  }

  private static void stop(AtomicReference<@Nullable Machine> running) {
    Machine machine = running.get();
    if (machine != null) {
      machine.interrupt();
    }
  }

  private PipelineSession.Request request(SymbolTable symbols) {
    if (window.isEmpty()) {
      return new PipelineSession.Request("", 0, null, WarmWindows.COUNT);
    }
    Matcher m = WINDOW.matcher(window);
    String from = m.matches() && m.group(1) != null ? m.group(1) : window;
    long count = m.matches() && m.group(2) != null ? number(m.group(2)) : WarmWindows.COUNT;
    if (count < 1 || count > MOST) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--window %s: a window has 1 to %,d instructions".formatted(window, MOST));
    }
    return COUNT.matcher(from).matches()
        ? new PipelineSession.Request(window, number(from), null, (int) count)
        : new PipelineSession.Request(
            window, 0, Places.of("--window", from, symbols).first(), (int) count);
  }

  private static long number(String text) {
    try {
      return new Quantities.Count().convert(text);
    } catch (TypeConversionException e) {
      throw new OrreryException(ExitCode.USAGE, "--window: " + e.getMessage(), e);
    }
  }

  private void show(PipelineWindow shown) {
    Path folder = output;
    if (folder == null) {
      if (formats.size() > 1 || formats.contains(PipelineFormat.TEXT)) {
        console
            .out()
            .print(PipelineText.of(shown, console.columns(), console.colorOut(options.color)));
      } else {
        console.out().writeBytes(formats.iterator().next().bytes(shown));
      }
    } else {
      Map<Path, byte[]> files = new LinkedHashMap<>();
      for (PipelineFormat f : formats) {
        files.put(folder.resolve(f.file()), f.bytes(shown));
      }
      OutputFile.writeAll(files);
      files.keySet().forEach(f -> console.out().println("wrote " + f));
    }
    console.out().flush();
  }
}
