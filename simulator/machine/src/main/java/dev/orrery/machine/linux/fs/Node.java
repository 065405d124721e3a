package dev.orrery.machine.linux.fs;

import org.jspecify.annotations.Nullable;

/** What a name of the guest's tree stands for. */
sealed interface Node {
  /** The absolute name, without links. */
  String path();

  /** A directory that exists without the host. */
  record Own(Branch branch) implements Node {
    @Override
    public String path() {
      return branch.path();
    }
  }

  /** A file that exists without the host. */
  record Device(String path, Special special) implements Node {}

  /**
   * A file of the host.
   *
   * @param place where it is
   * @param attributes what it is
   * @param branch names of our own in that directory
   */
  record OnHost(Place place, HostAttributes attributes, @Nullable Branch branch) implements Node {
    @Override
    public String path() {
      return place.guest();
    }
  }

  /**
   * Nothing.
   *
   * @param path the absolute name
   * @param place where the file could be made, or null if the program may not
   * @param errno why there is nothing: {@code ENOENT}, or {@code EACCES} if a link led out of what
   *     is granted
   */
  record Missing(String path, @Nullable Place place, int errno) implements Node {}

  /** Names of our own in this directory, if any. */
  default @Nullable Branch names() {
    return switch (this) {
      case Own own -> own.branch();
      case OnHost host -> host.branch();
      case Device device -> null;
      case Missing missing -> null;
    };
  }

  /** Whether names can be looked up in it. */
  default boolean isDirectory() {
    return switch (this) {
      case Own own -> true;
      case OnHost host -> host.attributes().isDirectory();
      case Device device -> false;
      case Missing missing -> false;
    };
  }
}
