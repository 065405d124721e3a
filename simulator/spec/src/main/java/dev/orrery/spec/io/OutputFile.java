package dev.orrery.spec.io;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    writeAll(Map.of(file, bytes));
  }

  /**
   * Writes several files that belong together. Names are given only after the bytes of all of them
   * have reached the disk, so that a full disk leaves none.
   *
   * @throws OrreryException if one cannot be written; nothing new is left behind
   */
  public static void writeAll(Map<Path, byte[]> files) {
    Map<Path, Path> temporaries = new LinkedHashMap<>();
    List<Path> madeFolders = new ArrayList<>();
    Path current = null;
    try {
      for (Map.Entry<Path, byte[]> file : files.entrySet()) {
        current = file.getKey();
        Path target = current.toAbsolutePath();
        makeFolders(target.getParent(), madeFolders);
        if (Files.isDirectory(target)) {
          throw new FileSystemException(current.toString(), null, "a folder has that name");
        }
        Path temporary = temporaryBeside(target);
        temporaries.put(target, temporary);
        writeToDisk(temporary, file.getValue());
      }
      for (Map.Entry<Path, Path> done : temporaries.entrySet()) {
        current = done.getKey();
        move(done.getValue(), current);
      }
    } catch (IOException e) {
      temporaries.values().forEach(OutputFile::delete);
      madeFolders.reversed().forEach(OutputFile::delete);
      throw new OrreryException(
          ExitCode.USAGE,
          current + ": cannot be written: " + reason(e) + ". Choose another place for it.",
          e);
    }
  }

  private static void makeFolders(@Nullable Path folder, List<Path> made) throws IOException {
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    makeFolders(folder.getParent(), made);
    try {
      Files.createDirectory(folder);
      made.add(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) { // else somebody else has just made it
        throw e;
      }
    }
  }

  /**
   * A free name. The file gets the permissions of the user's umask, which temporary files do not.
   */
  private static Path temporaryBeside(Path target) throws IOException {
    for (int attempt = 0; ; attempt++) {
      String name =
          "." + target.getFileName() + "." + ProcessHandle.current().pid() + "-" + attempt;
      Path temporary = target.resolveSibling(name + ".tmp");
      if (!Files.exists(temporary)) {
        return temporary;
      }
    }
  }

  private static void writeToDisk(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The file system is already failing; the first error is the one to report.
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
