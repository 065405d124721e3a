package dev.orrery.machine.bare;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.MemoryPort;
import dev.orrery.machine.Ending;
import dev.orrery.machine.mem.StoreWatch;
import dev.orrery.machine.mem.UserMemory;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The word {@code tohost}, by which a program talks to its host: an odd value of device 0 ends the
 * program with exit code value / 2, an even one points to a call of which only writing is served,
 * and device 1 command 1 prints a character. Source: the RISC-V front-end server's HTIF protocol.
 */
final class Htif implements StoreWatch {
  private static final int SYS_WRITE = 64;
  private static final int MAX_WRITE = 1 << 20;

  private final UserMemory memory;
  private final long toHost;
  private final @Nullable Long fromHost;
  private final OutputStream out;
  private boolean lowWritten;
  private @Nullable Ending ending;

  Htif(UserMemory memory, long toHost, @Nullable Long fromHost, OutputStream out) {
    this.memory = memory;
    this.toHost = toHost;
    this.fromHost = fromHost;
    this.out = out;
  }

  /** Why the program ended; null while it has not. */
  @Nullable Ending ending() {
    return ending;
  }

  /**
   * Programs of 32 bits write the word in two halves of which either may come first: the low half
   * alone counts when it ends the program or the high half is there already.
   */
  @Override
  public void stored(MemoryPort port, long address, int bytes) {
    boolean low = address < toHost + 4;
    boolean high = address + bytes > toHost + 4;
    lowWritten |= low;
    long word = memory.load(toHost, 8);
    boolean complete = low && (high || (word & 1) != 0 || word >>> 32 != 0) || high && lowWritten;
    if (word == 0 || !complete) {
      return;
    }
    lowWritten = false;
    memory.store(toHost, 8, 0);
    command(word);
    if (ending != null) {
      port.stopRequested = true;
    }
  }

  private void command(long word) {
    int device = (int) (word >>> 56);
    int command = (int) (word >>> 48) & 0xff;
    long payload = word << 16 >>> 16;
    if (device == 0 && command == 0 && (payload & 1) != 0) {
      ending = new Ending.Exited((int) (payload >>> 1));
    } else if (device == 0 && command == 0) {
      call(payload);
    } else if (device == 1 && command == 1) {
      print(new byte[] {(byte) payload}, 1);
    }
  }

  private void call(long block) {
    try {
      long result = -1;
      long length = memory.load(block + 24, 8);
      if (memory.load(block, 8) == SYS_WRITE && length >= 0) {
        int n = (int) Math.min(length, MAX_WRITE);
        print(memory.read(memory.load(block + 16, 8), n), n);
        result = n;
      }
      memory.store(block, 8, result);
      if (fromHost != null) {
        memory.store(fromHost, 8, 1);
      }
    } catch (GuestFault e) {
      ending =
          new Ending.Stuck(
              "the program told its host to look at 0x%x, which is not in RAM"
                  .formatted(e.address()));
    }
  }

  private void print(byte[] text, int length) {
    try {
      out.write(text, 0, length);
      out.flush();
    } catch (IOException e) {
      ending = new Ending.Killed(13, "SIGPIPE", false);
    }
  }
}
