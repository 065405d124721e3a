package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names as the kernel does, one component at a time, so that neither {@code ..} nor a
 * symbolic link leads out of the guest's tree. Source: path_resolution(7).
 */
final class Walk {
  /** The longest path, with the zero at its end. */
  static final int PATH_MAX = 4096;

  private static final int NAME_MAX = 255;
  private static final int MOST_LINKS = 40;
  private static final int MOST_REFUSED = 16;

  /** What to do at the last component. */
  enum Last {
    /** Follow a symbolic link. */
    FOLLOW,
    /** Do not follow a symbolic link, unless a slash comes after it. */
    KEEP_LINK,
    /** The name itself is meant, to be made or removed: never follow. */
    NAME
  }

  /**
   * Where a path leads.
   *
   * @param parent the directory that holds {@code name}
   * @param name the last component; empty if that was {@code .}, {@code ..} or the root
   * @param node what is there
   * @param slash whether the path ended with a slash, so that only a directory fits
   */
  record Found(Node parent, String name, Node node, boolean slash) {}

  /** Names that a program asked for in vain, outside of what it may reach. */
  private final SequencedSet<String> refused = new LinkedHashSet<>();

  private final Namespace names;

  Walk(Namespace names) {
    this.names = names;
  }

  /**
   * Resolves {@code path}.
   *
   * @param start absolute name of the directory from which a relative path starts
   * @param path not empty, shorter than {@link #PATH_MAX}
   * @throws GuestError if it cannot be resolved up to the last component
   */
  Found find(String start, String path, Last mode) throws IOException {
    List<Node> folders = new ArrayList<>();
    folders.add(names.root());
    if (!path.startsWith("/")) {
      enter(folders, start);
    }
    Deque<String> todo = new ArrayDeque<>(components(path));
    boolean slash = path.endsWith("/");
    int links = 0;
    String name = "";
    while (!todo.isEmpty()) {
      name = todo.pop();
      Node here = folders.getLast();
      requireSearch(here);
      if (name.equals(".") || name.equals("..")) {
        if (name.length() == 2 && folders.size() > 1) {
          folders.removeLast();
        }
        name = "";
        continue;
      }
      boolean last = todo.isEmpty();
      if (name.length() > NAME_MAX) {
        if (!last || mode != Last.NAME) {
          throw new GuestError(Errno.ENAMETOOLONG);
        }
        String whole = Branch.join(here.path(), name);
        return new Found(here, name, new Node.Missing(whole, null, Errno.ENAMETOOLONG), slash);
      }
      Node child = names.child(here, name);
      boolean follow = !last || mode == Last.FOLLOW || (slash && mode == Last.KEEP_LINK);
      String target = follow ? linkTarget(child) : null;
      if (target != null) {
        if (++links > MOST_LINKS) {
          throw new GuestError(Errno.ELOOP);
        }
        if (target.startsWith("/")) {
          folders.subList(1, folders.size()).clear();
        }
        slash |= last && target.endsWith("/");
        components(target).reversed().forEach(todo::push);
        name = "";
        continue;
      }
      if (child instanceof Node.Missing missing) {
        if (missing.place() == null && refused.size() < MOST_REFUSED) {
          refused.add(missing.path() + (last ? "" : "/" + String.join("/", todo)));
        }
        boolean led = links > 0 && missing.place() == null;
        int errno = led ? Errno.EACCES : missing.errno();
        if (!last) {
          throw new GuestError(errno);
        }
        Node nothing = new Node.Missing(missing.path(), missing.place(), errno);
        return new Found(here, name, nothing, slash);
      }
      if (child.isDirectory()) {
        folders.add(child);
      } else if (!last || (slash && mode != Last.NAME)) {
        throw new GuestError(Errno.ENOTDIR);
      } else {
        return new Found(here, name, child, slash);
      }
    }
    int top = folders.size() - 1;
    return new Found(folders.get(Math.max(0, top - 1)), name, folders.get(top), slash);
  }

  /** The first names that were asked for outside of what is granted. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  /** A directory whose name has been resolved before; the permissions above it do not matter. */
  Node directory(String path) throws IOException {
    List<Node> folders = new ArrayList<>();
    folders.add(names.root());
    enter(folders, path);
    return folders.getLast();
  }

  private void enter(List<Node> folders, String path) throws IOException {
    for (String name : components(path)) {
      Node child = names.child(folders.getLast(), name);
      if (!child.isDirectory()) {
        throw new GuestError(Errno.ENOENT);
      }
      folders.add(child);
    }
  }

  /** Requires that names can be looked up in a directory. */
  static void requireSearch(Node folder) throws GuestError {
    if (folder instanceof Node.OnHost host && !host.attributes().allows(FileMode.S_IXUSR)) {
      throw new GuestError(Errno.EACCES);
    }
  }

  /** The text of a symbolic link; null for anything else. */
  private static @Nullable String linkTarget(Node node) throws IOException {
    return switch (node) {
      case Node.OnHost host when host.attributes().isLink() ->
          HostNames.target(host.place().host());
      case Node.Device device when device.special() instanceof Special.Link link -> link.target();
      default -> null;
    };
  }

  private static List<String> components(String path) {
    List<String> names = new ArrayList<>();
    for (String name : path.split("/")) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }
}
