package dev.orrery.machine.fault;

import dev.orrery.engine.GuestFault;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Decoder;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads code that may not be there. */
final class CodeReader {
  private final GuestMemory memory;
  private final Decoder decoder;
  private final int longest;

  CodeReader(Isa isa, GuestMemory memory) {
    this.memory = memory;
    this.decoder = isa.decoder();
    int most = decoder.minimumLength();
    for (Row r : isa.rows()) {
      most = Math.max(most, r.length());
    }
    this.longest = most;
  }

  /** Bytes between places at which an instruction can start. */
  int step() {
    return decoder.minimumLength();
  }

  /** Bytes of the word at {@code pc}; 0 if nothing can be fetched there. */
  int length(long pc) {
    try {
      int bytes = decoder.length(memory.fetch(pc, decoder.minimumLength()));
      long unused = memory.fetch(pc + bytes - decoder.minimumLength(), decoder.minimumLength());
      return bytes;
    } catch (GuestFault e) {
      return 0;
    }
  }

  /** The word at {@code pc}, of which there are {@code bytes}. */
  long word(long pc, int bytes) {
    long word = 0;
    for (int n = 0; n < bytes; n += step()) {
      word |= memory.fetch(pc + n, step()) << 8 * n;
    }
    return word;
  }

  /** The instruction at {@code pc}; null if there is none. */
  @Nullable DecodedInsn at(long pc) {
    int bytes = length(pc);
    return bytes == 0 ? null : decoder.decode(word(pc, bytes), pc);
  }

  /**
   * A call that returns to {@code address}; null if there is none. Where two can be read, the one
   * that goes to {@code target} wins, else the longer one.
   */
  @Nullable DecodedInsn callBefore(long address, OptionalLong target) {
    DecodedInsn found = null;
    for (int bytes = step(); bytes <= longest; bytes += step()) {
      DecodedInsn insn = at(address - bytes);
      if (insn != null && insn.row().length() == bytes && insn.jumpKind() == JumpKind.CALL) {
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
