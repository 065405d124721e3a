package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A name opened with {@code O_PATH}: it can be asked about and started from, not read. */
final class NameHandle extends OpenFile {
  private final Node node;
  private final @Nullable HostLocation location;
  private final NodeStats stats;

  /**
   * Opens a name.
   *
   * @param location where it is, if it is on the host
   */
  NameHandle(int flags, Node node, @Nullable HostLocation location, NodeStats stats) {
    super(flags);
    this.node = node;
    this.location = location;
    this.stats = stats;
  }

  @Override
  FileStat stat() throws IOException {
    return location == null ? stats.of(node) : stats.of(location.attributes());
  }

  @Override
  @Nullable HostLocation location() {
    return location;
  }

  @Override
  String directory() throws GuestError {
    if (!node.isDirectory()) {
      throw new GuestError(Errno.ENOTDIR);
    }
    return name();
  }

  /** The absolute name now. */
  String name() throws GuestError {
    if (location == null) {
      return node.path();
    }
    Place place = location.place();
    if (place == null) {
      location.requireSearch();
      throw new GuestError(Errno.ENOENT);
    }
    return place.guest();
  }

  /** What the handle was opened on. */
  Node node() {
    return node;
  }

  @Override
  String description() {
    try {
      return name();
    } catch (GuestError e) {
      return node.path() + " (deleted)";
    }
  }
}
