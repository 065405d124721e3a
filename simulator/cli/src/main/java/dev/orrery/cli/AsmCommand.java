package dev.orrery.cli;

import dev.orrery.machine.elf.ElfWriter;
import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.spec.asm.Assembler;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.io.OutputFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Assembles a text to a program that can be run. */
final class AsmCommand {
  private final Console console;
  private Path source = Path.of("");
  private @Nullable Path output;
  private @Nullable Path listing;
  private @Nullable String isa;
  private long base = Assembler.DEFAULT_BASE;

  private AsmCommand(Console console) {
    this.console = console;
  }

  /** {@code orrery asm}. */
  static CommandModel model(Console console) {
    AsmCommand command = new AsmCommand(console);
    return CommandModel.of("Assemble a text to a program.", command::assemble)
        .describe(
            "Directives, expressions and macros are the GNU assembler's; instructions and",
            "pseudo-instructions are those of the tables. The program is linked from the one",
            "file and what it includes. It begins at _start, or else at main.")
        .file(0, "FILE.s", "The text.", v -> command.source = v)
        .path(
            "-o,--output",
            "FILE",
            "The program. Default: the text's name with .elf.",
            v -> command.output = v)
        .path(
            "-l,--listing",
            "FILE|-",
            "Write the text with addresses and bytes beside it; - is standard output.",
            v -> command.listing = v)
        .option(
            "--isa",
            "NAME|FILE",
            "Instruction tables. Default: " + IsaChoice.DEFAULT + ".",
            v -> command.isa = v)
        .option(
            "--base",
            "ADDRESS",
            new Quantities.Address(),
            "Address of the first section. Default: 0x10000.",
            v -> command.base = v);
  }

  private int assemble() {
    Assembler.Assembled assembled = Assembly.of(source, isa, base);
    Path listingTo = listing;
    if (listingTo != null) {
      StringBuilder text = new StringBuilder();
      assembled.listing().lines(line -> text.append(line).append('\n'));
      if (listingTo.equals(Path.of("-"))) {
        console.out().print(text);
        console.out().flush();
      } else {
        OutputFile.write(listingTo, text.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    Path program = output == null ? Assembly.beside(source) : output;
    OutputFile.write(program, ElfWriter.write(assembled.program()));
    // As a linker does: other emulators, and kernels of that machine, ask for it.
    boolean unused = program.toFile().setExecutable(true);
    return ExitCode.OK.status();
  }
}
