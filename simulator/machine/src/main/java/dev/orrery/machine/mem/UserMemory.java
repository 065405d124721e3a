package dev.orrery.machine.mem;

import static dev.orrery.engine.MemoryPort.PAGE_SIZE;

import dev.orrery.engine.Access;
import dev.orrery.engine.GuestFault;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Access to a guest's memory for whoever serves it. Protection holds as for the guest itself,
 * except for {@code poke}, which is for loaders. Not counted as the guest's own use of a page.
 *
 * <p>All methods throw {@link GuestFault} at the first byte that may not be accessed; what lies
 * before it may already have been written.
 */
public final class UserMemory {
  private final GuestMemory memory;
  private final ByteOrder order;

  /** Access to {@code memory}, where data is little-endian. */
  public UserMemory(GuestMemory memory) {
    this(memory, ByteOrder.LITTLE);
  }

  /** Access to {@code memory}, where data has the byte order {@code order}. */
  public UserMemory(GuestMemory memory, ByteOrder order) {
    this.memory = memory;
    this.order = order;
  }

  /** The address space. */
  public GuestMemory space() {
    return memory;
  }

  /** Copies from the guest. */
  public void read(long address, byte[] to, int offset, int length) {
    for (int done = 0; done < length; ) {
      int n = toPageEnd(address + done, length - done);
      HostMemory.copyIn(
          memory.access().hostByte(address + done, Access.LOAD), to, offset + done, n);
      done += n;
    }
  }

  /** A copy of {@code length} bytes of the guest's. */
  public byte[] read(long address, int length) {
    byte[] bytes = new byte[length];
    read(address, bytes, 0, length);
    return bytes;
  }

  /** Copies to the guest. */
  public void write(long address, byte[] from, int offset, int length) {
    for (int done = 0; done < length; ) {
      int n = toPageEnd(address + done, length - done);
      HostMemory.copyOut(
          from, offset + done, memory.access().hostBytesToStore(address + done, n), n);
      done += n;
    }
  }

  /** Copies all of {@code from} to the guest. */
  public void write(long address, byte[] from) {
    write(address, from, 0, from.length);
  }

  /** Copies from mapped memory of any protection. */
  public void peek(long address, byte[] to, int offset, int length) {
    for (int done = 0; done < length; ) {
      int n = toPageEnd(address + done, length - done);
      HostMemory.copyIn(memory.access().hostByteToPeek(address + done), to, offset + done, n);
      done += n;
    }
  }

  /** Copies to mapped memory of any protection. */
  public void poke(long address, byte[] from, int offset, int length) {
    for (int done = 0; done < length; ) {
      int n = toPageEnd(address + done, length - done);
      HostMemory.copyOut(
          from, offset + done, memory.access().hostBytesToPoke(address + done, n), n);
      done += n;
    }
  }

  /**
   * Makes sure that {@code length} bytes can be written.
   *
   * @throws GuestFault at the first that cannot
   */
  public void checkWritable(long address, int length) {
    for (int done = 0; done < length; ) {
      long unused = memory.access().hostByte(address + done, Access.STORE);
      done += toPageEnd(address + done, length - done);
    }
  }

  /** How many of {@code length} bytes can be written before the first that cannot. */
  public int writablePrefix(long address, int length) {
    return prefix(address, length, Access.STORE);
  }

  /** How many of {@code length} bytes can be read before the first that cannot. */
  public int readablePrefix(long address, int length) {
    return prefix(address, length, Access.LOAD);
  }

  private int prefix(long address, int length, Access access) {
    int done = 0;
    try {
      while (done < length) {
        long unused = memory.access().hostByte(address + done, access);
        done += toPageEnd(address + done, length - done);
      }
    } catch (GuestFault e) {
      return done;
    }
    return length;
  }

  /** Byte order of the guest's data. */
  public ByteOrder order() {
    return order;
  }

  /** A value of 1, 2, 4 or 8 bytes, zero-extended. */
  public long load(long address, int bytes) {
    if (toPageEnd(address, bytes) == bytes) {
      return order.of(
          HostMemory.load(memory.access().hostByte(address, Access.LOAD), bytes), bytes);
    }
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= HostMemory.load(memory.access().hostByte(address + i, Access.LOAD), 1) << (8 * i);
    }
    return order.of(value, bytes);
  }

  /** Stores the low {@code bytes} bytes of {@code value}. */
  public void store(long address, int bytes, long value) {
    byte[] b = new byte[bytes];
    long swapped = order.of(Bits.zext(value, 8 * bytes), bytes);
    for (int i = 0; i < bytes; i++) {
      b[i] = (byte) (swapped >>> (8 * i));
    }
    write(address, b);
  }

  /**
   * The bytes before the next zero byte.
   *
   * @return null if there is no zero byte among the first {@code limit}
   */
  public byte @Nullable [] cBytes(long address, int limit) {
    byte[] bytes = new byte[Math.min(limit, 256)];
    for (int n = 0; n < limit; ) {
      int chunk = toPageEnd(address + n, limit - n);
      long host = memory.access().hostByte(address + n, Access.LOAD);
      for (int i = 0; i < chunk; i++, n++) {
        if (n == bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.min(limit, 4 * n));
        }
        bytes[n] = (byte) HostMemory.load(host + i, 1);
        if (bytes[n] == 0) {
          return Arrays.copyOf(bytes, n);
        }
      }
    }
    return null;
  }

  /** {@link #cBytes} as UTF-8 text. */
  public @Nullable String cString(long address, int limit) {
    byte[] bytes = cBytes(address, limit);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static int toPageEnd(long address, long most) {
    return (int) Math.min(most, PAGE_SIZE - (address & (PAGE_SIZE - 1)));
  }
}
