package dev.orrery.machine.linux;

/**
 * What a handler learns of a signal besides its number. Source: {@code asm-generic/siginfo.h}.
 *
 * @param code {@code si_code}
 * @param address {@code si_addr} of a fault; for signals that were sent, unused
 */
record SignalInfo(int code, long address) {
  /** Bytes of a {@code siginfo_t}. */
  static final int BYTES = 128;

  static final int SI_USER = 0;
  static final int SI_TKILL = -6;
  static final int SI_KERNEL = 0x80;

  static final int ILL_ILLOPC = 1;
  static final int SEGV_MAPERR = 1;
  static final int SEGV_ACCERR = 2;
  static final int BUS_ADRALN = 1;
  static final int TRAP_BRKPT = 1;

  /** Division by zero, or one whose quotient cannot be held. */
  static final int FPE_INTDIV = 1;

  /** Sent by {@code kill} of the process to itself. */
  static final SignalInfo USER = new SignalInfo(SI_USER, 0);

  /** Sent by {@code tkill} of the process to itself. */
  static final SignalInfo THREAD = new SignalInfo(SI_TKILL, 0);

  /** Sent by the kernel. */
  static final SignalInfo KERNEL = new SignalInfo(SI_KERNEL, 0);

  /** Whether it was sent by a process. */
  boolean sent() {
    return code <= 0;
  }

  /** Puts a {@code siginfo_t} of {@link #BYTES} bytes. */
  void put(Struct to, int signal, int wordBytes) {
    int start = to.size();
    to.u32(signal).u32(0).u32(code).align(wordBytes);
    if (sent()) {
      to.u32(Task.PID).u32(dev.orrery.machine.linux.fs.FileStat.OWNER);
    } else {
      to.word(address);
    }
    to.zeros(start + BYTES - to.size());
  }
}
