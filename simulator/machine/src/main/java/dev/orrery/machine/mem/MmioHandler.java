package dev.orrery.machine.mem;

import dev.orrery.engine.MemoryPort;

/**
 * Registers that are reached by loads and stores. Accesses come one instruction at a time, at exact
 * instruction counts, and lie wholly inside the handler's region; they may be of any alignment.
 */
public interface MmioHandler {

  /**
   * A load.
   *
   * @param port whose; {@code port.stopRequested = true} stops its engine behind the instruction
   * @param offset from the start of the region
   * @param bytes 1, 2, 4 or 8
   * @return the value; its low {@code bytes} bytes count
   */
  long read(MemoryPort port, long offset, int bytes);

  /** A store of the low {@code bytes} bytes of {@code value}; otherwise as {@link #read}. */
  void write(MemoryPort port, long offset, int bytes, long value);
}
