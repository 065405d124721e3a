package dev.orrery.spec.io;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes whole files: a reader sees the old file or the new one, never a part. The bytes go to a
 * temporary file in the same folder, reach the disk, and then take the name.
 */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Writes {@code bytes} to {@code file}, creating missing folders and replacing an existing file.
   *
   * @throws OrreryException if it cannot be written (disk full, no permission, a folder of that
   *     name); nothing new is left behind
   */
  public static void write(Path file, byte[] bytes) {
    Path temporary = null;
    try {
      Path target = file.toAbsolutePath();
      Path folder = target.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (Files.isDirectory(target)) {
        throw new FileSystemException(file.toString(), null, "a folder has that name");
      }
      temporary = Files.createTempFile(folder, "." + target.getFileName(), ".tmp");
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      move(temporary, target);
    } catch (IOException e) {
      delete(temporary);
      throw new OrreryException(
          ExitCode.USAGE,
          file + ": cannot be written: " + reason(e) + ". Choose another place with -o.",
          e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(@org.jspecify.annotations.Nullable Path temporary) {
    if (temporary != null) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // The file system is already failing; the first error is the one to report.
      }
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException d -> "no permission";
      case NoSuchFileException n -> "its folder does not exist";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
