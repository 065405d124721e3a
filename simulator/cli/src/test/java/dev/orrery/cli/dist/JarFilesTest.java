package dev.orrery.cli.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.io.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is unpacked beside a jar is what is in it. */
final class JarFilesTest {
  @TempDir private Path directory;

  @Test
  void unpacksAllResourcesAndNothingOfAnEarlierBuild() throws Exception {
    Path jar = directory.resolve("orrery.jar");
    Path folder = Packed.unpacked(jar);
    write(jar, "removed.txt", "a/removed.txt", "a/kept.txt", "A.class", "META-INF/MANIFEST.MF");
    JarFiles.unpackResources(jar);
    assertThat(folder.resolve("removed.txt")).exists();
    assertThat(folder.resolve("A.class")).doesNotExist();

    write(jar, "a/kept.txt", "b/new.txt");
    JarFiles.unpackResources(jar);
    assertThat(folder.resolve("removed.txt")).doesNotExist();
    assertThat(folder.resolve("a/removed.txt")).doesNotExist();
    assertThat(folder.resolve("a/kept.txt")).hasContent("a/kept.txt");
    assertThat(folder.resolve("b/new.txt")).hasContent("b/new.txt");
  }

  @Test
  void followsNoLinks() throws Exception {
    Path jar = directory.resolve("orrery.jar");
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("file"), "mine");
    Files.createDirectory(Packed.unpacked(jar));
    Files.createSymbolicLink(Packed.unpacked(jar).resolve("link"), elsewhere);
    write(jar, "a.txt");
    JarFiles.unpackResources(jar);
    assertThat(Packed.unpacked(jar).resolve("link")).doesNotExist();
    assertThat(elsewhere.resolve("file")).hasContent("mine");
  }

  /** A jar of files that hold their names. */
  private static void write(Path jar, String... names) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
  }
}
