package dev.orrery.spec.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What is packed with the classes of a module, read from their jar or folder. A class loader would
 * find the same by searching the class path through URLs, which takes a tenth of the start of a
 * run.
 */
public final class Packed {
  private Packed() {}

  /**
   * Where a distribution has the resources of {@code jar} unpacked, if it has. Reading a file is
   * nothing; opening a jar takes a JVM that has just started some milliseconds, because it reads
   * the whole directory.
   */
  public static Path unpacked(Path jar) {
    return jar.resolveSibling(jar.getFileName().toString().replace(".jar", "-resources"));
  }

  /**
   * Returns the bytes of a resource.
   *
   * @param neighbour a class in the same jar
   * @param path the resource's path from the jar's root, without a leading slash
   * @return null where there is none
   * @throws UncheckedIOException if the jar cannot be read
   */
  public static byte @Nullable [] read(Class<?> neighbour, String path) {
    try {
      CodeSource source = neighbour.getProtectionDomain().getCodeSource();
      Path home = Path.of(source.getLocation().toURI());
      if (Files.isDirectory(home)) {
        return fromFolder(home, path);
      }
      byte[] bytes = fromFolder(unpacked(home), path);
      return bytes != null ? bytes : fromJar(home, path);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(neighbour + " has no place", e);
    }
  }

  private static byte @Nullable [] fromFolder(Path folder, String path) throws IOException {
    Path file = folder.resolve(path);
    return Files.exists(file) ? Files.readAllBytes(file) : null;
  }

  private static byte @Nullable [] fromJar(Path jar, String path) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(path);
      if (entry == null) {
        return null;
      }
      try (InputStream bytes = zip.getInputStream(entry)) {
        return bytes.readAllBytes();
      }
    }
  }
}
