package dev.orrery.workloads;

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
 * What is packed with the classes of this module, read from their jar. A class loader would find
 * the same by searching the class path through URLs, which is a tenth of the start of a run.
 */
final class Packed {
  private static final String FOLDER = "dev/orrery/workloads/";

  private Packed() {}

  /**
   * Returns the bytes of a resource.
   *
   * @param name its path below this package
   * @return null where there is none
   */
  static byte @Nullable [] read(String name) {
    try {
      CodeSource source = Workloads.class.getProtectionDomain().getCodeSource();
      Path home = Path.of(source.getLocation().toURI());
      return Files.isDirectory(home) ? fromFolder(home, name) : fromJar(home, name);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the classes of the bundled programs have no place", e);
    }
  }

  private static byte @Nullable [] fromFolder(Path folder, String name) throws IOException {
    Path file = folder.resolve(FOLDER + name);
    return Files.exists(file) ? Files.readAllBytes(file) : null;
  }

  private static byte @Nullable [] fromJar(Path jar, String name) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(FOLDER + name);
      if (entry == null) {
        return null;
      }
      try (InputStream bytes = zip.getInputStream(entry)) {
        return bytes.readAllBytes();
      }
    }
  }
}
