package dev.orrery.machine.linux.fs;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a guest may reach of the host's files, as the user's flags say it.
 *
 * @param root directory that becomes the guest's {@code /}, to read and write; null for none
 * @param readable files or directories that the guest may read under their own paths
 * @param writable files or directories that it may also write; a file need not exist yet
 * @param directory absolute; what relative paths are relative to, and where a program without a
 *     root starts
 */
public record Sandbox(
    @Nullable Path root, List<Path> readable, List<Path> writable, Path directory) {
  public Sandbox {
    readable = List.copyOf(readable);
    writable = List.copyOf(writable);
  }

  /** Nothing but the standard streams. */
  public static Sandbox closed() {
    return new Sandbox(null, List.of(), List.of(), Path.of("/"));
  }

  /** A directory that the guest sees as {@code /}, and nothing else. */
  public static Sandbox rooted(Path root) {
    return new Sandbox(root, List.of(), List.of(), Path.of("").toAbsolutePath());
  }

  /** Whether there is nothing that the guest may reach. */
  public boolean isClosed() {
    return root == null && readable.isEmpty() && writable.isEmpty();
  }

  /**
   * The grants as the file table takes them.
   *
   * @throws dev.orrery.spec.diag.OrreryException if a grant is no file or directory that there
   *     could be
   */
  public FileAccess access() {
    return FileAccess.of(root, readable, writable, directory);
  }
}
