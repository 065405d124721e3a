package dev.orrery.cli;

import dev.orrery.spec.Cores;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import org.jspecify.annotations.Nullable;

/** {@code --core} and {@code --set}: the core whose cycles a command counts. */
final class CoreOptions {
  private final RunOptions run;
  private final CoreSettings settings = new CoreSettings();
  private @Nullable String core;

  /** Options beside those of {@code run}, whose engine must suit them. */
  CoreOptions(RunOptions run) {
    this.run = run;
  }

  /** Adds them to a command. */
  CommandModel addTo(CommandModel command) {
    return settings.addTo(
        command.option(
            "--core",
            "NAME|FILE",
            "Count the cycles of this core: a stock one (see 'orrery core list'), or a .core file.",
            v -> core = v));
  }

  /**
   * The core; null if there is none. Sees to it that the engine suits it.
   *
   * @throws OrreryException if there is no such core, its table has errors, or the engine was named
   *     and does not suit
   */
  @Nullable CoreTable table() {
    if (core == null) {
      if (!settings.isEmpty()) {
        throw new OrreryException(
            ExitCode.USAGE, "--set changes a parameter of a core: name the core with --core");
      }
      return null;
    }
    run.requireTiming();
    return Cores.named(core, settings.values());
  }
}
