package dev.orrery.machine.timing;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.engine.timing.CodeView;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.RunLimits;
import dev.orrery.machine.bare.BareBoard;
import dev.orrery.machine.bare.Marker;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Isa;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A bare program that has been run: what it retired, and where its region of interest lies.
 *
 * @param code its code
 * @param trace what it retired; the last one is the store that ends it
 * @param roiBegin position of the first store to {@code roi_begin}; -1 if there is none
 * @param roiEnd position of the first store to {@code roi_end}; -1 if there is none
 */
public record TimedProgram(CodeView code, RetireTrace trace, int roiBegin, int roiEnd) {
  private static final long MEMORY = 1L << 30;
  private static final RunLimits LIMITS = new RunLimits(50_000_000, 600_000_000_000L);

  /**
   * Runs a program.
   *
   * @throws OrreryException if it cannot be run, or does not end with success
   */
  public static TimedProgram run(Path file, Isa isa) {
    ElfFile elf = ElfFile.read(file);
    GuestMemory memory = new GuestMemory(isa.xlen(), MEMORY);
    Hart hart = new Hart(isa, memory);
    BareBoard board = new BareBoard(elf, memory, List.of(), OutputStream.nullOutputStream());
    board.reset(hart);
    RetireTrace trace = new RetireTrace();
    OracleEngine engine = new OracleEngine(isa, EngineOptions.PLAIN.retiringTo(trace));
    try (Machine machine = new Machine(engine, hart, memory, board, board.image())) {
      Outcome outcome = machine.run(LIMITS);
      if (!(outcome.ending() instanceof Ending.Exited e) || e.code() != 0) {
        throw new OrreryException(
            ExitCode.BAD_INPUT,
            "%s: does not end with success: %s. Programs store 1 to `tohost` when all is well."
                .formatted(file, outcome.ending()));
      }
    }
    return new TimedProgram(
        new CodeView(isa, memory), trace, place(board, "roi_begin"), place(board, "roi_end"));
  }

  private static int place(BareBoard board, String name) {
    for (Marker m : board.markers()) {
      if (m.name().equals(name)) {
        return (int) m.retired();
      }
    }
    return -1;
  }
}
