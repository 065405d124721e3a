package dev.orrery.machine.fault;

import dev.orrery.engine.Hart;
import dev.orrery.machine.Machine;
import dev.orrery.machine.elf.Symbol;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Listing;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Lists the instructions around the one at which a hart stopped. */
public final class CodeAround {
  private static final int BYTES_BEFORE = 16;
  private static final int LINES_AFTER = 4;
  private static final long MAX_FUNCTION = 1 << 20;

  private CodeAround() {}

  /** The instructions around that of the hart whose turn it is. */
  static List<FaultReport.CodeLine> lines(Machine machine) {
    return lines(machine, machine.hart());
  }

  /** The instructions around that of {@code hart}, by address; empty if none can be read there. */
  public static List<FaultReport.CodeLine> lines(Machine machine, Hart hart) {
    SymbolTable symbols = machine.symbols();
    CodeReader code = new CodeReader(hart.isa, machine.memory());
    Symbolizer names =
        address -> {
          String name = symbols.describe(address);
          return "0x" + Long.toHexString(address) + (name == null ? "" : " <" + name + ">");
        };
    Listing listing =
        new Listing(new Disassembler(hart.isa), Style.ALIASES, names, OptionalLong.empty());
    int width = Listing.addressWidth(hart.pc);
    List<FaultReport.CodeLine> lines = new ArrayList<>();
    int after = 0;
    for (long pc = start(code, symbols.floor(hart.pc), hart.pc); after <= LINES_AFTER; ) {
      int bytes = code.length(pc);
      if (bytes == 0) {
        break;
      }
      DecodedInsn insn = code.at(pc);
      String line =
          insn != null ? listing.line(insn, width) : listing.data(pc, code.word(pc), bytes, width);
      lines.add(new FaultReport.CodeLine(pc, line));
      after += Long.compareUnsigned(pc, hart.pc) >= 0 ? 1 : 0;
      pc += bytes;
    }
    return lines;
  }

  /**
   * Where to start: at an instruction of the function that {@code pc} is in if decoding from its
   * start says which those are, else the first of the addresses before {@code pc} from which
   * decoding arrives there.
   */
  private static long start(CodeReader code, @Nullable Symbol function, long pc) {
    if (function != null && pc - function.address() < MAX_FUNCTION) {
      long at = function.address();
      while (pc - at > BYTES_BEFORE && code.length(at) > 0) {
        at += code.length(at);
      }
      if (arrives(code, at, pc)) {
        return at;
      }
    }
    for (long from = pc - BYTES_BEFORE; from != pc; from += code.step()) {
      if (arrives(code, from, pc)) {
        return from;
      }
    }
    return pc;
  }

  private static boolean arrives(CodeReader code, long from, long pc) {
    long at = from;
    while (pc - at > 0) {
      DecodedInsn insn = code.at(at);
      if (insn == null) {
        return false;
      }
      at += insn.length();
    }
    return at == pc;
  }
}
