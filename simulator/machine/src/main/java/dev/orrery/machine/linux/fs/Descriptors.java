package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which open file a descriptor stands for. */
final class Descriptors {
  private final @Nullable OpenFile[] files = new OpenFile[FileTable.LIMIT];
  private final boolean[] closeOnExec = new boolean[FileTable.LIMIT];

  /** More than any descriptor that has ever been open. */
  private int end;

  boolean isOpen(int descriptor) {
    return descriptor >= 0 && descriptor < FileTable.LIMIT && files[descriptor] != null;
  }

  boolean closesOnExec(int descriptor) {
    return closeOnExec[descriptor];
  }

  void closeOnExec(int descriptor, boolean closes) {
    closeOnExec[descriptor] = closes;
  }

  /** The open file; null if there is none. */
  @Nullable OpenFile get(int descriptor) {
    return isOpen(descriptor) ? files[descriptor] : null;
  }

  /** Takes the open file from its descriptor. */
  OpenFile remove(int descriptor) throws GuestError {
    OpenFile file = file(descriptor);
    files[descriptor] = null;
    closeOnExec[descriptor] = false;
    return file;
  }

  /** The open file, whatever it was opened for. */
  OpenFile file(int descriptor) throws GuestError {
    OpenFile file = get(descriptor);
    if (file == null) {
      throw new GuestError(Errno.EBADF);
    }
    return file;
  }

  /** The open file, if it is more than a name. */
  OpenFile usable(int descriptor) throws GuestError {
    OpenFile file = file(descriptor);
    if (file.has(OpenFlags.O_PATH)) {
      throw new GuestError(Errno.EBADF);
    }
    return file;
  }

  OpenFile readable(int descriptor) throws GuestError {
    OpenFile file = file(descriptor);
    if (!file.readable()) {
      throw new GuestError(Errno.EBADF);
    }
    return file;
  }

  OpenFile writable(int descriptor) throws GuestError {
    OpenFile file = file(descriptor);
    if (!file.writable()) {
      throw new GuestError(Errno.EBADF);
    }
    return file;
  }

  /** Tells every open file of the host that names have changed. */
  void forEachLocation(Consumer<HostLocation> action) {
    for (int i = 0; i < end; i++) {
      OpenFile file = files[i];
      HostLocation location = file == null ? null : file.location();
      if (location != null) {
        action.accept(location);
      }
    }
  }

  /** The location that open files share of the file of that identity and name. */
  @Nullable HostLocation location(Place place, HostAttributes.Id id) {
    for (int i = 0; i < end; i++) {
      OpenFile file = files[i];
      HostLocation location = file == null ? null : file.location();
      if (location != null && location.isOf(place, id)) {
        return location;
      }
    }
    return null;
  }

  int free(int from) throws GuestError {
    for (int i = from; i < FileTable.LIMIT; i++) {
      if (files[i] == null) {
        return i;
      }
    }
    throw new GuestError(Errno.EMFILE);
  }

  int install(int descriptor, OpenFile file) {
    files[descriptor] = file;
    end = Math.max(end, descriptor + 1);
    file.descriptors++;
    return descriptor;
  }

  static void release(OpenFile file) throws IOException {
    if (--file.descriptors == 0) {
      file.close();
    }
  }

  /** {@code dup2} does not report what closing the old file said. */
  static void closeSilently(OpenFile file) {
    int ignored = FileTable.attempt(() -> release(file));
  }
}
