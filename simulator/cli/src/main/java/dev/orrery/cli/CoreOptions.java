package dev.orrery.cli;

import dev.orrery.profiler.CoreChoice;
import dev.orrery.spec.Cores;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code --core} and {@code --set}: the core whose cycles a command counts. */
final class CoreOptions {
  private final CoreSettings settings = new CoreSettings();
  private final String purpose;
  private @Nullable String core;

  /** For a command that counts cycles. */
  CoreOptions() {
    this("Count the cycles of this core: ");
  }

  /** For a command that says in its help what the core is for: {@code purpose}. */
  CoreOptions(String purpose) {
    this.purpose = purpose;
  }

  /** Adds them to a command. */
  CommandModel addTo(CommandModel command) {
    return settings.addTo(
        command.option(
            "--core",
            "NAME|FILE",
            purpose + "a stock one (see 'orrery core list'), or a .core file.",
            v -> core = v));
  }

  /** The options once more, for another process. */
  List<String> words() {
    List<String> words = new ArrayList<>(settings.words());
    if (core != null) {
      words.addAll(List.of("--core", core));
    }
    return words;
  }

  /**
   * The core; null if there is none.
   *
   * @throws OrreryException if there is no such core, or its table has errors
   */
  @Nullable CoreTable table() {
    if (core == null) {
      if (!settings.isEmpty()) {
        throw new OrreryException(
            ExitCode.USAGE, "--set changes a parameter of a core: name the core with --core");
      }
      return null;
    }
    return Cores.named(core, settings.values());
  }

  /**
   * The same with its mechanisms made ideal, one each.
   *
   * @throws OrreryException as of {@link #table}
   */
  @Nullable CoreChoice choice() {
    CoreTable table = table();
    if (table == null || core == null) {
      return null;
    }
    String name = core;
    return new CoreChoice(
        table,
        table.ideals().stream().map(i -> Cores.idealised(name, settings.values(), i)).toList());
  }
}
