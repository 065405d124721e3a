package dev.orrery.engine.oracle;

import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.CodeObserver;
import dev.orrery.engine.Engine;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.MemoryWindow;
import dev.orrery.engine.oracle.Footprint.MemoryAccess;
import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out what an instruction is about to touch by executing it on a copy of its hart, whose
 * stores go nowhere. Nothing of the hart, its memory or its devices changes, so that any engine can
 * then execute the instruction itself.
 */
public final class Preview {
  private final Hart copy;
  private final Shadow memory;

  /** Memory as it is, seen without touching it. */
  @FunctionalInterface
  public interface Peek {
    /**
     * The {@code bytes} bytes (1, 2, 4, 8) at {@code address}, zero-extended; bytes that cannot be
     * seen, because nothing is there or reading it would have an effect, are 0.
     */
    long load(long address, int bytes);
  }

  /** Previews of instructions of {@code isa} that find their data by {@code peek}. */
  public Preview(Isa isa, Peek peek) {
    memory = new Shadow(peek);
    copy = new Hart(isa, memory);
  }

  /**
   * What {@code insn}, the next instruction of {@code hart}, touches if it retires. An instruction
   * that traps or faults touches nothing that counts, and the answer is of no use.
   */
  public Footprint of(Hart hart, DecodedInsn insn) {
    System.arraycopy(hart.regs, 0, copy.regs, 0, copy.regs.length);
    copy.fp.bits = hart.fp.bits;
    copy.pc = hart.pc;
    copy.retired = hart.retired;
    copy.elsewhere = hart.elsewhere;
    copy.reservation = hart.reservation;
    memory.accesses.clear();
    Written written = new Written();
    try {
      Evaluator.execute(copy, insn, written);
    } catch (GuestTrap | GuestFault e) {
      // The engine will find the same, and report it.
    }
    return new Footprint(List.copyOf(written.places), memory.accesses);
  }

  private static final class Written implements WriteObserver {
    private final Set<Place> places = new LinkedHashSet<>();

    @Override
    public void writes(RegisterFile file, int number) {
      places.add(new Place.InFile(file, number));
    }

    @Override
    public void writes(Register register) {
      places.add(new Place.Single(register));
    }
  }

  /** Shows memory as it is, and remembers what was asked for. */
  private static final class Shadow implements AddressSpace {
    /** Nothing is ever allowed in it, so that every access comes here. */
    private static final MemoryWindow NOTHING = MemoryWindow.reserve(1 << 24);

    private final Peek peek;
    private final List<MemoryAccess> accesses = new ArrayList<>();

    Shadow(Peek peek) {
      this.peek = peek;
    }

    @Override
    public MemoryWindow window() {
      return NOTHING;
    }

    @Override
    public long load(MemoryPort port, long address, int bytes) {
      long value = peek.load(address, bytes);
      accesses.add(new MemoryAccess(false, address, bytes, value));
      return value;
    }

    @Override
    public void store(MemoryPort port, long address, int bytes, long value) {
      accesses.add(new MemoryAccess(true, address, bytes, Bits.zext(value, 8 * bytes)));
    }

    @Override
    public void probeStore(MemoryPort port, long address, int bytes) {
      // An access that cannot be made is found by the engine.
    }

    @Override
    public void probeAtomic(MemoryPort port, long address, int bytes) {
      // An access that cannot be made is found by the engine.
    }

    @Override
    public long fetch(long address, int bytes) {
      return peek.load(address, bytes);
    }

    @Override
    public void codeTranslated(long start, long end) {
      // Stores go nowhere, so code does not change.
    }

    @Override
    public void attach(Engine engine) {
      // Code does not change, so there is nothing to tell.
    }

    @Override
    public void watchCode(CodeObserver observer) {
      // The same.
    }
  }
}
