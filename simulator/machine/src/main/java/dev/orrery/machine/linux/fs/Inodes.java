package dev.orrery.machine.linux.fs;

import java.util.HashMap;
import java.util.Map;

/**
 * Inode numbers that do not depend on the host: a file gets the next one when it is first seen, and
 * keeps it under all its names.
 */
final class Inodes {
  private final Map<HostAttributes.Id, Long> numbers = new HashMap<>();
  private long next = 1;

  /** A number for something that is not on the host. */
  long fresh() {
    return next++;
  }

  /** The first of {@code count} numbers in a row. */
  long fresh(int count) {
    long first = next;
    next += count;
    return first;
  }

  long of(HostAttributes.Id id) {
    return numbers.computeIfAbsent(id, k -> next++);
  }

  /** The file is gone for good: the host may use its number for another one. */
  void forget(HostAttributes.Id id) {
    numbers.remove(id);
  }

  FileStat stat(HostAttributes a) {
    return new FileStat(
        FileStat.HOST_DEVICE,
        of(a.id()),
        a.mode(),
        a.links(),
        0,
        a.isDirectory() ? FileStat.BLOCK_SIZE : a.size(),
        a.accessed().toInstant(),
        a.modified().toInstant(),
        a.changed().toInstant(),
        a.born().toInstant());
  }
}
