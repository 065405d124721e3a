package dev.orrery.machine.linux.files;

import dev.orrery.machine.linux.uapi.Errno;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open files of a process by descriptor. */
public final class Descriptors {
  /** How many there may be. */
  public static final int LIMIT = 1024;

  private record Slot(OpenFile file, boolean closeOnExec) {}

  private final List<@Nullable Slot> slots = new ArrayList<>();

  /**
   * The file of a descriptor.
   *
   * @throws dev.orrery.machine.linux.uapi.LinuxError EBADF if it is not open
   */
  public OpenFile get(int descriptor) {
    return slot(descriptor).file();
  }

  /** Whether a descriptor is open. */
  public boolean isOpen(int descriptor) {
    return descriptor >= 0 && descriptor < slots.size() && slots.get(descriptor) != null;
  }

  /** Whether a descriptor would be closed by {@code execve}. */
  public boolean closeOnExec(int descriptor) {
    return slot(descriptor).closeOnExec();
  }

  /** Changes that. */
  public void setCloseOnExec(int descriptor, boolean close) {
    slots.set(descriptor, new Slot(get(descriptor), close));
  }

  /**
   * Gives a file the lowest free descriptor.
   *
   * @param least none below this
   * @throws dev.orrery.machine.linux.uapi.LinuxError EMFILE if all are taken; the file is closed
   *     then
   */
  public int add(OpenFile file, int least, boolean closeOnExec) {
    file.retain();
    int d = least;
    while (isOpen(d)) {
      d++;
    }
    if (d >= LIMIT) {
      file.release();
      throw Errno.EMFILE.error();
    }
    put(d, new Slot(file, closeOnExec));
    return d;
  }

  /** Gives a file a descriptor of the caller's choice, and closes what was there. */
  public void set(int descriptor, OpenFile file, boolean closeOnExec) {
    if (descriptor < 0 || descriptor >= LIMIT) {
      throw Errno.EBADF.error();
    }
    file.retain();
    if (isOpen(descriptor)) {
      close(descriptor);
    }
    put(descriptor, new Slot(file, closeOnExec));
  }

  /** Closes a descriptor. */
  public void close(int descriptor) {
    OpenFile file = get(descriptor);
    slots.set(descriptor, null);
    file.release();
  }

  /** Closes all. */
  public void closeAll() {
    for (int d = 0; d < slots.size(); d++) {
      if (isOpen(d)) {
        try {
          close(d);
        } catch (dev.orrery.machine.linux.uapi.LinuxError e) {
          // The program is over: nobody is left to be told.
        }
      }
    }
  }

  private void put(int descriptor, Slot slot) {
    while (slots.size() <= descriptor) {
      slots.add(null);
    }
    slots.set(descriptor, slot);
  }

  private Slot slot(int descriptor) {
    Slot s = descriptor >= 0 && descriptor < slots.size() ? slots.get(descriptor) : null;
    if (s == null) {
      throw Errno.EBADF.error();
    }
    return s;
  }
}
