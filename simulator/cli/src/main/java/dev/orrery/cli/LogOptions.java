package dev.orrery.cli;

import dev.orrery.machine.Machine;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.log.CommitFormat;
import dev.orrery.machine.log.InsnFormat;
import dev.orrery.machine.log.LogFormat;
import dev.orrery.machine.log.LogWindow;
import dev.orrery.machine.log.LogWindow.AddressRange;
import dev.orrery.machine.log.LoggingEngine;
import dev.orrery.machine.plan.MachineKind;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** {@code --log}: what to log of a run, from where, and to which file. */
final class LogOptions {
  private static final Pattern COUNT = Pattern.compile("[0-9][0-9_]*[kKmMgGtT]?");

  /** The formats. */
  enum Kind {
    COMMIT,
    INSN
  }

  /**
   * What was asked for.
   *
   * @param file where the log goes; null for standard error
   */
  private record Target(Kind kind, @Nullable Path file) {}

  private @Nullable Target target;
  private String from = "0";
  private long count = Long.MAX_VALUE;
  private List<String> places = new ArrayList<>();

  /** Adds these options to a command. */
  CommandModel addTo(CommandModel command) {
    return command
        .option(
            "--log",
            "KIND[=FILE]",
            LogOptions::target,
            "Log each instruction to a file, or to standard error. commit: the commit log of Spike,"
                + " byte for byte. insn: for people, with what changed, old -> new.",
            v -> target = v)
        .option(
            "--log-from",
            "N|PLACE",
            "Start the log after N instructions, or when PLACE is reached: a symbol, or an address"
                + " such as 0x10074.",
            v -> from = v)
        .option(
            "--log-count",
            "N",
            new Quantities.Count(),
            "End the log after N instructions; the run goes on.",
            v -> count = v)
        .options(
            "--log-at",
            "PLACE",
            "Log only the instructions there, repeatable: a function, an address, or FIRST..LAST.",
            v -> places = v);
  }

  private static Target target(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return new Target(kind, equals < 0 ? null : file(text.substring(equals + 1)));
      }
    }
    throw new TypeConversionException(
        "'%s' is not one of commit, insn.%s"
            .formatted(name, Suggestions.of(name, List.of("commit", "insn"))));
  }

  private static Path file(String text) {
    if (text.equals("-")) {
      throw new TypeConversionException(
          "standard output is the program's own: leave =- out to log to standard error, or write"
              + " =./- for a file of that name");
    }
    return CommandModel.path(text);
  }

  /**
   * Makes {@code machine}, which has not run, log.
   *
   * @return closes the log; null if none was asked for
   * @throws OrreryException if the log cannot be written, or a place is not in the program
   */
  @Nullable Log attach(Machine machine, MachineKind kind, Console console) {
    Target wanted = target;
    if (wanted == null) {
      if (!from.equals("0") || count != Long.MAX_VALUE || !places.isEmpty()) {
        throw new OrreryException(
            ExitCode.USAGE, "--log-from, --log-count and --log-at are for --log: say which log");
      }
      return null;
    }
    Isa isa = machine.hart().isa;
    LogFormat format =
        switch (wanted.kind()) {
          case COMMIT ->
              new CommitFormat(
                  isa,
                  kind == MachineKind.BARE
                      ? CommitFormat.Privilege.MACHINE
                      : CommitFormat.Privilege.USER);
          case INSN -> new InsnFormat(isa, machine.symbols());
        };
    LogWindow window = window(machine.symbols());
    Path file = wanted.file();
    OutputStream out = file == null ? console.guestErr() : open(file);
    LoggingEngine engine =
        new LoggingEngine(
            machine.engine(),
            machine.memory(),
            window,
            format,
            new CheckedOutput(out, file == null ? "standard error" : "the log " + file));
    machine.switchTo(engine);
    return new Log(engine, file == null ? null : out);
  }

  /**
   * A log that is being written.
   *
   * @param file to close with it; null for a stream that is not its own
   */
  record Log(LoggingEngine engine, @Nullable OutputStream file) implements AutoCloseable {
    @Override
    public void close() {
      engine.close();
      if (file != null) {
        try {
          file.close();
        } catch (IOException e) {
          throw new OrreryException(
              ExitCode.USAGE, "the log cannot be written: " + e.getMessage(), e);
        }
      }
    }
  }

  private static OutputStream open(Path file) {
    try {
      return LogFile.open(file);
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--log: %s cannot be written: %s"
              .formatted(file, e.getMessage() == null ? e : e.getMessage()),
          e);
    }
  }

  private LogWindow window(SymbolTable symbols) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String place : places) {
      ranges.add(range(place, symbols));
    }
    return COUNT.matcher(from).matches()
        ? new LogWindow(count(from), null, count, ranges)
        : new LogWindow(0, Places.of("--log-from", from, symbols).first(), count, ranges);
  }

  private static long count(String text) {
    try {
      return new Quantities.Count().convert(text);
    } catch (TypeConversionException e) {
      throw new OrreryException(ExitCode.USAGE, "--log-from: " + e.getMessage(), e);
    }
  }

  private static AddressRange range(String text, SymbolTable symbols) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      return Places.of("--log-at", text, symbols);
    }
    AddressRange first = Places.of("--log-at", text.substring(0, dots), symbols);
    AddressRange last = Places.of("--log-at", text.substring(dots + 2), symbols);
    if (Long.compareUnsigned(first.first(), last.last()) > 0) {
      throw new OrreryException(
          ExitCode.USAGE, "--log-at %s: the range ends before it starts".formatted(text));
    }
    return new AddressRange(first.first(), last.last());
  }
}
