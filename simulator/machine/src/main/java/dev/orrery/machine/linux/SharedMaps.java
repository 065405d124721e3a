package dev.orrery.machine.linux;

import dev.orrery.machine.linux.fs.MappedFile;
import dev.orrery.machine.mem.UserMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Files that are mapped shared. Memory holds a copy; what was stored to it is written to the file
 * where the program could tell: when it synchronises or unmaps, reads the file, or ends. What comes
 * to the file by calls or by another mapping is then copied into memory. Stores behind the file's
 * end are lost, as they are on Linux.
 */
final class SharedMaps {
  private final UserMemory user;
  private List<SharedMapping> all = new ArrayList<>();

  SharedMaps(UserMemory user) {
    this.user = user;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Fills memory, mapped just now, from a file, and keeps them together. */
  void add(MappedFile file, long start, long length, long offset) {
    beforeRead(file::isSame, offset, offset + length);
    SharedMapping m = new SharedMapping(user, file, start, length, offset);
    try {
      m.refresh(m.start(), m.end());
    } catch (LinuxError e) {
      file.close();
      throw e;
    }
    all.add(m);
  }

  /** Whether stores to all files mapped in a range may reach them. */
  boolean mayWrite(long start, long end) {
    for (SharedMapping m : all) {
      if (m.overlaps(start, end) && !m.file().writable()) {
        return false;
      }
    }
    return true;
  }

  /** Writes what was stored to a range to its files. */
  void flush(long start, long end) {
    for (SharedMapping m : all) {
      if (m.overlaps(start, end)) {
        store(m, start, end);
      }
    }
  }

  private void store(SharedMapping m, long from, long to) {
    long start = Math.max(from, m.start());
    long end = Math.min(to, m.end());
    if (m.store(start, end)) {
      for (SharedMapping other : all) {
        if (other != m && other.file().isSame(m.file())) {
          other.refresh(other.address(m.offset(start)), other.address(m.offset(end)));
        }
      }
    }
  }

  /** The program looks otherwise, by a call, at the bytes of a file from one offset to another. */
  void beforeRead(Predicate<MappedFile> file, long from, long to) {
    for (SharedMapping m : all) {
      if (file.test(m.file())) {
        store(m, m.address(from), m.address(to));
      }
    }
  }

  /** The program wrote otherwise, by a call, to the bytes of a file from one offset to another. */
  void afterWrite(Predicate<MappedFile> file, long from, long to) {
    for (SharedMapping m : all) {
      if (file.test(m.file())) {
        m.refresh(m.address(from), m.address(to));
      }
    }
  }

  /** Writes back a range that is about to be unmapped, and forgets it. */
  void remove(long start, long end) {
    if (all.isEmpty()) {
      return;
    }
    flush(start, end);
    List<SharedMapping> left = new ArrayList<>();
    for (SharedMapping m : all) {
      if (!m.overlaps(start, end)) {
        left.add(m);
        continue;
      }
      if (m.start() < start) {
        left.add(m.part(m.start(), start, m.start(), start - m.start()));
      }
      if (end < m.end()) {
        left.add(m.part(end, m.end(), end, m.end() - end));
      }
      m.file().close();
    }
    all = left;
  }

  /** A range is about to be moved, and may become longer or shorter: it keeps its file. */
  void move(long from, long oldLength, long to, long length) {
    for (SharedMapping m : all) {
      if (m.start() <= from && from < m.end()) {
        SharedMapping moved = m.part(from, Math.min(m.end(), from + oldLength), to, length);
        remove(from, from + oldLength);
        all.add(moved);
        return;
      }
    }
  }

  /** Fills what {@link #move} made longer, once memory is there. */
  void moved(long to) {
    for (SharedMapping m : all) {
      if (m.start() == to) {
        m.refresh(m.start(), m.end());
      }
    }
  }
}
