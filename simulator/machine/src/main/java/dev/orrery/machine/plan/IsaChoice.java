package dev.orrery.machine.plan;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfMachines;
import dev.orrery.spec.Isas;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.ByteOrder;
import dev.orrery.spec.model.Isa;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the tables for a program, or those that a flag names. */
public final class IsaChoice {
  /** The stock set for what does not say its own, such as a text that is assembled. */
  public static final String DEFAULT = "rv64gc";

  private IsaChoice() {}

  /**
   * The name of the tables for a program: the one given, else the smallest stock set for its
   * machine that has every extension which its compiler noted and which any stock set has. What no
   * stock set has may not be used at all by the program; if it is, that is an illegal instruction.
   *
   * @param nameOrFile tables that the user names; null for none
   * @throws OrreryException if nothing fits the program
   */
  public static String nameFor(@Nullable String nameOrFile, ElfFile elf) {
    return nameFor(nameOrFile, elf, List.of());
  }

  /**
   * The same for a program that runs on a core: where its compiler noted nothing, the largest set
   * of the core's that is for its machine, if there is one.
   *
   * @param core names of the stock sets whose programs the core runs; empty for no core
   */
  public static String nameFor(@Nullable String nameOrFile, ElfFile elf, Collection<String> core) {
    if (nameOrFile != null) {
      return nameOrFile;
    }
    List<Isas.Stock> candidates = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Isas.Stock s : Isas.stocks()) {
      if (s.elfMachine() == elf.machine()
          && s.xlen() == elf.bits()
          && s.dataOrder() == elf.order()) {
        candidates.add(s);
        known.addAll(names(s));
      }
    }
    if (candidates.isEmpty()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "%s: is a %s program for %s, and no instruction tables describe that: compile it for another machine (see 'orrery isa list'), or name tables with --isa"
              .formatted(
                  elf.name(), kind(elf.bits(), elf.order()), ElfMachines.name(elf.machine())));
    }
    List<Isas.Stock> run = candidates.stream().filter(s -> core.contains(s.name())).toList();
    if (elf.extensions().isEmpty() && !run.isEmpty()) {
      return largest(run).name();
    }
    Set<String> wanted = new HashSet<>(elf.extensions());
    wanted.retainAll(known);
    Isas.@Nullable Stock best = null;
    for (Isas.Stock s : candidates) {
      boolean fits = wanted.isEmpty() || names(s).containsAll(wanted);
      if (fits && (best == null || better(s, best, wanted.isEmpty()))) {
        best = s;
      }
    }
    return (best == null ? largest(candidates) : best).name();
  }

  private static String kind(int bits, ByteOrder order) {
    return (order == ByteOrder.BIG ? "big-endian " : "") + bits + "-bit";
  }

  /** A set's extensions as compilers write them. */
  private static Set<String> names(Isas.Stock stock) {
    Set<String> names = new HashSet<>();
    for (String extension : stock.extensions()) {
      names.add(extension.toLowerCase(Locale.ROOT));
    }
    return names;
  }

  /** Whether {@code a} is smaller than {@code b}, or larger if nothing is known of the program. */
  private static boolean better(Isas.Stock a, Isas.Stock b, boolean unknown) {
    int difference = a.extensions().size() - b.extensions().size();
    return unknown ? difference > 0 : difference < 0;
  }

  private static Isas.Stock largest(List<Isas.Stock> candidates) {
    Isas.Stock largest = candidates.getFirst();
    for (Isas.Stock s : candidates) {
      largest = s.extensions().size() > largest.extensions().size() ? s : largest;
    }
    return largest;
  }

  /**
   * The tables for a program.
   *
   * @param nameOrFile tables that the user names; null for what the program needs
   * @throws OrreryException if there are none, or they describe another machine than the program's
   */
  public static Isa forProgram(@Nullable String nameOrFile, ElfFile elf) {
    Isa isa = named(nameFor(nameOrFile, elf));
    if (isa.elfMachine() != elf.machine()
        || isa.xlen() != elf.bits()
        || isa.dataOrder() != elf.order()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "%s: is a %s program for %s, and %s describes %s %s: leave --isa out, or name tables for that machine"
              .formatted(
                  elf.name(),
                  kind(elf.bits(), elf.order()),
                  ElfMachines.name(elf.machine()),
                  isa.name(),
                  kind(isa.xlen(), isa.dataOrder()),
                  ElfMachines.name(isa.elfMachine())));
    }
    return isa;
  }

  /**
   * A stock instruction set by name, or the tables of a file: what holds a slash or ends in {@code
   * .isa} is a file.
   */
  public static Isa named(String nameOrFile) {
    boolean file = nameOrFile.contains("/") || nameOrFile.endsWith(".isa");
    return file ? Isas.load(Path.of(nameOrFile)) : Isas.stock(nameOrFile);
  }
}
