package dev.orrery.spec.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir Path dir;

  @Test
  void makesFoldersAndReplaces() throws IOException {
    Path file = dir.resolve("a/b/c.txt");
    OutputFile.write(file, bytes("one"));
    OutputFile.write(file, bytes("two"));
    assertThat(file).hasContent("two");
    assertThat(everythingIn(dir)).containsExactlyInAnyOrder("a", "a/b", "a/b/c.txt");
  }

  @Test
  void aFailureLeavesNothingOfASet() throws IOException {
    Files.createDirectory(dir.resolve("taken"));
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(dir.resolve("new/first"), bytes("1"));
    files.put(dir.resolve("taken"), bytes("2"));
    assertThatThrownBy(() -> OutputFile.writeAll(files))
        .isInstanceOfSatisfying(
            OrreryException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("taken: cannot be written: a folder has that name");
    assertThat(everythingIn(dir)).containsExactly("taken");
  }

  @Test
  void aFileWhereAFolderShouldBeIsReported() throws IOException {
    Files.writeString(dir.resolve("file"), "");
    assertThatThrownBy(() -> OutputFile.write(dir.resolve("file/x"), bytes("")))
        .isInstanceOf(OrreryException.class);
    assertThat(everythingIn(dir)).containsExactly("file");
  }

  @Test
  void theUmaskDecidesWhoMayRead() throws IOException {
    Path plain = Files.createFile(dir.resolve("plain"));
    Path written = dir.resolve("written");
    OutputFile.write(written, bytes(""));
    assertThat(Files.getPosixFilePermissions(written))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  private static byte[] bytes(String s) {
    return s.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> everythingIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> !p.equals(folder)).map(p -> folder.relativize(p).toString()).toList();
    }
  }
}
