package dev.orrery.cli;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfSection;
import dev.orrery.machine.elf.Symbol;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Listing;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.model.Isa;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists a program's code, or single words, as {@code objdump -d} does. */
@Command(
    name = "disasm",
    header = "Disassemble a program or instruction words.",
    mixinStandardHelpOptions = true)
final class DisasmCommand implements Callable<Integer> {
  private final Console console;

  @ArgGroup(multiplicity = "1")
  Source source = new Source();

  /** What to disassemble. */
  static final class Source {
    @Parameters(
        arity = "0..1",
        paramLabel = "PROGRAM",
        description = "An ELF file, or workload:NAME.")
    @Nullable String program;

    @Option(
        names = "--word",
        paramLabel = "HEX",
        description = "An instruction word instead of a program, repeatable.",
        converter = Quantities.Address.class)
    List<Long> words = new ArrayList<>();
  }

  @Option(
      names = "--isa",
      paramLabel = "NAME|FILE",
      description = "Instruction tables. Default: what the program needs; rv64gc for words.")
  @Nullable String isa;

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description = "Only these functions, repeatable.")
  List<String> functions = new ArrayList<>();

  @Option(
      names = "--no-aliases",
      description = "Print every instruction as its own row, compressed ones included.")
  boolean noAliases;

  DisasmCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (source.program == null) {
      words(IsaChoice.named(isa == null ? "rv64gc" : isa));
    } else {
      program(Programs.open(source.program));
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
    for (long word : source.words) {
      int bytes = set.decoder().length(word);
      console.out().println(listing.line(pc, word, bytes, Listing.addressWidth(pc)));
      pc += bytes;
    }
  }

  private void program(Path path) {
    ElfFile elf = ElfFile.read(path);
    Disassembler disassembler = new Disassembler(IsaChoice.forProgram(isa, elf));
    List<Stretch> stretches = stretches(elf);
    if (stretches.isEmpty()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, elf.name() + ": has no code: no executable section or segment");
    }
    Symbol gp = elf.symbols().named("__global_pointer$");
    Symbolizer symbols =
        address -> {
          String name = elf.symbols().describe(address);
          String hex = Long.toHexString(address);
          return name == null ? "0x" + hex : hex + " <" + name + ">";
        };
    for (Stretch s : stretches) {
      console.out().println("\n" + s.title());
      new Listing(
              disassembler,
              style(),
              symbols,
              gp == null ? OptionalLong.empty() : OptionalLong.of(gp.address()))
          .code(s.address(), s.code(), console.out()::println);
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
      List<Stretch> found =
          all.stream().filter(s -> s.title().endsWith(" <" + name + ">:")).toList();
      if (found.isEmpty()) {
        List<String> names = elf.symbols().functions().stream().map(Symbol::name).toList();
        throw new OrreryException(
            ExitCode.USAGE,
            "--function %s: %s has no function of that name.%s"
                .formatted(name, elf.name(), Suggestions.of(name, names)));
      }
      chosen.addAll(found);
    }
    return chosen;
  }

  private static void split(ElfFile elf, ElfSection s, List<Stretch> into) {
    TreeMap<Long, String> marks = new TreeMap<>();
    marks.put(s.address(), s.name());
    for (Symbol f : elf.symbols().functions()) {
      if (f.address() >= s.address() && f.address() < s.address() + s.size()) {
        marks.put(f.address(), f.name());
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
