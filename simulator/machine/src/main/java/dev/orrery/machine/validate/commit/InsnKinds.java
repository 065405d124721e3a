package dev.orrery.machine.validate.commit;

import dev.orrery.engine.code.BlockReader;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What a log's instructions are to the comparison, by their words. */
final class InsnKinds {
  /** What an instruction is. */
  enum Kind {
    /** It gives the same everywhere. */
    PLAIN,
    /** It reads a counter, which says what it likes. */
    COUNTER,
    /** It may fail whenever the machine was busy with something else. */
    CONDITIONAL_STORE
  }

  private static final int CACHED = 1 << 12;

  private final long[] words = new long[CACHED];
  private final @Nullable Kind[] kinds = new Kind[CACHED];

  /**
   * The kind of a word.
   *
   * @param read the instruction at an address; null if there is none
   */
  Kind of(long pc, long word, LongFunction<@Nullable DecodedInsn> read) {
    int slot = (int) (word ^ word >>> 12 ^ word >>> 24) & CACHED - 1;
    Kind known = kinds[slot];
    if (known == null || words[slot] != word) {
      known = kind(read.apply(pc), word);
      words[slot] = word;
      kinds[slot] = known;
    }
    return known;
  }

  private static Kind kind(@Nullable DecodedInsn insn, long word) {
    if (insn == null || insn.word() != word) {
      return Kind.PLAIN; // and not the one that is there: comparing will tell
    }
    if (BlockReader.readsCounter(insn)) {
      return Kind.COUNTER;
    }
    for (Stmt s : Effects.of(insn.row().body()).memory()) {
      if (s instanceof Stmt.StoreConditional) {
        return Kind.CONDITIONAL_STORE;
      }
    }
    return Kind.PLAIN;
  }
}
