package dev.orrery.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.profiler.recording.SourceProfile;
import dev.orrery.profiler.recording.SourceProfile.File;
import dev.orrery.profiler.recording.SourceProfile.LineCount;
import dev.orrery.profiler.recording.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program names its source files; which of them are read is the user's business. */
class SourceReaderTest {
  @TempDir Path directory;

  private List<SourceText> read(Sandbox granted, String path, int line) {
    SourceProfile source =
        new SourceProfile(
            List.of(new File("x", path)),
            List.of(),
            List.of(),
            List.of(new LineCount(0, line, 7)),
            List.of(),
            List.of(),
            List.of());
    return new SourceReader(directory.resolve("work"), granted).read(source);
  }

  private Path write(String name) throws Exception {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "one\ntwo\n");
  }

  @Test
  void readsBelowTheWorkingDirectoryAndWhatIsGranted() throws Exception {
    Path inside = write("work/src/a.c");
    Path granted = write("granted/b.cc");
    SourceText two = new SourceText(0, 2, "two");
    assertThat(read(Sandbox.closed(), "src/a.c", 2)).containsExactly(two);
    assertThat(read(Sandbox.closed(), "./src/../src/a.c", 2)).containsExactly(two);
    assertThat(read(Sandbox.closed(), inside.toString(), 2)).containsExactly(two);
    assertThat(read(Sandbox.closed(), granted.toString(), 2)).isEmpty();
    assertThat(read(Sandbox.rooted(directory.resolve("granted")), granted.toString(), 2))
        .containsExactly(two);
    assertThat(read(Sandbox.closed(), "src/a.c", 3)).as("behind the end").isEmpty();
  }

  @Test
  void readsNothingElse() throws Exception {
    write("work/x.c");
    Path outside = write("secret.c");
    Files.createSymbolicLink(directory.resolve("work/link.c"), outside);
    for (String path :
        List.of(
            outside.toString(),
            "../secret.c",
            "link.c",
            write("work/.hidden/a.c").toString(),
            write("work/.a.c").toString(),
            write("work/id_rsa").toString(),
            write("work/password.txt").toString(),
            "/dev/zero",
            "/",
            "",
            "missing.c",
            "a\u0000b.c")) {
      assertThat(read(Sandbox.closed(), path, 1)).as(path).isEmpty();
    }
  }
}
