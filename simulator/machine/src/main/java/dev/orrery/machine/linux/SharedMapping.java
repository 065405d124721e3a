package dev.orrery.machine.linux;

import dev.orrery.engine.GuestFault;
import dev.orrery.machine.linux.fs.MappedFile;
import dev.orrery.machine.mem.UserMemory;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A range of memory that holds a part of a file. A page is known to have been stored to by its
 * hash, which is no longer that of what was last read from the file or written to it.
 */
final class SharedMapping {
  private static final int PAGE = 1 << 12;
  private static final long FACTOR = 0x9e37_79b9_7f4a_7c15L;

  private final UserMemory user;
  private final MappedFile file;
  private final long start;
  private final long end;
  private final long offset;
  private final long[] known;

  private SharedMapping(UserMemory user, MappedFile file, long start, long offset, long[] known) {
    this.user = user;
    this.file = file;
    this.start = start;
    this.end = start + (long) known.length * PAGE;
    this.offset = offset;
    this.known = known;
  }

  /** A mapping whose pages, which are zero, are to be filled by {@link #refresh}. */
  SharedMapping(UserMemory user, MappedFile file, long start, long length, long offset) {
    this(user, file, start, offset, new long[(int) (length / PAGE)]);
    Arrays.fill(known, hash(new byte[PAGE]));
  }

  MappedFile file() {
    return file;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  boolean overlaps(long from, long to) {
    return start < to && from < end;
  }

  /** The part from {@code from} on, which may lie elsewhere now and be longer than it was. */
  SharedMapping part(long from, long to, long at, long length) {
    int first = (int) ((from - start) / PAGE);
    int kept = (int) (Math.min(to - from, length) / PAGE);
    long[] pages = new long[(int) (length / PAGE)];
    Arrays.fill(pages, hash(new byte[PAGE]));
    System.arraycopy(known, first, pages, 0, Math.min(kept, known.length - first));
    return new SharedMapping(user, file.again(), at, offset + from - start, pages);
  }

  /** Where a byte of the file is, or would be if the mapping went on. */
  long address(long fileOffset) {
    return start + fileOffset - offset;
  }

  /** Which byte of the file is at an address. */
  long offset(long address) {
    return offset + address - start;
  }

  /** Copies a part of the file to the pages of memory that were not stored to since. */
  void refresh(long from, long to) {
    byte[] here = new byte[PAGE];
    byte[] there = new byte[PAGE];
    long inFile = file.size() - offset;
    long length = Math.min(Math.min(to, end) - start, inFile);
    try {
      for (int i = pageOf(from); (long) i * PAGE < length; i++) {
        long at = start + (long) i * PAGE;
        Arrays.fill(there, (byte) 0);
        int n = (int) Math.min(PAGE, inFile - (long) i * PAGE);
        file.read(ByteBuffer.wrap(there, 0, n), offset + at - start);
        user.peek(at, here, 0, PAGE);
        if (hash(here) == known[i] && !Arrays.equals(here, there)) {
          user.poke(at, there, 0, PAGE);
          known[i] = hash(there);
        }
      }
    } catch (GuestFault e) {
      throw LinuxError.of(Errno.ENOMEM);
    }
  }

  /**
   * Writes the pages of a range that were stored to into the file, as far as that reaches.
   *
   * @return whether there were any
   */
  boolean store(long from, long to) {
    if (!file.writable()) {
      return false;
    }
    boolean any = false;
    byte[] here = new byte[PAGE];
    long wanted = (Math.min(to, end) - start + PAGE - 1) & -PAGE;
    long length = Math.min(wanted, file.size() - offset);
    for (long at = (long) pageOf(from) * PAGE; at < length; at += PAGE) {
      user.peek(start + at, here, 0, PAGE);
      long now = hash(here);
      if (now != known[(int) (at / PAGE)]) {
        known[(int) (at / PAGE)] = now;
        file.store(ByteBuffer.wrap(here, 0, (int) Math.min(PAGE, length - at)), offset + at);
        any = true;
      }
    }
    return any;
  }

  private int pageOf(long address) {
    return (int) ((Math.max(address, start) - start) / PAGE);
  }

  private static long hash(byte[] page) {
    long h = 0;
    ByteBuffer longs = ByteBuffer.wrap(page);
    while (longs.hasRemaining()) {
      h = (h ^ longs.getLong()) * FACTOR;
      h ^= h >>> 32;
    }
    return h;
  }
}
