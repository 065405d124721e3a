package dev.orrery.machine.timing;

import dev.orrery.engine.timing.CodeView;
import dev.orrery.engine.timing.CoreClass;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.machine.plan.Guest;
import dev.orrery.spec.Isas;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts models of cores beside programs that are loaded. */
public final class CoreModels {
  private CoreModels() {}

  /**
   * A core after reset that runs {@code guest}. It is one core: threads take turns on it.
   *
   * @throws OrreryException if the core does not run the program's instruction set
   */
  public static CoreModel of(CoreTable core, Guest guest) {
    check(core, guest.hart().isa);
    return CoreClass.model(core, code(guest));
  }

  /**
   * The same for one of many cores, whose generated code is dropped behind the run: see {@link
   * CoreClass#detached}.
   */
  public static CoreModel detached(CoreTable core, Guest guest) {
    check(core, guest.hart().isa);
    return CoreClass.detached(core, code(guest));
  }

  private static CodeView code(Guest guest) {
    return new CodeView(guest.hart().isa, guest.hart().memory.space());
  }

  /**
   * Checks that {@code core} runs programs for {@code isa}.
   *
   * @throws OrreryException if it does not
   */
  public static void check(CoreTable core, Isa isa) {
    if (!runs(core, isa)) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--core %s: it runs %s, and the program is for %s.%s"
              .formatted(
                  core.name(),
                  String.join(", ", core.isas()),
                  isa.name(),
                  " See 'orrery core list' for other cores; if the program keeps to fewer instructions, say so with --isa."));
    }
  }

  /**
   * Names of the stock sets whose programs all of these cores run, of those that their tables say.
   */
  public static Set<String> commonIsas(List<CoreTable> cores) {
    Set<String> common = new LinkedHashSet<>();
    for (CoreTable named : cores) {
      for (String isa : named.isas()) {
        if (cores.stream().allMatch(core -> runs(core, Isas.stock(isa)))) {
          common.add(isa);
        }
      }
    }
    return common;
  }

  private static boolean runs(CoreTable core, Isa isa) {
    return core.isas().contains(isa.name())
        || core.isas().stream().map(Isas::stock).anyMatch(s -> holds(s, isa));
  }

  /** Whether {@code set} has every instruction of {@code part}, for registers of the same size. */
  private static boolean holds(Isa set, Isa part) {
    Set<String> rows = new HashSet<>(names(set));
    return set.xlen() == part.xlen() && rows.containsAll(names(part));
  }

  private static List<String> names(Isa isa) {
    return isa.rows().stream().map(Row::name).toList();
  }
}
