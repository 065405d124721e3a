package dev.orrery.engine;

import java.lang.ref.Cleaner;
import jdk.internal.misc.Unsafe;

/**
 * The host's native memory by address: what software TLBs point into. Nothing is checked: whoever
 * calls this has made sure that the address lies in a block from {@link #allocate} that has not
 * been freed. Words are little-endian at any alignment.
 *
 * <p>This is the JVM's own {@code Unsafe}, which the launcher and the build open to us, and not a
 * {@code MemorySegment} of all memory. Once compiled they are equally fast, but a segment's access
 * is some twenty nested calls, and every run pays for them until and while they are compiled:
 * measured in pairs, programs of a second took 3 to 27 % less processor time, a hello world 15 %.
 */
public final class HostAccess {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** Whether the processor itself reads and writes such words. */
  private static final boolean DIRECT = UNSAFE.unalignedAccess() && !UNSAFE.isBigEndian();

  private static final Cleaner CLEANER = Cleaner.create();

  private HostAccess() {}

  /**
   * A new block of zeros.
   *
   * @param bytes its size, a multiple of 8
   * @return its address, aligned to 8 bytes
   * @throws OutOfMemoryError when the host has no more
   */
  public static long allocate(long bytes) {
    long block = UNSAFE.allocateMemory(bytes);
    UNSAFE.setMemory(block, bytes, (byte) 0);
    return block;
  }

  /**
   * A new block whose contents are whatever they are. Of a large one, only what is touched takes
   * memory.
   *
   * @throws OutOfMemoryError when the host refuses
   */
  public static long reserve(long bytes) {
    return UNSAFE.allocateMemory(bytes);
  }

  /** Gives back a block from {@link #allocate} or {@link #reserve}. */
  public static void free(long block) {
    UNSAFE.freeMemory(block);
  }

  /** Runs {@code free}, which must not know {@code owner}, when nothing knows that any more. */
  public static void whenUnreachable(Object owner, Runnable free) {
    CLEANER.register(owner, free);
  }

  /** Fills {@code bytes} bytes with zeros. */
  public static void clear(long host, long bytes) {
    UNSAFE.setMemory(host, bytes, (byte) 0);
  }

  /** Copies native memory to another place. */
  public static void copy(long from, long to, long bytes) {
    UNSAFE.copyMemory(from, to, bytes);
  }

  /** Copies native memory into an array. */
  public static void copyIn(long host, byte[] to, int offset, int length) {
    UNSAFE.copyMemory(null, host, to, (long) Unsafe.ARRAY_BYTE_BASE_OFFSET + offset, length);
  }

  /** Copies a part of an array to native memory. */
  public static void copyOut(byte[] from, int offset, long host, int length) {
    UNSAFE.copyMemory(from, (long) Unsafe.ARRAY_BYTE_BASE_OFFSET + offset, null, host, length);
  }

  /** Reads a byte. */
  public static byte get8(long host) {
    return UNSAFE.getByte(host);
  }

  /** Reads two bytes. */
  public static short get16(long host) {
    return DIRECT ? UNSAFE.getShort(host) : UNSAFE.getShortUnaligned(null, host, false);
  }

  /** Reads four bytes. */
  public static int get32(long host) {
    return DIRECT ? UNSAFE.getInt(host) : UNSAFE.getIntUnaligned(null, host, false);
  }

  /** Reads eight bytes. */
  public static long get64(long host) {
    return DIRECT ? UNSAFE.getLong(host) : UNSAFE.getLongUnaligned(null, host, false);
  }

  /** Writes a byte. */
  public static void set8(long host, byte value) {
    UNSAFE.putByte(host, value);
  }

  /** Writes two bytes. */
  public static void set16(long host, short value) {
    if (DIRECT) {
      UNSAFE.putShort(host, value);
    } else {
      UNSAFE.putShortUnaligned(null, host, value, false);
    }
  }

  /** Writes four bytes. */
  public static void set32(long host, int value) {
    if (DIRECT) {
      UNSAFE.putInt(host, value);
    } else {
      UNSAFE.putIntUnaligned(null, host, value, false);
    }
  }

  /** Writes eight bytes. */
  public static void set64(long host, long value) {
    if (DIRECT) {
      UNSAFE.putLong(host, value);
    } else {
      UNSAFE.putLongUnaligned(null, host, value, false);
    }
  }
}
