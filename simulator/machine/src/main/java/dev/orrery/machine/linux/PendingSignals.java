package dev.orrery.machine.linux;

import java.util.Arrays;

/** Signals that were sent and not yet delivered. A second one of a number changes nothing. */
final class PendingSignals {
  private final SignalInfo[] infos = new SignalInfo[Signal.MAX + 1];
  private long set;

  PendingSignals() {
    Arrays.fill(infos, SignalInfo.USER);
  }

  /** The signals, as bits from 0 for number 1. */
  long set() {
    return set;
  }

  void add(int signal, SignalInfo info) {
    if ((set & bit(signal)) == 0) {
      infos[signal] = info;
      set |= bit(signal);
    }
  }

  /** Takes a signal out; the result is what came with it. */
  SignalInfo take(int signal) {
    set &= ~bit(signal);
    return infos[signal];
  }

  static long bit(int signal) {
    return 1L << (signal - 1);
  }
}
