package dev.orrery.machine.mem;

/**
 * What the guest's own instructions did with a page since it was mapped.
 *
 * @param address of its first byte
 * @param read whether a load touched it
 * @param written whether a store touched it
 * @param executed whether an instruction was fetched from it
 */
public record PageUse(long address, boolean read, boolean written, boolean executed) {}
