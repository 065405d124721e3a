package dev.orrery.machine.linux.fs;

import static dev.orrery.machine.linux.fs.OpenFlags.POLLIN;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLOUT;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An open file description: what the kernel keeps for one {@code open}, and what descriptors share
 * after {@code dup}. The methods throw {@link GuestError} for what this kind of file cannot do.
 */
abstract class OpenFile {
  /** How it was opened, and the status flags: {@code O_ACCMODE}, {@code O_APPEND} and so on. */
  int flags;

  /** How many descriptors share this. */
  int descriptors;

  OpenFile(int flags) {
    this.flags = flags;
  }

  final boolean has(int flag) {
    return (flags & flag) != 0;
  }

  final boolean readable() {
    int access = flags & OpenFlags.O_ACCMODE;
    return !has(OpenFlags.O_PATH) && (access == OpenFlags.O_RDONLY || access == OpenFlags.O_RDWR);
  }

  final boolean writable() {
    int access = flags & OpenFlags.O_ACCMODE;
    return !has(OpenFlags.O_PATH) && (access == OpenFlags.O_WRONLY || access == OpenFlags.O_RDWR);
  }

  /** Reads at the position; 0 is the end of the file. */
  long read(ByteBuffer into) throws IOException {
    throw new GuestError(Errno.EINVAL);
  }

  /** Writes at the position, or at the end with {@code O_APPEND}. */
  long write(ByteBuffer from) throws IOException {
    throw new GuestError(Errno.EINVAL);
  }

  /** Reads elsewhere; the position stays. */
  long readAt(ByteBuffer into, long offset) throws IOException {
    throw new GuestError(Errno.ESPIPE);
  }

  /** Writes elsewhere; the position stays. */
  long writeAt(ByteBuffer from, long offset) throws IOException {
    throw new GuestError(Errno.ESPIPE);
  }

  /** Writes elsewhere even if the file was opened to append: what a mapping holds. */
  void storeAt(ByteBuffer from, long offset) throws IOException {
    throw new GuestError(Errno.ENODEV);
  }

  /** Moves the position and returns it. */
  long seek(long offset, int whence) throws IOException {
    throw new GuestError(Errno.ESPIPE);
  }

  /** Sets the length. */
  void truncate(long size) throws IOException {
    throw new GuestError(Errno.EINVAL);
  }

  /** Writes what the host holds back. */
  void sync() throws IOException {
    throw new GuestError(Errno.EINVAL);
  }

  abstract FileStat stat() throws IOException;

  /** What {@code poll} would say, of {@code POLLIN}, {@code POLLOUT}, {@code POLLHUP}, ... */
  int ready() throws IOException {
    return POLLIN | POLLOUT;
  }

  /** Bytes that a read would give without waiting. */
  long available() throws IOException {
    throw new GuestError(Errno.ENOTTY);
  }

  /** Waits for something to read. */
  void awaitInput() throws IOException {}

  boolean isTerminal() {
    return false;
  }

  /** Where the file is on the host; null if it has never been there. */
  @Nullable HostLocation location() {
    return null;
  }

  /** The absolute name of a directory from which names can start. */
  String directory() throws GuestError {
    throw new GuestError(Errno.ENOTDIR);
  }

  /** What {@code readlink("/proc/self/fd/N")} says. */
  abstract String description();

  void close() throws IOException {}
}
