package dev.orrery.machine.linux.files;

import dev.orrery.machine.linux.fs.FileAccess;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a guest may reach of the host's files, as the user's flags say it. */
public final class Sandbox {
  private final FileAccess access;

  /**
   * Grants.
   *
   * @param root directory that becomes the guest's {@code /}, to read and write; null for none
   * @param readable files or directories that the guest may read under their own paths
   * @param writable files or directories that it may also write; a file need not exist yet
   * @throws dev.orrery.spec.diag.OrreryException if a grant is no file or directory that there
   *     could be
   */
  public Sandbox(@Nullable Path root, List<Path> readable, List<Path> writable) {
    this.access = FileAccess.of(root, readable, writable, Path.of("").toAbsolutePath());
  }

  /** Nothing but the standard streams. */
  public static Sandbox closed() {
    return new Sandbox(null, List.of(), List.of());
  }

  /** The grants as the file table takes them. */
  public FileAccess access() {
    return access;
  }
}
