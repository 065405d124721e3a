package dev.orrery.machine.linux;

/**
 * Where things go in a program's address space. The same for every run.
 *
 * @param top end of what a program may map
 * @param lowest address that a program may map
 * @param stackTop end of the stack
 * @param stackBytes size of the stack
 * @param mapTop mappings are placed below this, downwards
 * @param pieBase where a position-independent program is loaded
 */
record AddressLayout(
    long top, long lowest, long stackTop, long stackBytes, long mapTop, long pieBase) {
  private static final long STACK = 8L << 20;
  private static final long GAP = 1L << 20;
  private static final long LOWEST = 0x1_0000;

  /**
   * The layout for programs with {@code addressBits} bits of address. On 64 bits, hardware has more
   * than the part that is used here, which is what memory is fast in.
   *
   * @param bytes of addresses that are used, at least 4 GiB
   */
  static AddressLayout of(int addressBits, long bytes) {
    return addressBits == 32
        ? layout(0xC000_0000L, 0x4000_0000L)
        : layout(bytes, bytes / 3 & -(1L << 12));
  }

  private static AddressLayout layout(long top, long pieBase) {
    long stackTop = top - 4096;
    return new AddressLayout(top, LOWEST, stackTop, STACK, stackTop - STACK - GAP, pieBase);
  }
}
