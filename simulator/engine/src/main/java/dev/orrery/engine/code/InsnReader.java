package dev.orrery.engine.code;

import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.Stop;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.CodeBytes;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Decoder;
import dev.orrery.spec.model.Isa;

/** Fetches and decodes one instruction at a time, always from memory as it is now. */
public final class InsnReader implements CodeBytes {
  private static final int AHEAD = 8;

  private final Isa isa;
  private final Decoder decoder;
  private final AddressSpace space;
  private final long addressMask;

  /** Some bytes that were fetched together, from the instruction that is read or one before it. */
  private long ahead;

  private long aheadStart;
  private int aheadBytes;

  /** A reader of {@code isa}'s instructions in {@code space}. */
  public InsnReader(Isa isa, AddressSpace space) {
    this.isa = isa;
    this.decoder = isa.decoder();
    this.space = space;
    this.addressMask = Bits.mask(isa.xlen());
  }

  @Override
  public long fetch(long address, int bytes) {
    long start = address & addressMask;
    long skipped = start - aheadStart;
    return skipped >= 0 && skipped + bytes <= aheadBytes
        ? ahead >>> 8 * skipped & -1L >>> 64 - 8 * bytes
        : space.fetch(start, bytes);
  }

  /**
   * The instruction at {@code pc}.
   *
   * @throws GuestFault if it cannot be fetched
   * @throws GuestTrap if no row has its encoding
   */
  public DecodedInsn read(long pc) {
    aheadBytes = 0; // memory may have changed since
    return readOn(pc);
  }

  /** As {@link #read}, when nothing has run since the last one that was read. */
  DecodedInsn readOn(long pc) {
    long start = pc & addressMask;
    long skipped = start - aheadStart;
    if (skipped < 0 || skipped + decoder.maximumLength() > aheadBytes) {
      fetchAhead(start);
    }
    DecodedInsn insn = decoder.decode(this, pc);
    if (insn == null) {
      throw new GuestTrap(TrapKind.ILLEGAL, isa.illegalCause(), decoder.word(this, pc));
    }
    return insn;
  }

  /** What follows in the page can be fetched if the instruction can, and is no device's. */
  private void fetchAhead(long start) {
    aheadBytes = 0;
    if ((start & MemoryPort.PAGE_SIZE - 1) <= MemoryPort.PAGE_SIZE - AHEAD) {
      ahead = space.fetch(start, AHEAD);
      aheadStart = start;
      aheadBytes = AHEAD;
    }
  }

  /**
   * A trap that the instruction at {@code pc} raised, as it is reported. The value of an illegal
   * instruction is the instruction: a row that refuses its operands does not know its own bits.
   */
  public Stop.Trap report(GuestTrap raised, long pc) {
    aheadBytes = 0;
    Stop.Trap t = raised.trap();
    return t.kind() == TrapKind.ILLEGAL
        ? new Stop.Trap(t.kind(), t.cause(), decoder.word(this, pc))
        : t;
  }
}
