package dev.orrery.machine.validate.gdb;

import dev.orrery.machine.validate.ReferenceException;
import dev.orrery.machine.validate.gdb.GdbClient.Stopped;
import java.io.IOException;

/** A program in another emulator, waiting at its first instruction. */
public interface GdbRun extends AutoCloseable {
  /** Starts one. */
  @FunctionalInterface
  interface Launcher {
    /**
     * Starts the program anew.
     *
     * @throws ReferenceException if the emulator does not start or does not answer
     */
    GdbRun launch() throws ReferenceException;
  }

  /** The way to talk to it. */
  GdbClient client();

  /**
   * What the program has printed to standard output, once it has ended.
   *
   * @throws IOException if that cannot be found out
   */
  byte[] output() throws IOException;

  /** Ends it. */
  @Override
  void close();

  /**
   * Goes on until an address was reached so often.
   *
   * @param bytes of the instruction there
   * @param times at least 1; being there now does not count
   * @return where it stopped: not paused by a breakpoint if it did not get there
   */
  default Stopped reach(long address, int bytes, long times) throws ReferenceException {
    GdbClient client = client();
    client.insertBreakpoint(address, bytes);
    Stopped stopped = new Stopped.Paused(SIGTRAP);
    boolean there = client.register("pc") == address;
    for (long left = times; left > 0; ) {
      if (there) {
        // A step goes over the breakpoint that holds the program here.
        stopped = client.step();
        there = isTrapped(stopped) && client.register("pc") == address;
        left -= there ? 1 : 0;
      } else {
        stopped = client.goOn();
        there = isTrapped(stopped);
        left--;
      }
      if (!isTrapped(stopped)) {
        return stopped;
      }
    }
    client.removeBreakpoint(address, bytes);
    return stopped;
  }

  private static boolean isTrapped(Stopped stopped) {
    return stopped instanceof Stopped.Paused p && p.signal() == SIGTRAP;
  }

  /** The signal of a breakpoint, in GDB's numbers. */
  int SIGTRAP = 5;
}
