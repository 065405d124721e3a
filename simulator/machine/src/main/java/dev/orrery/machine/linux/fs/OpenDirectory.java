package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An open directory. Its entries are taken at once and sorted by their bytes, when the first is
 * read and again after a seek to the start: the order and the positions are the same on every host.
 */
final class OpenDirectory extends OpenFile {
  /** Lists a directory by its absolute name. */
  interface Lister {
    List<DirectoryEntry> list(String directory) throws IOException;
  }

  private final NameHandle handle;
  private final Lister lister;
  private @Nullable List<DirectoryEntry> entries;
  private long position;

  OpenDirectory(int flags, NameHandle handle, Lister lister) {
    super(flags);
    this.handle = handle;
    this.lister = lister;
  }

  /** Offers entries from the position on, until {@code take} refuses one; counts the taken. */
  int read(Predicate<DirectoryEntry> take) throws IOException {
    List<DirectoryEntry> all = entries;
    if (all == null) {
      all = new ArrayList<>(lister.list(handle.directory()));
      entries = all;
    }
    int count = 0;
    while (position < all.size() && take.test(all.get((int) position))) {
      position++;
      count++;
    }
    return count;
  }

  @Override
  long read(ByteBuffer into) throws GuestError {
    throw new GuestError(Errno.EISDIR);
  }

  @Override
  long readAt(ByteBuffer into, long offset) throws GuestError {
    throw new GuestError(Errno.EISDIR);
  }

  @Override
  long seek(long offset, int whence) throws GuestError {
    long to =
        switch (whence) {
          case OpenFlags.SEEK_SET -> offset;
          case OpenFlags.SEEK_CUR -> position + offset;
          default -> throw new GuestError(Errno.EINVAL);
        };
    if (to < 0) {
      throw new GuestError(Errno.EINVAL);
    }
    if (to == 0) {
      entries = null;
    }
    position = to;
    return to;
  }

  @Override
  void sync() {}

  @Override
  FileStat stat() throws IOException {
    return handle.stat();
  }

  @Override
  @Nullable HostLocation location() {
    return handle.location();
  }

  @Override
  String directory() throws GuestError {
    return handle.directory();
  }

  @Override
  String description() {
    return handle.description();
  }
}
