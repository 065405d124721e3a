package dev.orrery.engine.timing;

import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.code.InsnReader;
import dev.orrery.spec.core.CodeFact;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.HashMap;
import java.util.Map;

/**
 * A program's code as a core's fetch sees it, executed or not. What has been decoded is kept until
 * code is said to have changed.
 */
public final class CodeView {
  private static final int MAX_KEPT = 1 << 20;

  private final Isa isa;
  private final AddressSpace space;
  private final InsnReader reader;
  private final Map<Long, InsnFacts> kept = new HashMap<>();

  /** A view of the code in {@code space}. */
  public CodeView(Isa isa, AddressSpace space) {
    this.isa = isa;
    this.space = space;
    this.reader = new InsnReader(isa, space);
  }

  /** The instruction at {@code pc}; {@link InsnFacts#NONE} if there is none. */
  public InsnFacts at(long pc) {
    InsnFacts known = kept.get(pc);
    if (known == null) {
      known = decode(pc);
      keep(pc, known);
    }
    return known;
  }

  /** The facts of {@code insn}, which has just been read: code may have changed since the last. */
  public InsnFacts of(DecodedInsn insn) {
    InsnFacts known = kept.get(insn.pc());
    if (known == null || known.word() != insn.word()) {
      known = InsnFacts.of(isa, insn);
      keep(insn.pc(), known);
    }
    return known;
  }

  private void keep(long pc, InsnFacts facts) {
    if (kept.size() >= MAX_KEPT) {
      kept.clear();
    }
    kept.put(pc, facts);
  }

  /** Forgets what was decoded. */
  public void changed() {
    kept.clear();
  }

  private InsnFacts decode(long pc) {
    try {
      return InsnFacts.of(isa, reader.read(pc));
    } catch (GuestFault | GuestTrap e) {
      return InsnFacts.NONE;
    }
  }

  /** A fact about what stands at {@code address}. */
  long look(CoreTable core, CodeFact fact, long address) {
    if (fact == CodeFact.CODE) {
      return code(address);
    }
    InsnFacts insn = at(address);
    return switch (fact) {
      case CLASS_AT -> insn.row() == null ? -1 : core.classOf(insn.row());
      case LENGTH_AT -> insn.length();
      case DST_AT -> insn.dst();
      case SRC1_AT -> insn.src1();
      case SRC2_AT -> insn.src2();
      case CODE -> throw new AssertionError(fact);
    };
  }

  private long code(long address) {
    long word = 0;
    for (int i = 0; i < 4; i++) {
      try {
        word |= (space.fetch(address + i, 1) & 0xff) << 8 * i;
      } catch (GuestFault e) {
        return word;
      }
    }
    return word;
  }
}
