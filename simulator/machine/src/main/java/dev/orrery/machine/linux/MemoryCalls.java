package dev.orrery.machine.linux;

import static dev.orrery.engine.MemoryPort.PAGE_SIZE;

import dev.orrery.engine.GuestFault;
import dev.orrery.machine.linux.fs.FileMode;
import dev.orrery.machine.linux.fs.FileStat;
import dev.orrery.machine.linux.fs.MappedFile;
import dev.orrery.machine.linux.fs.OpenFlags;
import dev.orrery.machine.linux.fs.Result;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.Region;
import java.nio.ByteBuffer;
import java.util.List;

/** Calls that map memory. Files are copied into memory when they are mapped. */
final class MemoryCalls {
  private static final int MAX_REGIONS = 65_530;
  private static final long PAGE_MASK = PAGE_SIZE - 1;

  private static final int MAP_SHARED = 1;
  private static final int MAP_PRIVATE = 2;
  private static final int MAP_SHARED_VALIDATE = 3;
  private static final int MAP_TYPE = 0xf;
  private static final int MAP_FIXED = 0x10;
  private static final int MAP_ANONYMOUS = 0x20;
  private static final int MAP_NORESERVE = 0x4000;
  private static final int MAP_FIXED_NOREPLACE = 0x10_0000;
  private static final int MREMAP_MAYMOVE = 1;
  private static final int MREMAP_FIXED = 2;
  private static final int MS_ASYNC = 1;
  private static final int MS_INVALIDATE = 2;
  private static final int MS_SYNC = 4;
  private static final int MADV_DONTNEED = 4;
  private static final int MADV_FREE = 8;
  private static final int NO_FILE = -1;
  private static final String HEAP = "[heap]";

  private final Task task;
  private final GuestMemory memory;
  private final AddressLayout layout;
  private final long heapStart;
  private long heapEnd;

  MemoryCalls(Task task) {
    this.task = task;
    this.memory = task.memory;
    this.layout = task.layout;
    this.heapStart = task.image.end();
    this.heapEnd = heapStart;
  }

  private static long roundUp(long bytes) {
    return (bytes + PAGE_MASK) & ~PAGE_MASK;
  }

  long brk(Arguments a) {
    long wanted = a.word(0);
    if (Long.compareUnsigned(wanted, heapStart) < 0
        || Long.compareUnsigned(wanted, layout.mapTop()) > 0) {
      return heapEnd;
    }
    long oldTop = roundUp(heapEnd);
    long newTop = roundUp(wanted);
    if (newTop > oldTop) {
      if (!memory.regionsWithin(oldTop, newTop).isEmpty() || tooMuch(newTop - heapStart)) {
        return heapEnd;
      }
      memory.map(oldTop, newTop - oldTop, Protection.READ_WRITE, HEAP);
    } else if (newTop < oldTop) {
      memory.unmap(newTop, oldTop - newTop);
    }
    heapEnd = wanted;
    return heapEnd;
  }

  /** Whether a single request is larger than all the memory there is. */
  private boolean tooMuch(long bytes) {
    return Long.compareUnsigned(bytes, memory.limitBytes()) > 0;
  }

  /** The size of a range, rounded up to pages; a range must fit into the program's addresses. */
  private long checkedLength(long start, long length, int ifTooLong) {
    long rounded = roundUp(length);
    if ((start & PAGE_MASK) != 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    if (rounded < 0
        || (rounded == 0 && length != 0)
        || Long.compareUnsigned(start, layout.top()) > 0
        || Long.compareUnsigned(rounded, layout.top() - start) > 0) {
      throw LinuxError.of(ifTooLong);
    }
    return rounded;
  }

  /** What hardware makes of a protection: pages that can be written can be read. */
  private static int protection(int bits) {
    int p = bits & Protection.ALL;
    return (p & Protection.WRITE) != 0 ? p | Protection.READ : p;
  }

  long mmap(Arguments a, long offset) {
    int flags = a.int32(3);
    int type = flags & MAP_TYPE;
    long hint = a.word(0);
    if (a.word(1) == 0 || type < MAP_SHARED || type > MAP_SHARED_VALIDATE) {
      throw LinuxError.of(Errno.EINVAL);
    }
    if ((offset & PAGE_MASK) != 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    boolean fixed = (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) != 0;
    long length = checkedLength(fixed ? hint : 0, a.word(1), Errno.ENOMEM);
    int protection = protection(a.int32(2));
    boolean anonymous = (flags & MAP_ANONYMOUS) != 0;
    int file = anonymous ? NO_FILE : mappable(a.int32(4), type, protection);
    boolean reserves = (protection & Protection.WRITE) != 0 && (flags & MAP_NORESERVE) == 0;
    if ((reserves || file != NO_FILE) && tooMuch(length) || memory.regionCount() >= MAX_REGIONS) {
      throw LinuxError.of(Errno.ENOMEM);
    }
    long start = place(hint, length, flags);
    task.shared.remove(start, start + length);
    memory.map(start, length, protection, file == NO_FILE ? "" : "file");
    if (file != NO_FILE) {
      try {
        fill(file, type, start, length, offset);
      } catch (GuestFault | LinuxError e) {
        memory.unmap(start, length);
        throw LinuxError.of(Errno.ENOMEM);
      }
    }
    return start;
  }

  private int mappable(int descriptor, int type, int protection) {
    Result<FileStat> stat = task.files.fstat(descriptor);
    long flags = task.files.fcntl(descriptor, OpenFlags.F_GETFL, 0);
    if (!stat.ok() || flags < 0) {
      throw LinuxError.of(Errno.EBADF);
    }
    if ((flags & OpenFlags.O_ACCMODE) == OpenFlags.O_WRONLY) {
      throw LinuxError.of(Errno.EACCES);
    }
    if (!FileMode.isRegular(stat.value().mode())) {
      throw LinuxError.of(Errno.ENODEV);
    }
    boolean writesBack = type != MAP_PRIVATE && (protection & Protection.WRITE) != 0;
    if (writesBack && (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_RDWR) {
      throw LinuxError.of(Errno.EACCES);
    }
    return descriptor;
  }

  private void fill(int file, int type, long start, long length, long offset) {
    if (type == MAP_PRIVATE) {
      if (!task.shared.isEmpty()) {
        task.shared.beforeRead(f -> task.files.isOf(file, f), offset, offset + length);
      }
      copyFile(file, start, length, offset);
      return;
    }
    Result<MappedFile> mapped = task.files.mapped(file);
    if (!mapped.ok()) {
      throw LinuxError.of(mapped.error());
    }
    task.shared.add(mapped.value(), start, length, offset);
  }

  private void copyFile(int file, long start, long length, long offset) {
    byte[] buffer = new byte[(int) Math.min(length, 1 << 16)];
    for (long done = 0; done < length; ) {
      int wanted = (int) Math.min(length - done, buffer.length);
      long n = task.files.pread(file, ByteBuffer.wrap(buffer, 0, wanted), offset + done);
      if (n <= 0) {
        return;
      }
      task.user.poke(start + done, buffer, 0, (int) n);
      done += n;
    }
  }

  private long place(long hint, long length, int flags) {
    boolean exact = (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) != 0;
    boolean fits =
        Long.compareUnsigned(hint, layout.lowest()) >= 0
            && Long.compareUnsigned(hint, layout.top()) < 0
            && Long.compareUnsigned(length, layout.top() - hint) <= 0;
    if (exact) {
      if (!fits) {
        throw LinuxError.of(Errno.EPERM);
      }
      if ((flags & MAP_FIXED_NOREPLACE) != 0 && !free(hint, length)) {
        throw LinuxError.of(Errno.EEXIST);
      }
      return hint;
    }
    long wish = roundUp(hint);
    if (fits && hint != 0 && free(wish, length)) {
      return wish;
    }
    long start = memory.findFree(length, layout.lowest(), layout.mapTop());
    if (start == -1) {
      throw LinuxError.of(Errno.ENOMEM);
    }
    return start;
  }

  private boolean free(long start, long length) {
    return Long.compareUnsigned(start, layout.top() - length) <= 0
        && memory.regionsWithin(start, start + length).isEmpty();
  }

  long munmap(Arguments a) {
    long length = checkedLength(a.word(0), a.word(1), Errno.EINVAL);
    if (length == 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    task.shared.remove(a.word(0), a.word(0) + length);
    memory.unmap(a.word(0), length);
    return 0;
  }

  long mprotect(Arguments a) {
    long start = a.word(0);
    long length = checkedLength(start, a.word(1), Errno.ENOMEM);
    if ((a.int32(2) & ~(Protection.ALL | 8)) != 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    if (length != 0) {
      requireMapped(start, length, Errno.ENOMEM);
      boolean writes = (a.int32(2) & Protection.WRITE) != 0;
      if (writes && !task.shared.mayWrite(start, start + length)) {
        throw LinuxError.of(Errno.EACCES);
      }
      memory.protect(start, length, protection(a.int32(2)));
    }
    return 0;
  }

  private void requireMapped(long start, long length, int otherwise) {
    long mapped = 0;
    for (Region r : memory.regionsWithin(start, start + length)) {
      mapped += r.length();
    }
    if (mapped != length) {
      throw LinuxError.of(otherwise);
    }
  }

  long mremap(Arguments a) {
    long old = a.word(0);
    int flags = a.int32(3);
    long oldLength = checkedLength(old, a.word(1), Errno.EINVAL);
    long length = checkedLength(0, a.word(2), Errno.ENOMEM);
    boolean mayMove = (flags & MREMAP_MAYMOVE) != 0;
    boolean fixed = (flags & MREMAP_FIXED) != 0;
    if ((flags & ~(MREMAP_MAYMOVE | MREMAP_FIXED)) != 0
        || length == 0
        || oldLength == 0
        || (fixed && !mayMove)) {
      throw LinuxError.of(Errno.EINVAL);
    }
    List<Region> regions = memory.regionsWithin(old, old + oldLength);
    requireMapped(old, oldLength, Errno.EFAULT);
    Region last = regions.getLast();
    if (length > oldLength && tooMuch(length)) {
      throw LinuxError.of(Errno.ENOMEM);
    }
    if (fixed) {
      return moveTo(a.word(4), old, oldLength, length, last);
    }
    if (length <= oldLength) {
      if (length < oldLength) {
        task.shared.remove(old + length, old + oldLength);
        memory.unmap(old + length, oldLength - length);
      }
      return old;
    }
    if (free(old + oldLength, length - oldLength)) {
      memory.map(old + oldLength, length - oldLength, last.protection(), last.label());
      task.shared.move(old, oldLength, old, length);
      task.shared.moved(old);
      return old;
    }
    if (!mayMove) {
      throw LinuxError.of(Errno.ENOMEM);
    }
    return moveTo(place(0, length, 0), old, oldLength, length, last);
  }

  private long moveTo(long target, long old, long oldLength, long length, Region last) {
    long unused = checkedLength(target, length, Errno.EINVAL);
    if (Long.compareUnsigned(target, layout.lowest()) < 0
        || Long.compareUnsigned(target, old + oldLength) < 0
            && Long.compareUnsigned(old, target + length) < 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    long kept = Math.min(oldLength, length);
    task.shared.remove(target, target + length);
    task.shared.move(old, oldLength, target, length);
    memory.unmap(target, length);
    memory.move(old, target, kept);
    if (length > kept) {
      memory.map(target + kept, length - kept, last.protection(), last.label());
    }
    if (oldLength > kept) {
      memory.unmap(old + kept, oldLength - kept);
    }
    task.shared.moved(target);
    return target;
  }

  long madvise(Arguments a) {
    long start = a.word(0);
    long length = checkedLength(start, a.word(1), Errno.EINVAL);
    int advice = a.int32(2);
    if (length == 0) {
      return 0;
    }
    if (advice == MADV_DONTNEED || advice == MADV_FREE) {
      for (Region r : memory.regionsWithin(start, start + length)) {
        // Pages of files would have to be read again; they stay.
        if (r.label().isEmpty() || r.label().equals(HEAP)) {
          memory.discard(r.start(), r.length());
        }
      }
    }
    requireMapped(start, length, Errno.ENOMEM);
    return 0;
  }

  /** For calls that are satisfied if the range is mapped. */
  long checkMapped(Arguments a) {
    long length =
        checkedLength(a.word(0) & ~PAGE_MASK, a.word(1) + (a.word(0) & PAGE_MASK), Errno.ENOMEM);
    if (length != 0) {
      requireMapped(a.word(0) & ~PAGE_MASK, length, Errno.ENOMEM);
    }
    return 0;
  }

  long msync(Arguments a) {
    int flags = a.int32(2);
    boolean both = (flags & (MS_ASYNC | MS_SYNC)) == (MS_ASYNC | MS_SYNC);
    if ((flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)) != 0 || both) {
      throw LinuxError.of(Errno.EINVAL);
    }
    long length = checkedLength(a.word(0), a.word(1), Errno.ENOMEM);
    if (length != 0) {
      requireMapped(a.word(0), length, Errno.ENOMEM);
      task.shared.flush(a.word(0), a.word(0) + length);
    }
    return 0;
  }

  long mincore(Arguments a) {
    long length = checkedLength(a.word(0), a.word(1), Errno.ENOMEM);
    requireMapped(a.word(0), length, Errno.ENOMEM);
    for (long page = 0; page < length / PAGE_SIZE; page++) {
      task.user.store(a.word(2) + page, 1, 1);
    }
    return 0;
  }
}
