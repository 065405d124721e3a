package dev.orrery.cli;

import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.reports.isa.IsaPages;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the documentation of an instruction set. */
final class IsaDocs {
  /** Of a file of ours, where the mark must stand. */
  private static final int HEAD = 512;

  private final Console console;
  private String isa = IsaChoice.DEFAULT;
  private @Nullable Path output;

  private IsaDocs(Console console) {
    this.console = console;
  }

  /** {@code orrery isa docs}. */
  static CommandModel model(Console console) {
    IsaDocs command = new IsaDocs(console);
    return CommandModel.of("Write pages about every instruction of a set.", command::run)
        .describe(
            "An index with search, and for each row its bits, meaning, effects and traps.",
            "The pages need no server: open index.html.")
        .option(
            "--isa",
            "NAME|FILE",
            "Instruction tables: a stock name or an .isa file. Default: rv64gc.",
            v -> command.isa = v)
        .path("-o,--output", "DIR", "Folder for the pages.", v -> command.output = v);
  }

  private int run() {
    Path folder = output;
    if (folder == null) {
      throw new OrreryException(ExitCode.USAGE, "say where the pages go: -o DIR");
    }
    Map<Path, byte[]> files = new LinkedHashMap<>();
    IsaPages.of(IsaChoice.named(isa))
        .forEach((name, text) -> files.put(folder.resolve(name), text));
    files.keySet().forEach(IsaDocs::refuseToReplace);
    OutputFile.writeAll(files);
    console.err().println("wrote " + folder.resolve("index.html"));
    return ExitCode.OK.status();
  }

  private static void refuseToReplace(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      byte[] there = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
      int length = Math.min(there.length, HEAD);
      if (new String(there, 0, length, StandardCharsets.UTF_8).contains(IsaPages.MARK)) {
        return;
      }
    } catch (IOException e) {
      // It is somebody else's, and stays.
    }
    throw new OrreryException(
        ExitCode.USAGE,
        file + ": is there and was not written by this command; choose another folder with -o");
  }
}
