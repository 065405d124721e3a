package dev.orrery.cli;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Hart;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Machine;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Listing;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.model.Decoder;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A fault that the guest did not handle: where, on what instruction, with which registers. */
final class FaultText {
  private static final int BEFORE = 16;
  private static final int AFTER = 4;
  private static final int REGISTERS_PER_LINE = 4;

  private final GuestMemory memory;
  private final Hart hart;
  private final SymbolTable symbols;

  private FaultText(Machine machine) {
    this.memory = machine.memory();
    this.hart = machine.hart();
    this.symbols = machine.symbols();
  }

  /** The report, several lines. */
  static String of(Machine machine, Ending.Faulted fault) {
    FaultText text = new FaultText(machine);
    return "guest fault: %s, at %s after %,d instructions\n\n%s\n%s"
        .formatted(
            fault.summary(),
            text.place(text.hart.pc),
            text.hart.retired,
            text.code(),
            text.registers());
  }

  private String place(long address) {
    String name = symbols.describe(address);
    return "0x" + Long.toHexString(address) + (name == null ? "" : " <" + name + ">");
  }

  /** The instructions around the fault, the faulting one marked. */
  private String code() {
    Listing listing =
        new Listing(new Disassembler(hart.isa), Style.ALIASES, this::place, OptionalLong.empty());
    List<String> lines = new ArrayList<>();
    long pc = start();
    int width = Listing.addressWidth(hart.pc);
    int after = 0;
    try {
      while (after <= AFTER) {
        Decoder decoder = hart.isa.decoder();
        long word = memory.fetch(pc, decoder.minimumLength());
        int bytes = decoder.length(word);
        if (bytes > decoder.minimumLength()) {
          word = memory.fetch(pc, bytes);
        }
        lines.add((pc == hart.pc ? "=> " : "   ") + listing.line(pc, word, bytes, width));
        after += pc >= hart.pc ? 1 : 0;
        pc += bytes;
      }
    } catch (GuestFault e) {
      lines.add((pc == hart.pc ? "=> " : "   ") + place(pc) + ": no code can be read here");
    }
    return String.join("\n", lines) + "\n";
  }

  /**
   * Where to start so that the listing meets the faulting instruction: the first of the addresses
   * before it from which decoding arrives there.
   */
  private long start() {
    int step = hart.isa.decoder().minimumLength();
    for (long from = hart.pc - BEFORE; from < hart.pc; from += step) {
      if (arrives(from)) {
        return from;
      }
    }
    return hart.pc;
  }

  private boolean arrives(long from) {
    try {
      long pc = from;
      while (pc < hart.pc) {
        Decoder decoder = hart.isa.decoder();
        long word = memory.fetch(pc, decoder.minimumLength());
        int bytes = decoder.length(word);
        if (bytes > decoder.minimumLength()) {
          word = memory.fetch(pc, bytes);
        }
        if (decoder.decode(word, pc) == null) {
          return false;
        }
        pc += bytes;
      }
      return pc == hart.pc;
    } catch (GuestFault e) {
      return false;
    }
  }

  private String registers() {
    StringBuilder out = new StringBuilder();
    RegisterFile file = hart.isa.files().getFirst();
    int digits = file.width() / 4;
    for (int i = 0; i < file.count(); i++) {
      out.append(
          "  %4s %0{d}x"
              .replace("{d}", "" + digits)
              .formatted(file.names().get(i), hart.regs[file.readSlot(i)]));
      if (i % REGISTERS_PER_LINE == REGISTERS_PER_LINE - 1) {
        out.append('\n');
      }
    }
    return out.toString();
  }
}
