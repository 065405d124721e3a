package dev.orrery.machine.linux.fs;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of the host's files a program may reach. The standard streams are always its own, and so are
 * a few files that exist without the host ({@code /dev/null} and its like).
 *
 * <p>A root is a directory that the program sees as {@code /}, to read and write. Further grants
 * are seen under their own names. A grant covers everything below it; where two cover the same
 * file, writing is allowed if one of them allows it.
 */
public final class FileAccess {
  /**
   * A part of the host under a name of the guest's tree.
   *
   * @param guest absolute name
   * @param host where it is
   * @param base the real directory which every access starts from: {@code host}, or its parent if
   *     it is not a directory
   */
  record Grant(String guest, Path host, Path base, boolean writable) {}

  private static final FileAccess NONE = new FileAccess(List.of(), "/");

  private final List<Grant> grants;
  private final String startDirectory;

  private FileAccess(List<Grant> grants, String startDirectory) {
    this.grants = grants;
    this.startDirectory = startDirectory;
  }

  /** Nothing but the standard streams. */
  public static FileAccess none() {
    return NONE;
  }

  /**
   * A directory as the program's root.
   *
   * @throws OrreryException if it is not a directory that can be read
   */
  public static FileAccess root(Path root) {
    return of(root, List.of(), List.of(), Path.of("").toAbsolutePath());
  }

  /**
   * A root, further files and directories, or both. With a root the program starts in {@code /};
   * with other grants only, it starts in {@code currentDirectory}, so that relative names mean what
   * they mean to the user.
   *
   * @param root the directory that is seen as {@code /}, or null
   * @param read files and directories that may be read; they must exist
   * @param write files and directories that may be read and written; a file need not exist, its
   *     directory must
   * @param currentDirectory what relative paths are relative to
   * @throws OrreryException if one of them cannot be granted; the message says which and why
   */
  public static FileAccess of(
      @Nullable Path root, List<Path> read, List<Path> write, Path currentDirectory) {
    if (root == null && read.isEmpty() && write.isEmpty()) {
      return NONE;
    }
    Path current = currentDirectory.toAbsolutePath();
    List<Grant> grants = new ArrayList<>();
    if (root != null) {
      Path real = real("--root", root, current);
      if (!Files.isDirectory(real)) {
        throw refused("--root", root, "not a directory", "Give a directory.");
      }
      grants.add(new Grant("/", real, real, true));
    }
    for (Path path : read) {
      grants.add(grant("--allow-read", path, current, false));
    }
    for (Path path : write) {
      grants.add(grant("--allow-write", path, current, true));
    }
    String start = root != null ? "/" : HostNames.absolute(current.normalize());
    return new FileAccess(List.copyOf(grants), start);
  }

  private static Grant grant(String flag, Path path, Path current, boolean writable) {
    Path named = current.resolve(path).normalize();
    String guest = HostNames.absolute(named);
    if (Files.isDirectory(named)) {
      Path real = real(flag, path, current);
      return new Grant(guest, real, real, writable);
    }
    Path folder = named.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw refused(flag, path, "no such file or directory", "Create its directory first.");
    }
    if (Files.exists(named)) {
      Path real = real(flag, path, current);
      Path base = real.getParent();
      return new Grant(guest, real, base == null ? real : base, writable);
    }
    if (!writable) {
      throw refused(flag, path, "no such file or directory", "Name one that exists.");
    }
    Path base = real(flag, folder, current);
    return new Grant(guest, base.resolve(named.getFileName()), base, true);
  }

  private static Path real(String flag, Path path, Path current) {
    try {
      return current.resolve(path).toRealPath();
    } catch (IOException e) {
      String why = Files.exists(current.resolve(path)) ? "no permission" : "no such directory";
      throw refused(flag, path, why, "Name one that you can read.");
    }
  }

  private static OrreryException refused(String flag, Path path, String why, String what) {
    return new OrreryException(ExitCode.USAGE, flag + " " + path + ": " + why + ". " + what);
  }

  List<Grant> grants() {
    return grants;
  }

  /** The absolute name of the directory in which the program starts. */
  String startDirectory() {
    return startDirectory;
  }
}
