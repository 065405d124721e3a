package dev.orrery.cli.dist;

import dev.orrery.spec.io.Packed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Rewrites jars. */
final class JarFiles {
  private JarFiles() {}

  /** Passes every class file of a jar through {@code change}; the jar is replaced whole. */
  static void changeClasses(Path jar, UnaryOperator<byte[]> change) throws IOException {
    Path changed = jar.resolveSibling(jar.getFileName() + ".changed");
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        out.write(entry.getName().endsWith(".class") ? change.apply(content) : content);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Files.move(changed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Puts a jar's files that are not classes where {@link Packed} looks for them first. */
  static void unpackResources(Path jar) throws IOException {
    Path folder = Packed.unpacked(jar);
    remove(folder); // an earlier build may have unpacked what is in the jar no more
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (!entry.isDirectory() && !name.endsWith(".class") && !name.startsWith("META-INF/")) {
          Path file = folder.resolve(name);
          Files.createDirectories(file.getParent());
          Files.write(file, in.readAllBytes());
        }
      }
    }
  }

  /** Removes a file or a folder with all that is in it, if there is one; follows no links. */
  private static void remove(Path file) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(file)) {
        for (Path entry : entries) {
          remove(entry);
        }
      }
    }
    Files.deleteIfExists(file);
  }
}
