package dev.orrery.engine.random;

import dev.orrery.engine.Access;
import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.CodeObserver;
import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.FaultReason;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.MemoryWindow;
import dev.orrery.engine.Stop;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A bench for a few instructions: the oracle executes them on register contents that the caller
 * chooses, with one place of memory to load from and store to.
 */
final class Trial {
  /** Where the instructions are. */
  static final long PC = World.CODE + 0x400;

  /** Address of the place of memory. */
  static final long PLACE = World.DATA + 0x80;

  /** How many different backgrounds {@link #start} gives. */
  static final int BACKGROUNDS = 3;

  private static final int CODE_BYTES = 64;

  final Hart hart;

  private final Isa isa;
  private final OracleEngine oracle;
  private final byte[] code = new byte[CODE_BYTES];
  private final long[][] backgrounds = new long[BACKGROUNDS][];
  private final Bench memory = new Bench();

  /** Registers as {@link #start} left them, with what the caller has set since. */
  private final long[] before;

  /** The address behind {@code insn}, the first one. */
  static long behind(Insn insn) {
    return PC + insn.bytes();
  }

  Trial(Isa isa) {
    this.isa = isa;
    oracle = new OracleEngine(isa, EngineOptions.PLAIN);
    hart = new Hart(isa, memory);
    before = new long[hart.regs.length];
    for (int i = 0; i < BACKGROUNDS; i++) {
      SplittableRandom random = new SplittableRandom(i);
      backgrounds[i] = new long[hart.regs.length];
      for (RegisterFile file : isa.files()) {
        for (int n = 0; n < file.count(); n++) {
          if (n != file.zero()) {
            // Distinct, odd and nobody's address, so that nothing works by chance.
            long value = random.nextLong() | 1;
            backgrounds[i][file.slot() + n] = Bits.zext(value, file.width());
          }
        }
      }
    }
  }

  /** Sets all registers to one of the backgrounds, and memory to a pattern. */
  void start(int background) {
    System.arraycopy(backgrounds[background], 0, hart.regs, 0, hart.regs.length);
    for (Register r : isa.registers()) {
      hart.set(r, background == 0 ? 0 : background == 1 ? -1 : r.reset());
    }
    hart.fp.bits = 0;
    memory.value = 0x1122_3344_5566_7788L + background;
    memory.storedBytes = 0;
  }

  /** Sets a register. */
  void set(RegisterFile file, int number, long value) {
    hart.regs[file.writeSlot(number)] = Bits.zext(value, file.width());
  }

  /** A register's contents. */
  long get(RegisterFile file, int number) {
    return hart.regs[file.readSlot(number)];
  }

  /**
   * Executes instructions that stand one behind the other.
   *
   * @return whether all of them retired
   */
  boolean run(Insn... insns) {
    int at = 0;
    Arrays.fill(code, (byte) 0);
    for (Insn insn : insns) {
      insn.put(isa, code, at);
      at += insn.bytes();
    }
    System.arraycopy(hart.regs, 0, before, 0, before.length);
    hart.pc = PC;
    hart.reservation = Hart.NO_RESERVATION;
    return oracle.run(hart, insns.length) == insns.length && hart.stop instanceof Stop.Budget;
  }

  /** Whether the last run changed no register of a file but {@code number} of {@code file}. */
  boolean onlyChanged(RegisterFile file, int number) {
    for (RegisterFile f : isa.files()) {
      for (int i = 0; i < f.count(); i++) {
        boolean meant = f.equals(file) && i == number;
        if (!meant && hart.regs[f.readSlot(i)] != before[f.readSlot(i)]) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the last run changed no register at all. */
  boolean changedNothing() {
    for (RegisterFile f : isa.files()) {
      if (f.sink() >= 0) {
        hart.regs[f.sink()] = before[f.sink()];
      }
    }
    return Arrays.equals(before, hart.regs) && hart.fp.bits == 0 && memory.storedBytes == 0;
  }

  /** Lets the place of memory hold {@code value}. */
  void setPlace(long value) {
    memory.value = value;
  }

  /** What the place of memory holds, all eight bytes of it. */
  long place() {
    return memory.value;
  }

  /** Bytes that the last store had; 0 if there was none. */
  int storedBytes() {
    return memory.storedBytes;
  }

  /** Executable bytes at {@link #PC}, and eight bytes at {@link #PLACE}; nothing else. */
  private final class Bench implements AddressSpace {
    private static final MemoryWindow NOTHING = MemoryWindow.reserve(1 << 24);

    private long value;
    private int storedBytes;

    @Override
    public MemoryWindow window() {
      return NOTHING;
    }

    @Override
    public long load(MemoryPort port, long address, int bytes) {
      return value >>> 8 * offset(Access.LOAD, address, bytes) & Bits.mask(8 * bytes);
    }

    @Override
    public void store(MemoryPort port, long address, int bytes, long stored) {
      int shift = 8 * offset(Access.STORE, address, bytes);
      long mask = Bits.mask(8 * bytes) << shift;
      value = value & ~mask | stored << shift & mask;
      storedBytes = bytes;
    }

    private static int offset(Access access, long address, int bytes) {
      long offset = address - PLACE;
      if (offset < 0 || offset + bytes > Long.BYTES) {
        throw new GuestFault(access, address, FaultReason.UNMAPPED);
      }
      return (int) offset;
    }

    @Override
    public void probeStore(MemoryPort port, long address, int bytes) {
      int unused = offset(Access.STORE, address, bytes);
    }

    @Override
    public void probeAtomic(MemoryPort port, long address, int bytes) {
      int unused = offset(Access.STORE, address, bytes);
    }

    @Override
    public long fetch(long address, int bytes) {
      long offset = address - PC;
      if (offset < 0 || offset + bytes > CODE_BYTES) {
        throw new GuestFault(Access.FETCH, address, FaultReason.UNMAPPED);
      }
      long word = 0;
      for (int i = 0; i < bytes; i++) {
        word |= (code[(int) offset + i] & 0xffL) << 8 * i;
      }
      return word;
    }

    @Override
    public void codeTranslated(long start, long end) {
      // The oracle keeps no code.
    }

    @Override
    public void attach(@Nullable Engine engine) {
      // Nobody needs to be told of stores.
    }

    @Override
    public void watchCode(CodeObserver observer) {
      // The same.
    }
  }
}
