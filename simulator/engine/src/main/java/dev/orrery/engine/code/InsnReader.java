package dev.orrery.engine.code;

import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.Stop;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Decoder;
import dev.orrery.spec.model.Isa;

/** Fetches and decodes one instruction at a time, always from memory as it is now. */
public final class InsnReader {
  private final Isa isa;
  private final Decoder decoder;
  private final AddressSpace space;
  private final int unit;
  private final long addressMask;

  /** A reader of {@code isa}'s instructions in {@code space}. */
  public InsnReader(Isa isa, AddressSpace space) {
    this.isa = isa;
    this.decoder = isa.decoder();
    this.space = space;
    this.unit = decoder.minimumLength();
    this.addressMask = Bits.mask(isa.xlen());
  }

  /** The bits of the instruction at {@code pc}; faults as {@link #read}. */
  public long word(long pc) {
    long first = space.fetch(pc, unit);
    int length = decoder.length(first);
    long word = first;
    // Unit by unit, so that a fault reports the page that cannot be fetched rather than the pc.
    for (int n = unit; n < length; n += unit) {
      word |= space.fetch(pc + n & addressMask, unit) << (8 * n);
    }
    return word;
  }

  /**
   * The instruction at {@code pc}.
   *
   * @throws GuestFault if it cannot be fetched
   * @throws GuestTrap if no row has its encoding
   */
  public DecodedInsn read(long pc) {
    long word = word(pc);
    DecodedInsn insn = decoder.decode(word, pc);
    if (insn == null) {
      throw new GuestTrap(TrapKind.ILLEGAL, isa.illegalCause(), word);
    }
    return insn;
  }

  /**
   * A trap that the instruction at {@code pc} raised, as it is reported. The value of an illegal
   * instruction is the instruction: a row that refuses its operands does not know its own bits.
   */
  public Stop.Trap report(GuestTrap raised, long pc) {
    Stop.Trap t = raised.trap();
    return t.kind() == TrapKind.ILLEGAL ? new Stop.Trap(t.kind(), t.cause(), word(pc)) : t;
  }
}
