package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A folder for temporary files, which is deleted with all that is in it. */
final class Scratch implements AutoCloseable {
  /** Where the host has temporary files. */
  static final Path HOST = Path.of(System.getProperty("java.io.tmpdir"));

  private final Path folder;

  /** Makes it in {@link #HOST}. */
  Scratch() {
    this(HOST);
  }

  /** Makes it in {@code parent}. */
  Scratch(Path parent) {
    try {
      folder = Files.createTempDirectory(parent, ".orrery");
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.USAGE, "a temporary folder cannot be made: " + e.getMessage(), e);
    }
  }

  /** The folder. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    try {
      Path unused = Files.walkFileTree(folder, new Deleting());
    } catch (IOException e) {
      // What is left is in the host's folder for temporary files.
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
