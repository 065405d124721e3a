package dev.orrery.cli;

import dev.orrery.machine.dwarf.DebugInfo;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfSection;
import dev.orrery.machine.elf.Symbol;
import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Listing;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists a program's code, or single words, as {@code objdump -d} does. */
final class DisasmCommand {
  private final Console console;
  private @Nullable String program;
  private List<Long> words = List.of();
  private @Nullable String isa;
  private List<String> functions = List.of();
  private boolean noAliases;
  private boolean demangle;
  private boolean lineNumbers;

  private DisasmCommand(Console console) {
    this.console = console;
  }

  /** {@code orrery disasm}. */
  static CommandModel model(Console console) {
    DisasmCommand command = new DisasmCommand(console);
    return CommandModel.of("Disassemble a program or instruction words.", command::list)
        .optionalArgument("PROGRAM", "An ELF file, or workload:NAME.", v -> command.program = v)
        .options(
            "--word",
            "HEX",
            new Quantities.Address(),
            "An instruction word instead of a program, repeatable.",
            v -> command.words = v)
        .option(
            "--isa",
            "NAME|FILE",
            "Instruction tables. Default: what the program needs; rv64gc for words.",
            v -> command.isa = v)
        .options(
            "--function", "NAME", "Only these functions, repeatable.", v -> command.functions = v)
        .flag(
            "--no-aliases",
            "Print every instruction as its own row, compressed ones included.",
            () -> command.noAliases = true)
        .flag(
            "-C,--demangle",
            "Call functions of C++ and Rust what those languages call them.",
            () -> command.demangle = true)
        .flag(
            "-l,--line-numbers",
            "Print source lines and inlined calls above the code they became.",
            () -> command.lineNumbers = true);
  }

  private int list() {
    if ((program == null) == words.isEmpty()) {
      throw new OrreryException(
          ExitCode.USAGE,
          "disasm takes either a program or instruction words: give PROGRAM or --word HEX");
    }
    if (program == null) {
      if (lineNumbers) {
        throw new OrreryException(
            ExitCode.USAGE, "--line-numbers: words come from no source: give PROGRAM");
      }
      words(IsaChoice.named(isa == null ? IsaChoice.DEFAULT : isa));
    } else {
      program(Programs.open(program));
    }
    console.out().flush();
    return ExitCode.OK.status();
  }

  private Style style() {
    return noAliases ? Style.NO_ALIASES : Style.ALIASES;
  }

  private void words(Isa set) {
    Listing listing =
        new Listing(new Disassembler(set), style(), Symbolizer.NONE, OptionalLong.empty());
    long pc = 0;
    for (long word : words) {
      DecodedInsn insn = set.decoder().decode(word, pc);
      int bytes = insn != null ? insn.length() : set.decoder().length(word);
      if (bytes < Long.BYTES && word >>> (8 * bytes) != 0) {
        throw new OrreryException(
            ExitCode.USAGE,
            "--word 0x%x: has more bits than an instruction of %d bytes, which its lowest bits say"
                    .formatted(word, bytes)
                + " it is");
      }
      int width = Listing.addressWidth(pc);
      console
          .out()
          .println(insn != null ? listing.line(insn, width) : listing.data(pc, word, bytes, width));
      pc += bytes;
    }
  }

  private void program(Path path) {
    ElfFile read = ElfFile.read(path);
    ElfFile elf = demangle ? read : read.withLinkerNames();
    Disassembler disassembler = new Disassembler(IsaChoice.forProgram(isa, elf));
    List<Stretch> stretches = stretches(elf);
    if (stretches.isEmpty()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, elf.name() + ": has no code: no executable section or segment");
    }
    Symbol gp = elf.symbols().named("__global_pointer$");
    Symbolizer symbols = Symbolizer.of(elf.symbols()::describe);
    DebugInfo debugInfo = lineNumbers ? DebugInfo.of(elf.bytes(), 0) : DebugInfo.NONE;
    for (Stretch s : stretches) {
      console.out().println("\n" + s.title());
      LineHeaders headers = new LineHeaders(debugInfo, console.out()::println);
      new Listing(
              disassembler,
              style(),
              symbols,
              gp == null ? OptionalLong.empty() : OptionalLong.of(gp.address()))
          .code(
              s.address(),
              s.code(),
              lineNumbers ? headers::before : pc -> {},
              console.out()::println);
    }
    if (lineNumbers) {
      sayWhatIsMissing(elf, debugInfo);
    }
  }

  private void sayWhatIsMissing(ElfFile elf, DebugInfo debugInfo) {
    console.out().flush();
    for (String note : debugInfo.notes()) {
      console.err().println("orrery: " + elf.name() + ": debugging information: " + note);
    }
    if (debugInfo.isEmpty()) {
      console.err().println("orrery: " + elf.name() + ": has no source lines: compile it with -g");
    }
  }

  /** Code from one symbol to the next. */
  private record Stretch(String title, long address, byte[] code) {}

  private List<Stretch> stretches(ElfFile elf) {
    List<Stretch> all = new ArrayList<>();
    for (ElfSection s : elf.sections()) {
      if (s.executable() && s.size() > 0) {
        split(elf, s, all);
      }
    }
    if (functions.isEmpty()) {
      return all;
    }
    List<Stretch> chosen = new ArrayList<>();
    for (String name : functions) {
      Symbol wanted = elf.symbols().named(name);
      List<Stretch> found =
          all.stream()
              .filter(s -> s.title().endsWith(" <" + name + ">:") || isAt(s, wanted))
              .toList();
      if (found.isEmpty()) {
        List<String> names = elf.symbols().functions().stream().map(elf.symbols()::title).toList();
        throw new OrreryException(
            ExitCode.USAGE,
            "--function %s: %s has no function of that name.%s"
                .formatted(name, elf.name(), Suggestions.of(name, names)));
      }
      chosen.addAll(found);
    }
    return chosen;
  }

  private static boolean isAt(Stretch s, @Nullable Symbol wanted) {
    return wanted != null
        && wanted.kind() == Symbol.Kind.FUNCTION
        && wanted.address() == s.address();
  }

  private static void split(ElfFile elf, ElfSection s, List<Stretch> into) {
    TreeMap<Long, String> marks = new TreeMap<>();
    marks.put(s.address(), s.name());
    for (Symbol f : elf.symbols().functions()) {
      if (f.address() >= s.address() && f.address() < s.address() + s.size()) {
        marks.put(f.address(), elf.symbols().title(f));
      }
    }
    for (var mark : marks.entrySet()) {
      long start = mark.getKey();
      Long next = marks.higherKey(start);
      long end = next == null ? s.address() + s.size() : next;
      int from = (int) (s.offset() + (start - s.address()));
      byte[] code = Arrays.copyOfRange(elf.bytes(), from, from + (int) (end - start));
      String title = "%016x <%s>:".formatted(start, mark.getValue());
      into.add(new Stretch(title, start, code));
    }
  }
}
