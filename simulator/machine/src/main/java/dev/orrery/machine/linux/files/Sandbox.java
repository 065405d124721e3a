package dev.orrery.machine.linux.files;

import dev.orrery.machine.linux.uapi.Errno;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a guest may reach of the host's files. The guest has a name space of its own, put together
 * from grants: a root directory, and paths that are the same inside and outside. Symbolic links are
 * followed in the guest's name space, component by component, so that no link leads out of what was
 * granted.
 */
public final class Sandbox {
  private static final int MAX_PATH = 4096;
  private static final int MAX_NAME = 255;
  private static final int MAX_LINKS = 40;

  /** Where the kernel of the host shows itself: never granted, also not by a root of {@code /}. */
  private static final List<Path> FORBIDDEN =
      List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

  /** An ordinary file system in spite of its name. */
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private record Grant(String guest, Path host, boolean writable) {
    boolean covers(String path) {
      return guest.equals("/") || path.equals(guest) || path.startsWith(guest + "/");
    }

    Path hostOf(String path) {
      String rest =
          path.substring(guest.equals("/") ? 1 : Math.min(guest.length() + 1, path.length()));
      return rest.isEmpty() ? host : host.resolve(rest);
    }
  }

  /**
   * A place that a guest's path leads to. No component of {@code host} is a symbolic link, except
   * perhaps the last when it was not to be followed.
   *
   * @param guest absolute path in the guest's name space, without links, {@code .} and {@code ..}
   * @param host where that is on the host
   * @param writable whether the guest may change it
   * @param granted whether this is itself what was granted, not something in it
   * @param directory whether the path asked for a directory, by a slash at its end
   */
  public record Located(
      String guest, Path host, boolean writable, boolean granted, boolean directory) {

    /** Its last component. */
    public String name() {
      return guest.substring(guest.lastIndexOf('/') + 1);
    }
  }

  private final List<Grant> grants = new ArrayList<>();
  private final String start;
  private final List<String> denied = new ArrayList<>();

  /**
   * A name space made of grants.
   *
   * @param root directory that becomes the guest's {@code /}, to read and write; null for none
   * @param readable files or directories that the guest may read under their own paths
   * @param writable files or directories that it may also write; a file need not exist yet
   * @throws OrreryException if a grant is no file or directory that there could be
   */
  public Sandbox(@Nullable Path root, List<Path> readable, List<Path> writable) {
    if (root != null) {
      if (!Files.isDirectory(root)) {
        throw usage("--root " + root + ": there is no such directory");
      }
      grants.add(new Grant("/", real("--root", root), true));
    }
    for (Path p : writable) {
      grants.add(new Grant(guestName(p), real("--allow-write", p), true));
    }
    for (Path p : readable) {
      grants.add(new Grant(guestName(p), real("--allow-read", p), false));
    }
    // The most special grant decides; of two for one path the one to write.
    grants.sort(
        Comparator.comparing((Grant g) -> -g.guest().length())
            .thenComparing(g -> g.writable() ? 0 : 1));
    start = root != null || grants.isEmpty() ? "/" : guestName(Path.of(""));
  }

  /** A name space in which no file can be reached. */
  public static Sandbox closed() {
    return new Sandbox(null, List.of(), List.of());
  }

  private static String guestName(Path p) {
    return p.toAbsolutePath().normalize().toString();
  }

  private static Path real(String flag, Path path) {
    try {
      if (Files.exists(path)) {
        return path.toRealPath();
      }
      Path parent = path.toAbsolutePath().normalize().getParent();
      if (parent != null && flag.equals("--allow-write") && Files.isDirectory(parent)) {
        return parent.toRealPath().resolve(path.getFileName());
      }
    } catch (IOException e) {
      throw usage(flag + " " + path + ": cannot be reached: " + e.getMessage());
    }
    throw usage(flag + " " + path + ": there is no such file or directory");
  }

  private static OrreryException usage(String message) {
    return new OrreryException(ExitCode.USAGE, message);
  }

  /** The guest's working directory when it starts. */
  public String start() {
    return start;
  }

  /** Paths that the guest asked for and no grant covers: the first few, for a hint to the user. */
  public List<String> denied() {
    return List.copyOf(denied);
  }

  /**
   * Where a path leads.
   *
   * @param directory absolute guest path that a relative path starts from
   * @param follow whether a symbolic link as the last component is followed
   * @throws dev.orrery.machine.linux.uapi.LinuxError if it leads nowhere, or to something not
   *     granted
   */
  public Located locate(String directory, String path, boolean follow) {
    Walk walk = new Walk(directory, path);
    walk.go(follow);
    String guest = walk.path();
    Grant grant = grantOf(guest);
    if (grant == null) {
      if (denied.size() < 8 && !denied.contains(guest)) {
        denied.add(guest);
      }
      throw Errno.EACCES.error();
    }
    Path host = host(grant, guest);
    return new Located(
        guest, host, grant.writable(), guest.equals(grant.guest()), path.endsWith("/"));
  }

  /** The absolute guest path without {@code .}, {@code ..} and doubled slashes; links stay. */
  public static String normalize(String directory, String path) {
    Deque<String> done = new ArrayDeque<>();
    for (String c : (path.startsWith("/") ? path : directory + "/" + path).split("/", -1)) {
      if (c.equals("..")) {
        done.pollLast();
      } else if (!c.isEmpty() && !c.equals(".")) {
        done.add(c);
      }
    }
    return "/" + String.join("/", done);
  }

  private @Nullable Grant grantOf(String guest) {
    for (Grant g : grants) {
      if (g.covers(guest)) {
        return g;
      }
    }
    return null;
  }

  private static Path host(Grant grant, String guest) {
    Path host;
    try {
      host = grant.hostOf(guest);
    } catch (InvalidPathException e) {
      throw Errno.ENOENT.error();
    }
    for (Path f : FORBIDDEN) {
      if (host.startsWith(f) && !host.startsWith(SHARED_MEMORY)) {
        throw Errno.EACCES.error();
      }
    }
    return host;
  }

  /** A path on its way through the name space. */
  private final class Walk {
    private final Deque<String> done = new ArrayDeque<>();
    private final Deque<String> todo = new ArrayDeque<>();
    private int links;

    Walk(String directory, String path) {
      if (path.isEmpty()) {
        throw Errno.ENOENT.error();
      }
      if (path.length() >= MAX_PATH) {
        throw Errno.ENAMETOOLONG.error();
      }
      if (!path.startsWith("/")) {
        // The directory was resolved before, and is known to hold no links.
        push(directory);
      }
      done.addAll(todo);
      todo.clear();
      push(path);
    }

    String path() {
      return "/" + String.join("/", done);
    }

    void go(boolean follow) {
      while (!todo.isEmpty()) {
        String c = todo.pop();
        if (c.equals("..")) {
          done.pollLast();
          continue;
        }
        if (c.length() > MAX_NAME) {
          throw Errno.ENAMETOOLONG.error();
        }
        done.add(c);
        boolean last = todo.isEmpty();
        if (last && !follow) {
          return;
        }
        check(last);
      }
    }

    /** Follows the component just added if it is a link; between others there are directories. */
    private void check(boolean last) {
      String guest = path();
      Grant grant = grantOf(guest);
      if (grant == null) {
        return;
      }
      Path host = host(grant, guest);
      if (Files.isSymbolicLink(host)) {
        if (++links > MAX_LINKS) {
          throw Errno.ELOOP.error();
        }
        String target;
        try {
          target = Files.readSymbolicLink(host).toString();
        } catch (IOException e) {
          throw HostErrors.of(e);
        }
        if (target.startsWith("/")) {
          done.clear();
        } else {
          done.pollLast();
        }
        push(target);
      } else if (!last && !Files.isDirectory(host, LinkOption.NOFOLLOW_LINKS)) {
        throw (Files.exists(host, LinkOption.NOFOLLOW_LINKS) ? Errno.ENOTDIR : Errno.ENOENT)
            .error();
      }
    }

    private void push(String path) {
      String[] components = path.split("/", -1);
      for (int i = components.length - 1; i >= 0; i--) {
        if (!components[i].isEmpty() && !components[i].equals(".")) {
          todo.push(components[i]);
        }
      }
    }
  }
}
