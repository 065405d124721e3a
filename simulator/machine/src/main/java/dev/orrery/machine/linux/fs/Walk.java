package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
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
  private static final int MOST_REACHED = 16;

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

  /**
   * Directories of the host that were reached lately, by their absolute names without links: the
   * root, and so on, and they themselves.
   */
  private final SequencedMap<String, List<Node>> reached = new LinkedHashMap<>();

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
    String rest = path;
    if (path.startsWith("/")) {
      int slash = path.lastIndexOf('/');
      if (slash > 0 && slash < path.length() - 1 && goAgain(folders, path.substring(0, slash))) {
        for (Node folder : folders) {
          requireSearch(folder);
        }
        rest = path.substring(slash + 1);
      } else {
        folders.add(names.root());
      }
    } else if (!goAgain(folders, start)) {
      folders.add(names.root());
      enter(folders, start);
    }
    Found found = find(folders, rest, mode);
    remember(folders);
    return found;
  }

  /** Goes on from the last of {@code folders}, which are then those to what is found. */
  private Found find(List<Node> folders, String path, Last mode) throws IOException {
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
          folders.set(folders.size() - 1, now(folders.getLast()));
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
    if (!goAgain(folders, path)) {
      folders.add(names.root());
      enter(folders, path);
      remember(folders);
    }
    return folders.getLast();
  }

  /**
   * Goes the way to a directory that was reached lately, if the same directory is still there: that
   * is one question to the host, where a walk asks one for each component. What is above the
   * directory is as it was then; its permissions are what may have changed there.
   *
   * @param path an absolute name
   * @param folders empty; then the directory and those above it, or still empty
   * @return whether the directory was reached
   */
  private boolean goAgain(List<Node> folders, String path) throws IOException {
    List<Node> way = reached.get(path);
    if (way == null || !(way.getLast() instanceof Node.OnHost before)) {
      return false;
    }
    Node now = names.again(before);
    if (now == null) {
      reached.remove(path);
      return false;
    }
    folders.addAll(way);
    folders.set(folders.size() - 1, now);
    return true;
  }

  /** A directory above the one that was reached, as it is now. */
  private Node now(Node folder) throws IOException {
    if (!(folder instanceof Node.OnHost before)) {
      return folder;
    }
    Node now = names.again(before);
    if (now == null) {
      throw new GuestError(Errno.ENOENT);
    }
    return now;
  }

  private void remember(List<Node> folders) {
    if (folders.getLast() instanceof Node.OnHost folder && !reached.containsKey(folder.path())) {
      if (reached.size() == MOST_REACHED) {
        reached.pollFirstEntry();
      }
      reached.put(folder.path(), List.copyOf(folders));
    }
  }

  /** Permissions or names of directories have changed: all ways are gone anew. */
  void forget() {
    reached.clear();
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
    for (int from = 0; from < path.length(); ) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      if (to > from) {
        names.add(path.substring(from, to));
      }
      from = to + 1;
    }
    return names;
  }
}
