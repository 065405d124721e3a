package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where an open file of the host is now. Java cannot ask an open file for its attributes, only a
 * name; so the name is kept up to date when the program renames or removes it. A file without a
 * name keeps the attributes it had last.
 */
final class HostLocation {
  private @Nullable Place place;
  private HostAttributes last;

  HostLocation(Place place, HostAttributes attributes) {
    this.place = place;
    this.last = attributes;
  }

  /** Where the file is, or null if its name was removed. */
  @Nullable Place place() {
    return place;
  }

  /** Which file of the host it is. */
  HostAttributes.Id id() {
    return last.id();
  }

  boolean isOf(Place name, HostAttributes.Id id) {
    return place != null && place.host().equals(name.host()) && last.id().equals(id);
  }

  boolean isRemovedDirectory() {
    return place == null && last.isDirectory();
  }

  /** Requires that the directory, when it had a name, allowed to look up names in it. */
  void requireSearch() throws GuestError {
    if (!last.allows(FileMode.S_IXUSR)) {
      throw new GuestError(Errno.EACCES);
    }
  }

  HostAttributes attributes() throws IOException {
    if (place != null) {
      HostAttributes now = HostAttributes.read(place.host());
      if (now != null && now.id().equals(last.id())) {
        last = now;
      }
    }
    return last;
  }

  void changed(HostAttributes attributes) {
    last = attributes;
  }

  /** The program renamed {@code from} to {@code to}. */
  void moved(Place from, Place to) {
    if (place != null && place.isWithin(from)) {
      place = place.moved(from, to);
    }
  }

  /** The program removed the name of {@code gone}, which had these attributes. */
  void removed(Place gone, HostAttributes attributes) {
    if (attributes.id().equals(last.id())) {
      int links = attributes.isDirectory() ? 0 : attributes.links() - 1;
      last = attributes.with(attributes.size(), links);
      if (place != null && place.host().equals(gone.host())) {
        place = null;
      }
    }
  }
}
