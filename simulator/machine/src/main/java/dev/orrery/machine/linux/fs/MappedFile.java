package dev.orrery.machine.linux.fs;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is mapped: it stays usable after its descriptor was closed, until it is closed. */
public final class MappedFile implements AutoCloseable {
  private final OpenFile file;

  MappedFile(OpenFile file) {
    this.file = file;
    file.descriptors++;
  }

  /** The same file once more, to be closed for itself. */
  public MappedFile again() {
    return new MappedFile(file);
  }

  /** Whether what is stored in memory may go to the file. */
  public boolean writable() {
    return file.writable();
  }

  /** The file's length in bytes; 0 if the host does not say. */
  public long size() {
    try {
      return file.stat().size();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Reads at {@code offset} until {@code into} is full or the file ends. */
  public void read(ByteBuffer into, long offset) {
    try {
      long unused = file.readAt(into, offset);
    } catch (IOException e) {
      // What cannot be read stays as it is: there is nobody to tell.
    }
  }

  /** Writes at {@code offset}, also if the file was opened to append. */
  public void store(ByteBuffer from, long offset) {
    try {
      file.storeAt(from, offset);
    } catch (IOException e) {
      // Like a kernel that writes pages back after the program has gone on.
    }
  }

  /** Whether this is the same file as another, by whatever name they were opened. */
  public boolean isSame(MappedFile other) {
    return isOf(other.file);
  }

  boolean isOf(OpenFile other) {
    HostLocation here = file.location();
    HostLocation there = other.location();
    return file == other || here != null && there != null && here.id().equals(there.id());
  }

  @Override
  public void close() {
    Descriptors.closeSilently(file);
  }
}
