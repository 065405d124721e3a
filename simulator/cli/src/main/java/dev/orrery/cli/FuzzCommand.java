package dev.orrery.cli;

/** Compares engines on random code. */
final class FuzzCommand {
  private final FuzzOptions options = new FuzzOptions();
  private final RowFuzzing rows;
  private final ProgramFuzzing programs;
  private boolean single;

  private FuzzCommand(Console console) {
    rows = new RowFuzzing(console, options);
    programs = new ProgramFuzzing(console, options);
  }

  /** {@code orrery fuzz}. */
  static CommandModel model(Console console) {
    FuzzCommand command = new FuzzCommand(console);
    CommandModel model =
        CommandModel.of(
                "Compare engines on random code.",
                () -> command.single ? command.rows.run() : command.programs.run())
            .describe(
                "Programs of all rows of the tables, with loops, calls, computed jumps, code that"
                    + " rewrites itself, traps and faults, on random state.",
                "With --rows: every row, and words of no row, one instruction at a time.",
                "Registers, flags, memory, traps, counts and the program counter must be the same on"
                    + " all engines, wherever they stop.",
                "The exit status is 3 when they differ; what differs is printed, and how to repeat"
                    + " it.")
            .flag("--rows", "Run single instructions.", () -> command.single = true);
    command.options.addTo(model);
    command.programs.addTo(model);
    return command.rows.addTo(model);
  }
}
