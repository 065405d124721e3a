package dev.orrery.engine;

import dev.orrery.spec.ir.Bits;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An address space for tests: pages with protection, code that is watched to the byte, and one page
 * of device registers. Slow, and as strict about the contracts as it can be.
 */
public final class TestSpace implements AddressSpace {
  private static final int PAGE = MemoryPort.PAGE_SIZE;

  /** What may be done with a page. */
  public record Rights(boolean read, boolean write, boolean execute) {
    public static final Rights ALL = new Rights(true, true, true);
    public static final Rights DATA = new Rights(true, true, false);
    public static final Rights CONSTANT = new Rights(true, false, false);
    public static final Rights CODE = new Rights(true, false, true);
  }

  /** An access to the device, and the instructions retired before it. */
  public record DeviceAccess(Access access, int bytes, long address, long time, long value) {}

  private record Page(MemorySegment bytes, Rights rights) {}

  private final MemoryWindow window = MemoryWindow.reserve(1 << 24);

  private record Range(long start, long end) {}

  private final Arena arena = Arena.ofAuto();
  private final Map<Long, Page> pages = new HashMap<>();
  private final List<Range> watched = new ArrayList<>();
  private final List<CodeObserver> observers = new ArrayList<>();
  private final List<DeviceAccess> deviceLog = new ArrayList<>();
  private long devicePage = -1;
  private @Nullable Engine engine;
  private @Nullable Hart hart;

  /** Maps a page of zeros. */
  public void map(long address, Rights rights) {
    MemorySegment bytes =
        MemorySegment.ofAddress(window.host(address)).reinterpret(PAGE, arena, null);
    bytes.fill((byte) 0);
    pages.put(address / PAGE, new Page(bytes, rights));
    window.forbid(address, address + PAGE);
  }

  /**
   * Puts the device at a page: its registers tell the time, and writing an odd value stops the
   * hart.
   */
  public void mapDevice(long address, Hart hart) {
    devicePage = address / PAGE;
    this.hart = hart;
  }

  /** What reached the device, and when. */
  public List<DeviceAccess> deviceLog() {
    return deviceLog;
  }

  private MemorySegment bytes(long address) {
    Page p = pages.get(address / PAGE);
    return Objects.requireNonNull(p, "nothing is mapped there").bytes();
  }

  /** Writes memory whatever its rights. */
  public void poke(long address, int bytes, long value) {
    for (int i = 0; i < bytes; i++) {
      bytes(address + i)
          .set(ValueLayout.JAVA_BYTE, (address + i) % PAGE, (byte) (value >>> (8 * i)));
    }
  }

  /** Writes code as a loader does: what was derived from the old bytes is forgotten. */
  public void load(long address, int bytes, long value) {
    poke(address, bytes, value);
    watched.removeIf(r -> r.start() < address + bytes && address < r.end());
    Objects.requireNonNull(engine, "attach an engine first")
        .invalidateCode(address, address + bytes);
    observers.forEach(o -> o.codeChanged(address, address + bytes));
  }

  /** Whether a page holds the same here and there. */
  public boolean sameBytes(long address, TestSpace other) {
    return bytes(address).mismatch(other.bytes(address)) < 0;
  }

  /** The contents of a page. */
  public byte[] page(long address) {
    return bytes(address).toArray(ValueLayout.JAVA_BYTE);
  }

  private Page check(Access access, long address, int bytes) {
    Page first = null;
    for (long a = address; a - address < bytes; a++) {
      Page p = a < 0 ? null : pages.get(a / PAGE);
      if (p == null) {
        throw new GuestFault(access, a, FaultReason.UNMAPPED);
      }
      boolean allowed =
          switch (access) {
            case LOAD -> p.rights().read();
            case STORE -> p.rights().write();
            case FETCH -> p.rights().execute();
          };
      if (!allowed) {
        throw new GuestFault(access, a, FaultReason.PROTECTED);
      }
      first = first == null ? p : first;
    }
    return Objects.requireNonNull(first);
  }

  private long read(long address, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      long b = bytes(address + i).get(ValueLayout.JAVA_BYTE, (address + i) % PAGE) & 0xff;
      value |= b << (8 * i);
    }
    return value;
  }

  private boolean isDevice(MemoryPort port, long address) {
    if (devicePage < 0 || address < 0 || address / PAGE != devicePage) {
      return false;
    }
    if (!port.serial) {
      throw SerialAccess.INSTANCE;
    }
    return true;
  }

  @Override
  public MemoryWindow window() {
    return window;
  }

  @Override
  public long load(MemoryPort port, long address, int bytes) {
    if (isDevice(port, address)) {
      long time = Objects.requireNonNull(hart).retired;
      deviceLog.add(new DeviceAccess(Access.LOAD, bytes, address, time, 0));
      return Bits.zext(time * 0x0101_0101_0101_0101L, 8 * bytes);
    }
    Page unused = check(Access.LOAD, address, bytes);
    if (address / PAGE == (address + bytes - 1) / PAGE) {
      window.allowLoads(address);
    }
    return read(address, bytes);
  }

  @Override
  public void store(MemoryPort port, long address, int bytes, long value) {
    if (isDevice(port, address)) {
      long time = Objects.requireNonNull(hart).retired;
      deviceLog.add(
          new DeviceAccess(Access.STORE, bytes, address, time, Bits.zext(value, 8 * bytes)));
      port.stopRequested = (value & 1) != 0;
      return;
    }
    Page unused = check(Access.STORE, address, bytes);
    List<Range> hit = new ArrayList<>();
    boolean pageWatched = false;
    for (Range r : watched) {
      if (r.start() < address + bytes && address < r.end()) {
        hit.add(r);
      }
      pageWatched |= r.start() / PAGE <= address / PAGE && address / PAGE <= (r.end() - 1) / PAGE;
    }
    if (!hit.isEmpty() && !port.serial) {
      throw SerialAccess.INSTANCE;
    }
    poke(address, bytes, value);
    for (Range r : hit) {
      watched.remove(r);
      if (engine != null) {
        engine.invalidateCode(r.start(), r.end());
      }
      observers.forEach(o -> o.codeChanged(r.start(), r.end()));
    }
    if (!pageWatched && address / PAGE == (address + bytes - 1) / PAGE) {
      window.allowStores(address);
    }
  }

  @Override
  public void probeStore(MemoryPort port, long address, int bytes) {
    if (isDevice(port, address)) {
      return;
    }
    Page unused = check(Access.STORE, address, bytes);
    if (!port.serial
        && watched.stream().anyMatch(r -> r.start() < address + bytes && address < r.end())) {
      throw SerialAccess.INSTANCE;
    }
  }

  @Override
  public void probeAtomic(MemoryPort port, long address, int bytes) {
    if (isDevice(port, address)) {
      return;
    }
    try {
      check(Access.LOAD, address, bytes);
      check(Access.STORE, address, bytes);
    } catch (GuestFault f) {
      throw new GuestFault(Access.STORE, f.address(), f.reason());
    }
  }

  @Override
  public long fetch(long address, int bytes) {
    check(Access.FETCH, address, bytes);
    return read(address, bytes);
  }

  @Override
  public void codeTranslated(long start, long end) {
    watched.add(new Range(start, end));
    window.forbidStores(start);
    window.forbidStores(end - 1);
  }

  @Override
  public void attach(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void watchCode(CodeObserver observer) {
    observers.add(observer);
  }

  /** Whose port must not write watched code. */
  public void attach(Hart hart) {
    this.hart = hart;
  }
}
