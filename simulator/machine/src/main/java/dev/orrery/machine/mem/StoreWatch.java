package dev.orrery.machine.mem;

import dev.orrery.engine.MemoryPort;

/** Told of stores to a word of ordinary memory, right after each. */
public interface StoreWatch {

  /**
   * The guest stored to at least one watched byte.
   *
   * @param port whose store; {@code port.stopRequested = true} stops its engine behind the
   *     instruction
   * @param address of the store's first byte, which may lie before the watched range
   * @param bytes length of the store
   */
  void stored(MemoryPort port, long address, int bytes);
}
