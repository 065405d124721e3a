package dev.orrery.machine.linux.fs;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a program sees of a file that must not depend on the host. Numbers: a file gets the next one
 * when it is first seen, and keeps it under all its names. Times: what the program does to a file
 * happens at its own, virtual time; of a file that it has not touched only the time of the last
 * modification is the host's, and stands for the others too, which differ from copy to copy.
 */
final class Inodes {
  /** A time that is the host's to say. */
  private static final Instant UNKNOWN = Instant.MIN;

  private record Times(Instant accessed, Instant modified, Instant changed, Instant born) {}

  private final Map<HostAttributes.Id, Long> numbers = new HashMap<>();
  private final Map<HostAttributes.Id, Times> times = new HashMap<>();
  private final Supplier<Instant> clock;
  private long next = 1;

  /**
   * Numbers from 1.
   *
   * @param clock the program's time
   */
  Inodes(Supplier<Instant> clock) {
    this.clock = clock;
  }

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
    times.remove(id);
  }

  /** The program made a file. */
  void created(HostAttributes.Id id) {
    Instant now = clock.get();
    times.put(id, new Times(now, now, now, now));
  }

  /** The program changed a file's contents, or the names in a directory. */
  void modified(HostAttributes.Id id) {
    Instant now = clock.get();
    Times t = times.get(id);
    // The host's times are no longer those of the start: what was not known is now.
    Instant accessed = t == null ? now : known(t.accessed(), now);
    times.put(id, new Times(accessed, now, now, known(born(t), now)));
  }

  /** The same for the directory in which names changed, if it is one of the host's. */
  void modified(Node directory) {
    if (directory instanceof Node.OnHost host) {
      modified(host.attributes().id());
    }
  }

  /** The program changed what is known of a file: its permissions, names. */
  void changed(HostAttributes.Id id) {
    Times t = times.get(id);
    times.put(
        id,
        t == null
            ? new Times(UNKNOWN, UNKNOWN, clock.get(), UNKNOWN)
            : new Times(t.accessed(), t.modified(), clock.get(), t.born()));
  }

  /** The program set a file's times; what is null stays. */
  void set(HostAttributes.Id id, @Nullable Instant accessed, @Nullable Instant modified) {
    Times t = times.get(id);
    Instant oldAccessed = t == null ? UNKNOWN : t.accessed();
    Instant oldModified = t == null ? UNKNOWN : t.modified();
    times.put(
        id,
        new Times(
            accessed == null ? oldAccessed : accessed,
            modified == null ? oldModified : modified,
            clock.get(),
            born(t)));
  }

  private static Instant born(@Nullable Times t) {
    return t == null ? UNKNOWN : t.born();
  }

  private static Instant known(Instant time, Instant otherwise) {
    return time.equals(UNKNOWN) ? otherwise : time;
  }

  FileStat stat(HostAttributes a) {
    Instant host = a.modified().toInstant();
    Times t = times.getOrDefault(a.id(), new Times(host, host, host, host));
    return new FileStat(
        FileStat.HOST_DEVICE,
        of(a.id()),
        a.mode(),
        a.links(),
        0,
        a.isDirectory() ? FileStat.BLOCK_SIZE : a.size(),
        known(t.accessed(), host),
        known(t.modified(), host),
        known(t.changed(), host),
        known(t.born(), host));
  }
}
