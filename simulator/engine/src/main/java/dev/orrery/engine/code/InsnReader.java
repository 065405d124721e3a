package dev.orrery.engine.code;

import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.Stop;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.CodeBytes;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Decoder;
import dev.orrery.spec.model.Isa;

/** Fetches and decodes one instruction at a time, always from memory as it is now. */
public final class InsnReader implements CodeBytes {
  private final Isa isa;
  private final Decoder decoder;
  private final AddressSpace space;
  private final long addressMask;

  /** A reader of {@code isa}'s instructions in {@code space}. */
  public InsnReader(Isa isa, AddressSpace space) {
    this.isa = isa;
    this.decoder = isa.decoder();
    this.space = space;
    this.addressMask = Bits.mask(isa.xlen());
  }

  @Override
  public long fetch(long address, int bytes) {
    return space.fetch(address & addressMask, bytes);
  }

  /**
   * The instruction at {@code pc}.
   *
   * @throws GuestFault if it cannot be fetched
   * @throws GuestTrap if no row has its encoding
   */
  public DecodedInsn read(long pc) {
    DecodedInsn insn = decoder.decode(this, pc);
    if (insn == null) {
      throw new GuestTrap(TrapKind.ILLEGAL, isa.illegalCause(), decoder.word(this, pc));
    }
    return insn;
  }

  /**
   * A trap that the instruction at {@code pc} raised, as it is reported. The value of an illegal
   * instruction is the instruction: a row that refuses its operands does not know its own bits.
   */
  public Stop.Trap report(GuestTrap raised, long pc) {
    Stop.Trap t = raised.trap();
    return t.kind() == TrapKind.ILLEGAL
        ? new Stop.Trap(t.kind(), t.cause(), decoder.word(this, pc))
        : t;
  }
}
