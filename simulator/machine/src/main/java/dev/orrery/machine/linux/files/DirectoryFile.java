package dev.orrery.machine.linux.files;

import dev.orrery.machine.linux.uapi.Errno;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open directory. Its entries are those at the time of the first look, sorted by name. */
public final class DirectoryFile extends OpenFile {

  /**
   * An entry.
   *
   * @param mode type and perhaps permissions
   */
  public record Entry(String name, long inode, int mode) {}

  private final FileTree tree;
  private final Sandbox.Located place;
  private @Nullable List<Entry> entries;
  private int position;

  DirectoryFile(FileTree tree, Sandbox.Located place, int flags) {
    super(flags);
    this.tree = tree;
    this.place = place;
  }

  /** Its absolute path in the guest's name space. */
  public String path() {
    return place.guest();
  }

  /** The next entry, without moving on; null behind the last one. */
  public @Nullable Entry peek() {
    if (entries == null) {
      entries = tree.list(place);
    }
    return position < entries.size() ? entries.get(position) : null;
  }

  /** Moves on to the next entry and returns its position. */
  public long advance() {
    return ++position;
  }

  @Override
  public int read(byte[] to, int length) {
    throw Errno.EISDIR.error();
  }

  @Override
  public int write(byte[] from, int length) {
    throw Errno.EBADF.error();
  }

  @Override
  public long seek(long offset, int whence) {
    if (whence != 0 || offset < 0 || offset > Integer.MAX_VALUE) {
      throw Errno.EINVAL.error();
    }
    position = (int) offset;
    entries = null;
    return offset;
  }

  @Override
  public void sync() {
    // Names are the host's business; there is nothing of ours to write.
  }

  @Override
  public FileStatus status() {
    return tree.status(place);
  }
}
