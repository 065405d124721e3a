package dev.orrery.machine.linux.fs;

import java.nio.file.Path;

/**
 * A name on the host that a program may reach; a file need not exist there.
 *
 * @param guest the absolute name in the guest's tree, without links
 * @param host the absolute name on the host: the mount's base, and names below it without links
 * @param mount the grant that covers it
 */
record Place(String guest, Path host, Mount mount) {
  Place child(String name) throws GuestError {
    return new Place(Branch.join(guest, name), HostNames.child(host, name), mount);
  }

  boolean writable() {
    return mount.writable();
  }

  /** Whether this is {@code other} or below it, on the host. */
  boolean isWithin(Place other) {
    return host.startsWith(other.host);
  }

  /** Where this is after {@code from}, which it is within, was renamed to {@code to}. */
  Place moved(Place from, Place to) {
    Path rest = from.host.relativize(host);
    boolean same = host.equals(from.host);
    String name = same ? to.guest : to.guest + guest.substring(from.guest.length());
    return new Place(name, same ? to.host : to.host.resolve(rest), to.mount);
  }
}
