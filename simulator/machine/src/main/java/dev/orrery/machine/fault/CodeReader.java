package dev.orrery.machine.fault;

import dev.orrery.engine.GuestFault;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Decoder;
import dev.orrery.spec.model.Isa;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads code that may not be there. */
final class CodeReader {
  private final GuestMemory memory;
  private final Decoder decoder;

  CodeReader(Isa isa, GuestMemory memory) {
    this.memory = memory;
    this.decoder = isa.decoder();
  }

  /** Bytes between places at which an instruction can start. */
  int step() {
    return decoder.minimumLength();
  }

  /** Bytes of the instruction or of the word at {@code pc}; 0 if they cannot be fetched. */
  int length(long pc) {
    try {
      DecodedInsn insn = decoder.decode(memory::fetch, pc);
      return insn != null ? insn.length() : decoder.length(memory.fetch(pc, step()));
    } catch (GuestFault e) {
      return 0;
    }
  }

  /** The word at {@code pc}, where no instruction stands. */
  long word(long pc) {
    return decoder.word(memory::fetch, pc);
  }

  /** The instruction at {@code pc}; null if there is none. */
  @Nullable DecodedInsn at(long pc) {
    try {
      return decoder.decode(memory::fetch, pc);
    } catch (GuestFault e) {
      return null;
    }
  }

  /**
   * A call that returns to {@code address}; null if there is none. Where two can be read, the one
   * that goes to {@code target} wins, else the longer one.
   */
  @Nullable DecodedInsn callBefore(long address, OptionalLong target) {
    DecodedInsn found = null;
    for (int bytes = step(); bytes <= decoder.maximumLength(); bytes += step()) {
      DecodedInsn insn = at(address - bytes);
      if (insn != null && insn.length() == bytes && insn.jumpKind() == JumpKind.CALL) {
        found = insn;
        if (target.isPresent() && target.equals(target(insn))) {
          return insn;
        }
      }
    }
    return found;
  }

  /** Where a jump goes, if its own bits say so. */
  static OptionalLong target(DecodedInsn insn) {
    return target(insn.row().body(), insn);
  }

  private static OptionalLong target(List<Stmt> body, DecodedInsn insn) {
    for (Stmt s : body) {
      OptionalLong found = OptionalLong.empty();
      if (s instanceof Stmt.Goto g && DecodeTime.isFixed(g.target())) {
        return OptionalLong.of(DecodeTime.value(g.target(), insn));
      }
      if (s instanceof Stmt.If i) {
        found = target(i.then(), insn);
        found = found.isPresent() ? found : target(i.otherwise(), insn);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return OptionalLong.empty();
  }
}
