package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The guest's tree of names: one branch for everything that exists without the host, with the
 * grants hung into it.
 */
final class Namespace {
  private final Inodes inodes;
  private final Volumes volumes = new Volumes();
  private final Branch root;

  Namespace(FileAccess access, Inodes inodes) {
    this.inodes = inodes;
    this.root = new Branch("/", inodes.fresh());
    for (FileAccess.Grant grant : access.grants()) {
      Branch branch = branch(grant.guest());
      Place before = branch.mount();
      boolean writable = grant.writable() || (before != null && before.writable());
      branch.mount(new Place(branch.path(), grant.host(), new Mount(grant.base(), writable)));
    }
    branch(access.startDirectory());
    widen(root, false);
  }

  /** The branch of that absolute name, made if it is missing. */
  Branch branch(String path) {
    Branch at = root;
    for (String name : path.split("/")) {
      if (!name.isEmpty()) {
        Branch next = at.branch(name);
        if (next == null) {
          next = new Branch(Branch.join(at.path(), name), inodes.fresh());
          at.add(name, next);
        }
        at = next;
      }
    }
    return at;
  }

  /** Grants add up: what is below a writable grant is writable. */
  private static void widen(Branch branch, boolean writable) {
    Place here = branch.mount();
    if (here != null && writable && !here.writable()) {
      branch.mount(new Place(here.guest(), here.host(), new Mount(here.mount().base(), true)));
    }
    boolean below = writable || (here != null && here.writable());
    for (String name : branch.names()) {
      Branch child = branch.branch(name);
      if (child != null) {
        widen(child, below);
      }
    }
  }

  /** The root directory. */
  Node root() throws IOException {
    return at(root, null);
  }

  /** What {@code name} stands for in the directory {@code folder}; links are not followed. */
  Node child(Node folder, String name) throws IOException {
    Place place = folder instanceof Node.OnHost host ? host.place().child(name) : null;
    Branch names = folder.names();
    if (names != null) {
      Branch branch = names.branch(name);
      if (branch != null) {
        return at(branch, place);
      }
      Special special = names.special(name);
      if (special != null) {
        return new Node.Device(Branch.join(folder.path(), name), special);
      }
    }
    if (place == null) {
      return new Node.Missing(Branch.join(folder.path(), name), null, Errno.ENOENT);
    }
    HostAttributes attributes = attributes(place);
    return attributes == null
        ? new Node.Missing(place.guest(), place, Errno.ENOENT)
        : new Node.OnHost(place, attributes, null);
  }

  /** What a directory of the host is now; null if it is another one, or none. */
  Node.@Nullable OnHost again(Node.OnHost before) throws IOException {
    HostAttributes now = HostAttributes.read(before.place().host());
    return now != null && now.isDirectory() && now.id().equals(before.attributes().id())
        ? new Node.OnHost(before.place(), now, before.branch())
        : null;
  }

  /** A branch together with what is granted there, or with what a grant above has of that name. */
  private Node at(Branch branch, @Nullable Place below) throws IOException {
    Place granted = branch.mount();
    Place place = granted != null ? granted : below;
    HostAttributes attributes = place == null ? null : attributes(place);
    if (place != null && attributes != null && attributes.isDirectory()) {
      return new Node.OnHost(place, attributes, branch);
    }
    if (granted == null || !branch.names().isEmpty()) {
      return new Node.Own(branch);
    }
    return attributes == null
        ? new Node.Missing(granted.guest(), granted, Errno.ENOENT)
        : new Node.OnHost(granted, attributes, null);
  }

  private @Nullable HostAttributes attributes(Place place) throws IOException {
    HostAttributes a = HostAttributes.read(place.host());
    if (a != null && !volumes.holdsFiles(a.device(), place.host())) {
      throw new GuestError(Errno.EACCES);
    }
    return a;
  }
}
