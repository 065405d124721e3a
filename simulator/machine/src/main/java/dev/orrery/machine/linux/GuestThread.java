package dev.orrery.machine.linux;

import dev.orrery.engine.Hart;
import dev.orrery.machine.linux.SignalFrame.AltStack;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A thread of the program: a hart, and what the system keeps for it. */
final class GuestThread {
  /** Bytes of a name without the zero behind it. */
  static final int NAME_BYTES = 15;

  /** What the program knows the thread by; the first one's is the process's. */
  final int id;

  final Hart hart;

  /** Signals sent to this thread alone. */
  final PendingSignals pending = new PendingSignals();

  /** Signals that are blocked. */
  long mask;

  /** The mask to come back to when a wait with another mask is over. */
  @Nullable Long maskAfterWait;

  AltStack altStack = AltStack.NONE;

  /** Address of a word to clear, and of a futex to wake, when the thread ends; 0 for none. */
  long clearAtEnd;

  /** Address of the list of robust locks; 0 for none. */
  long robustList;

  private byte[] name;
  private @Nullable Call call;
  private @Nullable Wait wait;
  private Wait.@Nullable End end;

  /** A system call that has been entered. */
  record Call(String name, @Nullable Syscall call, Arguments arguments, long next) {}

  GuestThread(int id, Hart hart, byte[] name) {
    this.id = id;
    this.hart = hart;
    this.name = cut(name);
  }

  private static byte[] cut(byte[] name) {
    return Arrays.copyOf(name, Math.min(name.length, NAME_BYTES));
  }

  /** Its name, at most {@link #NAME_BYTES} bytes. */
  byte[] name() {
    return name;
  }

  /** The same for people. */
  String text() {
    return new String(name, StandardCharsets.UTF_8);
  }

  void name(byte[] bytes) {
    name = cut(bytes);
  }

  // ---- waiting; only Threads changes it ----

  /** The call inside which it waits, or is about to go on; null outside of any. */
  @Nullable Call call() {
    return call;
  }

  /** What it waits for; null if it does not wait, also when that came and the call can go on. */
  @Nullable Wait waitsFor() {
    return end == null ? wait : null;
  }

  /** Whether it is inside a call that can go on. */
  boolean canGoOn() {
    return end != null;
  }

  void block(Call entered, Wait on) {
    call = entered;
    wait = on;
    end = null;
  }

  void unblock(Wait.End how) {
    if (wait != null) {
      wait.end();
    }
    end = how;
  }

  /** Goes on with the call. */
  long goOn() {
    if (wait == null || end == null) {
      throw new IllegalStateException("thread " + id + " is in no call");
    }
    return wait.rest().after(end);
  }

  /** The call is over. */
  void leaveCall() {
    call = null;
    wait = null;
    end = null;
  }
}
