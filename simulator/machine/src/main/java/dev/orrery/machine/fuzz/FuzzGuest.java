package dev.orrery.machine.fuzz;

import dev.orrery.engine.Engine;
import dev.orrery.engine.Hart;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.random.World;
import dev.orrery.engine.timing.CodeView;
import dev.orrery.engine.timing.CoreClass;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.MmioHandler;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.model.RegisterFile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A hart in a {@link World}, whose device tells the time. */
final class FuzzGuest {
  private static final int PAGE = MemoryPort.PAGE_SIZE;
  private static final long LIMIT = 1 << 20;

  final Hart hart;
  Engine engine;
  private @Nullable CoreModel model;
  private final GuestMemory space;
  private final UserMemory memory;
  private final long[] devices = new long[1];

  /** A guest with a device. */
  FuzzGuest(Engine engine) {
    this(engine, true);
  }

  /**
   * A guest.
   *
   * @param device whether its world has one
   */
  FuzzGuest(Engine engine, boolean device) {
    this.engine = engine;
    space = new GuestMemory(engine.isa().xlen(), LIMIT);
    hart = new Hart(engine.isa(), space);
    memory = new UserMemory(space);
    space.map(World.CODE, 2 * PAGE, Protection.ALL, "code");
    space.map(World.DATA, 2 * PAGE, Protection.READ_WRITE, "data");
    space.map(World.CONSTANT, PAGE, Protection.READ, "constants");
    space.map(World.BEHIND, PAGE, Protection.READ_WRITE, "behind the hole");
    if (device) {
      space.mapDevice(World.DEVICE, PAGE, "device", device());
    }
    space.attach(engine);
  }

  /**
   * Lets another engine run it, one that has not run.
   *
   * @param core the core whose cycles are counted; null to count none
   */
  void use(ProgramFuzzer.Maker maker, @Nullable CoreTable core) {
    model = core == null ? null : CoreClass.model(core, new CodeView(hart.isa, space));
    engine = maker.make(model);
    space.attach(engine);
  }

  /** The core that counts cycles; null if there is none. */
  @Nullable CoreModel model() {
    return model;
  }

  /** Tells the time, and stops the hart when an odd value is written. */
  private MmioHandler device() {
    return new MmioHandler() {
      @Override
      public long read(MemoryPort port, long offset, int bytes) {
        note(offset, bytes, 0);
        return hart.retired * 0x0101_0101_0101_0101L;
      }

      @Override
      public void write(MemoryPort port, long offset, int bytes, long value) {
        note(offset, bytes, bytes == Long.BYTES ? value : value & (1L << 8 * bytes) - 1);
        port.stopRequested = (value & 1) != 0;
      }
    };
  }

  private void note(long offset, int bytes, long value) {
    for (long part : new long[] {offset, bytes, value, hart.retired}) {
      devices[0] = devices[0] * 31 + part + 1;
    }
  }

  /** A digest of what has reached the device, and when. */
  long deviceDigest() {
    return devices[0];
  }

  /**
   * A world as at first, with these contents.
   *
   * @param contents of all pages but the device's, in the order of their addresses
   */
  void reset(byte[] contents) {
    fill(contents);
    devices[0] = 0;
    hart.retired = 0;
  }

  /** Lets all pages but the device's hold these contents. */
  void fill(byte[] contents) {
    int from = 0;
    for (long page : World.PAGES) {
      memory.poke(page, contents, from, PAGE);
      from += PAGE;
    }
  }

  /** The contents of all pages but the device's. */
  void contents(byte[] to) {
    int at = 0;
    for (long page : World.PAGES) {
      memory.peek(page, to, at, PAGE);
      at += PAGE;
    }
  }

  /** Writes an instruction word as a loader does. */
  void load(long pc, long word, int bytes) {
    byte[] code = new byte[bytes];
    long little = hart.isa.insnOrder().of(word, bytes);
    for (int i = 0; i < bytes; i++) {
      code[i] = (byte) (little >>> 8 * i);
    }
    memory.poke(pc, code, 0, bytes);
  }

  /** Whether the instruction word is still there. */
  boolean holds(long pc, long word, int bytes) {
    byte[] code = new byte[bytes];
    memory.peek(pc, code, 0, bytes);
    long little = hart.isa.insnOrder().of(word, bytes);
    for (int i = 0; i < bytes; i++) {
      if (code[i] != (byte) (little >>> 8 * i)) {
        return false;
      }
    }
    return true;
  }

  /** Takes over the registers of another hart. */
  void copyRegisters(Hart from) {
    System.arraycopy(from.regs, 0, hart.regs, 0, hart.regs.length);
    hart.fp.bits = from.fp.bits;
    hart.reservation = from.reservation;
    hart.pc = from.pc;
  }

  /** Whether everything but the pages is as in {@code other}. */
  boolean sameState(FuzzGuest other) {
    Hart a = hart;
    Hart b = other.hart;
    dropSinks(a);
    dropSinks(b);
    return a.pc == b.pc
        && a.retired == b.retired
        && a.fp.bits == b.fp.bits
        && a.reservation == b.reservation
        && devices[0] == other.devices[0]
        && a.stop.equals(b.stop)
        && Arrays.equals(a.regs, b.regs)
        && Arrays.equals(cycles(), other.cycles());
  }

  /** Cycles by cause; none without a core. */
  private long[] cycles() {
    return model == null ? new long[0] : model.byCause();
  }

  /** What is written to a zero register is nobody's. */
  private static void dropSinks(Hart hart) {
    for (RegisterFile f : hart.isa.files()) {
      if (f.sink() >= 0) {
        hart.regs[f.sink()] = 0;
      }
    }
  }
}
