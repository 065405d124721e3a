package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Makes, moves and removes names. Source: mkdir(2), link(2), symlink(2), unlink(2), rename(2). */
final class NameChanges {
  private final FileTable table;
  private final Opener opener;
  private final Walk walk;
  private final Inodes inodes;

  NameChanges(FileTable table, Opener opener, Inodes inodes) {
    this.table = table;
    this.opener = opener;
    this.walk = opener.walk();
    this.inodes = inodes;
  }

  void makeDirectory(String start, String path, int mode) throws IOException {
    Walk.Found found = walk.find(start, path, Walk.Last.NAME);
    requireMissing(found);
    Place place = Opener.creatable(found);
    int permissions = opener.newMode(mode);
    Path host = HostFolder.linkFree(place);
    Files.createDirectory(
        host, PosixFilePermissions.asFileAttribute(HostFolder.permissions(permissions)));
    HostAttributes made = HostAttributes.read(host);
    if (made != null && (made.mode() & ~FileMode.S_IFMT) != permissions) {
      HostModes.set(place, made, permissions);
    }
    created(found, made);
  }

  void symbolicLink(String text, String start, String path) throws IOException {
    Walk.Found found = walk.find(start, path, Walk.Last.NAME);
    requireMissing(found);
    if (found.slash()) {
      throw new GuestError(Errno.ENOENT);
    }
    Path host = HostFolder.linkFree(Opener.creatable(found));
    Files.createSymbolicLink(host, HostNames.linkText(host, text));
    created(found, HostAttributes.read(host));
  }

  void hardLink(Walk.Found from, Walk.Found to) throws IOException {
    requireMissing(to);
    if (to.slash()) {
      throw new GuestError(Errno.ENOENT);
    }
    Place place = Opener.creatable(to);
    if (!(from.node() instanceof Node.OnHost file)) {
      throw new GuestError(Errno.EXDEV);
    }
    // A file that may only be read must not get a name under which it can be written.
    if (!file.place().mount().equals(place.mount())) {
      throw new GuestError(Errno.EXDEV);
    }
    if (file.attributes().isDirectory()) {
      throw new GuestError(Errno.EPERM);
    }
    Path existing = HostFolder.linkFree(file.place());
    Path link = HostFolder.linkFree(place);
    Files.createLink(link, existing);
    HostAttributes made = HostAttributes.read(link);
    if (made != null && !made.id().equals(file.attributes().id())) {
      // Another process swapped the file: it may not be one of the granted.
      Files.delete(link);
      throw new GuestError(Errno.EACCES);
    }
    inodes.changed(file.attributes().id());
    inodes.modified(to.parent());
  }

  void unlink(String start, String path) throws IOException {
    Walk.Found found = walk.find(start, path, Walk.Last.NAME);
    if (found.name().isEmpty()) {
      throw new GuestError(Errno.EISDIR);
    }
    if (found.slash() && !(found.node() instanceof Node.Missing)) {
      throw new GuestError(found.node().isDirectory() ? Errno.EISDIR : Errno.ENOTDIR);
    }
    Node.OnHost file = removable(found);
    if (file.attributes().isDirectory()) {
      throw new GuestError(Errno.EISDIR);
    }
    try (HostFolder folder = opener.folders().above(file.place(), found.parent())) {
      folder.deleteFile(file.place().host().getFileName());
    }
    removed(file);
    inodes.modified(found.parent());
  }

  /** Removes an empty directory, and says where it was. */
  Place removeDirectory(String start, String path) throws IOException {
    Walk.Found found = walk.find(start, path, Walk.Last.NAME);
    if (found.name().isEmpty()) {
      throw new GuestError(emptyNameError(path));
    }
    Node.OnHost directory = removable(found);
    if (!directory.attributes().isDirectory()) {
      throw new GuestError(Errno.ENOTDIR);
    }
    try (HostFolder folder = opener.folders().above(directory.place(), found.parent())) {
      folder.deleteDirectory(directory.place().host().getFileName());
    }
    removed(directory);
    inodes.modified(found.parent());
    return directory.place();
  }

  private static int emptyNameError(String path) {
    String last = path.replaceAll("/+$", "");
    if (last.isEmpty()) {
      return Errno.EBUSY;
    }
    return last.endsWith("..") ? Errno.ENOTEMPTY : Errno.EINVAL;
  }

  /**
   * Renames.
   *
   * @param keep whether an existing new name is an error
   * @return the old and the new place if a directory moved, else null
   */
  @Nullable Move rename(Walk.Found from, Walk.Found to, boolean keep) throws IOException {
    if (from.name().isEmpty() || to.name().isEmpty()) {
      throw new GuestError(keep && to.name().isEmpty() ? Errno.EEXIST : Errno.EBUSY);
    }
    if (from.node() instanceof Node.Missing missing) {
      throw new GuestError(missing.errno());
    }
    Node target = to.node();
    if (target instanceof Node.Missing missing && missing.errno() == Errno.ENAMETOOLONG) {
      throw new GuestError(Errno.ENAMETOOLONG);
    }
    boolean exists = !(target instanceof Node.Missing);
    boolean directory = from.node().isDirectory();
    if (exists && keep) {
      throw new GuestError(Errno.EEXIST);
    }
    if (!directory && (from.slash() || to.slash())) {
      throw new GuestError(Errno.ENOTDIR);
    }
    requireApart(from.node(), target);
    Node.OnHost source = removable(from);
    Node.OnHost replaced = exists ? removable(to) : null;
    Place place = replaced != null ? replaced.place() : Opener.creatable(to);
    if (!source.place().mount().equals(place.mount())) {
      throw new GuestError(Errno.EXDEV);
    }
    if (replaced != null && replaced.attributes().id().equals(source.attributes().id())) {
      return null;
    }
    if (replaced != null && replaced.attributes().isDirectory() != directory) {
      throw new GuestError(directory ? Errno.ENOTDIR : Errno.EISDIR);
    }
    try (HostFolder old = opener.folders().above(source.place(), from.parent());
        HostFolder next = opener.folders().above(place, to.parent())) {
      old.move(source.place().host().getFileName(), next, place.host().getFileName());
    }
    if (replaced != null) {
      removed(replaced);
    }
    inodes.changed(source.attributes().id());
    inodes.modified(from.parent());
    inodes.modified(to.parent());
    table.descriptors().forEachLocation(location -> location.moved(source.place(), place));
    return directory ? new Move(source.place(), place) : null;
  }

  /** Requires that neither of the two names is below the other. */
  private static void requireApart(Node from, Node to) throws GuestError {
    Place old = from instanceof Node.OnHost host ? host.place() : null;
    Place next =
        switch (to) {
          case Node.OnHost host -> host.place();
          case Node.Missing missing -> missing.place();
          default -> null;
        };
    if (old == null || next == null || old.host().equals(next.host())) {
      return;
    }
    if (next.isWithin(old)) {
      throw new GuestError(Errno.EINVAL);
    }
    if (old.isWithin(next)) {
      throw new GuestError(Errno.ENOTEMPTY);
    }
  }

  /** A directory's old and new place. */
  record Move(Place from, Place to) {}

  private static void requireMissing(Walk.Found found) throws GuestError {
    if (!(found.node() instanceof Node.Missing)) {
      throw new GuestError(Errno.EEXIST);
    }
  }

  /** What is there, if its name may go. */
  private static Node.OnHost removable(Walk.Found found) throws GuestError {
    return switch (found.node()) {
      case Node.Missing missing -> throw new GuestError(missing.errno());
      case Node.OnHost host -> {
        if (host.branch() != null) {
          throw new GuestError(Errno.EBUSY);
        }
        Opener.requireChange(found.parent(), host.place());
        yield host;
      }
      default -> throw new GuestError(Errno.EACCES);
    };
  }

  private void created(Walk.Found found, @Nullable HostAttributes made) {
    if (made != null) {
      inodes.created(made.id());
    }
    inodes.modified(found.parent());
  }

  private void removed(Node.OnHost gone) {
    HostAttributes attributes = gone.attributes();
    table.descriptors().forEachLocation(location -> location.removed(gone.place(), attributes));
    if (attributes.isDirectory() || attributes.links() <= 1) {
      inodes.forget(attributes.id());
    } else {
      inodes.changed(attributes.id());
    }
  }
}
