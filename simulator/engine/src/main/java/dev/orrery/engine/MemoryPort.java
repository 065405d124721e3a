package dev.orrery.engine;

import dev.orrery.spec.ir.AmoOp;

/**
 * A hart's way to memory: the pages that the address space's {@link MemoryWindow} allows are
 * accessed directly; anything else (first touch, page crossing, devices, protection, stores to
 * translated code) takes the address space's slow path. Guest data is little-endian.
 */
public final class MemoryPort {
  /** log2 of the page size in bytes. */
  public static final int PAGE_SHIFT = 12;

  /** Page size in bytes. */
  public static final int PAGE_SIZE = 1 << PAGE_SHIFT;

  private final AddressSpace space;

  private final MemoryWindow window;
  private final long windowBytes;
  private final long base;
  private final long readable;
  private final long writable;

  /**
   * Set by an engine while it executes one instruction on its own: accesses that would throw {@link
   * SerialAccess} are then performed.
   */
  public boolean serial;

  /**
   * Set by a device during a serial access: the engine stops with {@link Stop.Requested} after it.
   */
  public boolean stopRequested;

  /** The upper half of what {@link #compareAndSwapPair} found last. */
  public long high;

  /** A port on {@code space}. */
  public MemoryPort(AddressSpace space) {
    this.space = space;
    this.window = space.window();
    this.windowBytes = window.bytes();
    this.base = window.base();
    this.readable = window.readable();
    this.writable = window.writable();
  }

  /** What lies behind this port. */
  public AddressSpace space() {
    return space;
  }

  /** Whether a table of the window allows an access of {@code bytes} bytes. */
  private boolean direct(long table, long address, int bytes) {
    return Long.compareUnsigned(address, windowBytes) < 0
        && HostAccess.get8(table + (address >>> PAGE_SHIFT)) != 0
        && (address & (PAGE_SIZE - 1)) <= PAGE_SIZE - bytes;
  }

  /** Loads a byte, zero-extended. */
  public int load8(long address) {
    if (direct(readable, address, 1)) {
      return HostAccess.get8(base + address) & 0xff;
    }
    return (int) space.load(this, address, 1);
  }

  /** Loads two bytes, zero-extended. */
  public int load16(long address) {
    if (direct(readable, address, 2)) {
      return HostAccess.get16(base + address) & 0xffff;
    }
    return (int) space.load(this, address, 2);
  }

  /** Loads four bytes. */
  public int load32(long address) {
    if (direct(readable, address, 4)) {
      return HostAccess.get32(base + address);
    }
    return (int) space.load(this, address, 4);
  }

  /** Loads eight bytes. */
  public long load64(long address) {
    if (direct(readable, address, 8)) {
      return HostAccess.get64(base + address);
    }
    return space.load(this, address, 8);
  }

  /** Stores the low byte of {@code value}. */
  public void store8(long address, int value) {
    if (direct(writable, address, 1)) {
      HostAccess.set8(base + address, (byte) value);
    } else {
      space.store(this, address, 1, value);
    }
  }

  /** Stores the two low bytes of {@code value}. */
  public void store16(long address, int value) {
    if (direct(writable, address, 2)) {
      HostAccess.set16(base + address, (short) value);
    } else {
      space.store(this, address, 2, value);
    }
  }

  /** Stores four bytes. */
  public void store32(long address, int value) {
    if (direct(writable, address, 4)) {
      HostAccess.set32(base + address, value);
    } else {
      space.store(this, address, 4, value);
    }
  }

  /** Stores eight bytes. */
  public void store64(long address, long value) {
    if (direct(writable, address, 8)) {
      HostAccess.set64(base + address, value);
    } else {
      space.store(this, address, 8, value);
    }
  }

  /** Faults as a store of {@code bytes} bytes would, and stores nothing. */
  public void probeStore(long address, int bytes) {
    if (!direct(writable, address, bytes)) {
      space.probeStore(this, address, bytes);
    }
  }

  /**
   * Atomic read-modify-write of four aligned bytes.
   *
   * @return the old value
   */
  public int amo32(AmoOp op, long address, int value) {
    probe(address, 4);
    int old = load32(address);
    store32(
        address,
        switch (op) {
          case SWAP -> value;
          case ADD -> old + value;
          case XOR -> old ^ value;
          case AND -> old & value;
          case OR -> old | value;
          case MIN_S -> Math.min(old, value);
          case MAX_S -> Math.max(old, value);
          case MIN_U -> Integer.compareUnsigned(old, value) <= 0 ? old : value;
          case MAX_U -> Integer.compareUnsigned(old, value) >= 0 ? old : value;
        });
    return old;
  }

  /**
   * Atomic read-modify-write of eight aligned bytes.
   *
   * @return the old value
   */
  public long amo64(AmoOp op, long address, long value) {
    probe(address, 8);
    long old = load64(address);
    store64(
        address,
        switch (op) {
          case SWAP -> value;
          case ADD -> old + value;
          case XOR -> old ^ value;
          case AND -> old & value;
          case OR -> old | value;
          case MIN_S -> Math.min(old, value);
          case MAX_S -> Math.max(old, value);
          case MIN_U -> Long.compareUnsigned(old, value) <= 0 ? old : value;
          case MAX_U -> Long.compareUnsigned(old, value) >= 0 ? old : value;
        });
    return old;
  }

  /**
   * Atomic compare-and-swap of four aligned bytes; a store, also when it leaves memory as it is.
   *
   * @return the old value
   */
  public int compareAndSwap32(long address, int expected, int value) {
    probe(address, 4);
    int old = load32(address);
    if (old == expected) {
      store32(address, value);
    }
    return old;
  }

  /**
   * Atomic compare-and-swap of eight aligned bytes; as {@link #compareAndSwap32}.
   *
   * @return the old value
   */
  public long compareAndSwap64(long address, long expected, long value) {
    probe(address, 8);
    long old = load64(address);
    if (old == expected) {
      store64(address, value);
    }
    return old;
  }

  /**
   * Atomic compare-and-swap of 16 aligned bytes, as two values of which the lower one is at {@code
   * address}; as {@link #compareAndSwap32}.
   *
   * @return the old lower value; the old upper one is in {@link #high}
   */
  public long compareAndSwapPair(
      long address, long expectedLow, long expectedHigh, long valueLow, long valueHigh) {
    probe(address, 16);
    long low = load64(address);
    high = load64(address + 8);
    if (low == expectedLow && high == expectedHigh) {
      store64(address, valueLow);
      store64(address + 8, valueHigh);
    }
    return low;
  }

  /**
   * Zeroes the aligned block of {@code bytes} that holds {@code address}. It lies in one page, so
   * that it faults before anything is stored, or not at all.
   */
  public void zeroBlock(long address, int bytes) {
    long start = address & -bytes;
    for (int i = 0; i < bytes; i += 8) {
      store64(start + i, 0);
    }
  }

  /** Load-reserved of four aligned bytes. */
  public int loadReserved32(Hart hart, long address) {
    checkAligned(Access.LOAD, address, 4);
    int value = load32(address);
    hart.reservation = address;
    return value;
  }

  /** Load-reserved of eight aligned bytes. */
  public long loadReserved64(Hart hart, long address) {
    checkAligned(Access.LOAD, address, 8);
    long value = load64(address);
    hart.reservation = address;
    return value;
  }

  /**
   * Store-conditional of four aligned bytes.
   *
   * @return 0 when it stored, 1 when the reservation was lost
   */
  public int storeConditional32(Hart hart, long address, int value) {
    checkAligned(Access.STORE, address, 4);
    boolean held = hart.reservation == address;
    if (held) {
      store32(address, value);
    }
    hart.reservation = Hart.NO_RESERVATION;
    return held ? 0 : 1;
  }

  /** Store-conditional of eight aligned bytes; result as {@link #storeConditional32}. */
  public int storeConditional64(Hart hart, long address, long value) {
    checkAligned(Access.STORE, address, 8);
    boolean held = hart.reservation == address;
    if (held) {
      store64(address, value);
    }
    hart.reservation = Hart.NO_RESERVATION;
    return held ? 0 : 1;
  }

  private void probe(long address, int bytes) {
    checkAligned(Access.STORE, address, bytes);
    if (!direct(writable, address, 1)) {
      space.probeAtomic(this, address, bytes);
    }
  }

  private static void checkAligned(Access access, long address, int bytes) {
    if ((address & (bytes - 1)) != 0) {
      throw new GuestFault(access, address, FaultReason.MISALIGNED);
    }
  }
}
