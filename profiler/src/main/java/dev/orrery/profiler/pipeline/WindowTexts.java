package dev.orrery.profiler.pipeline;

import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.plan.Guest;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.model.DecodedInsn;

/** Puts the instructions of a program into words. */
final class WindowTexts {
  private final SymbolTable symbols;
  private final Disassembler disassembler;
  private final Symbolizer places;

  /** Those of {@code guest}. */
  WindowTexts(Guest guest) {
    symbols = guest.image().symbols();
    disassembler = new Disassembler(guest.hart().isa);
    places = Symbolizer.of(symbols::describe);
  }

  /** The instruction as a programmer would write it, in one line. */
  String text(DecodedInsn insn) {
    return disassembler.text(insn, Style.ALIASES, places).replace('\t', ' ');
  }

  /** Function and offset of an address; empty if there is none. */
  String place(long address) {
    String place = symbols.describe(address);
    return place == null ? "" : place;
  }
}
