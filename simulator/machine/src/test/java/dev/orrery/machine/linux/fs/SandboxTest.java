package dev.orrery.machine.linux.fs;

import static dev.orrery.machine.linux.fs.OpenFlags.O_CREAT;
import static dev.orrery.machine.linux.fs.OpenFlags.O_RDONLY;
import static dev.orrery.machine.linux.fs.OpenFlags.O_RDWR;
import static dev.orrery.machine.linux.fs.OpenFlags.O_WRONLY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.machine.linux.Errno;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
  @TempDir Path folder;

  private Path root;
  private Path secret;

  @BeforeEach
  void aSecretBesideTheRoot() throws IOException {
    folder = folder.toRealPath();
    root = Files.createDirectory(folder.resolve("root"));
    secret = Files.writeString(folder.resolve("secret"), "secret");
  }

  private Guest granted(List<Path> read, List<Path> write) {
    return new Guest(FileAccess.of(null, read, write, folder));
  }

  @Test
  void withoutGrantsThereAreOnlyHarmlessFiles() {
    try (Guest guest = new Guest(FileAccess.none())) {
      assertThat(guest.contents("/etc/passwd")).isEqualTo("ENOENT");
      assertThat(guest.contents("/etc/localtime")).isEqualTo("ENOENT");
      assertThat(guest.contents(secret.toString())).isEqualTo("ENOENT");
      assertThat(guest.open("new", O_CREAT | O_WRONLY)).isEqualTo(-Errno.EACCES);
      assertThat(guest.mkdir("/new")).isEqualTo(-Errno.EACCES);
      assertThat(guest.unlink("/dev/null")).isEqualTo(-Errno.EACCES);
      assertThat(guest.contents("/dev/null")).isEmpty();
      assertThat(guest.read(guest.open("/dev/zero", O_RDONLY), 3)).isEqualTo("\0\0\0");
      assertThat(guest.write(guest.open("/dev/full", O_WRONLY), "x")).isEqualTo(-Errno.ENOSPC);
      assertThat(guest.open("/dev/tty", O_RDWR)).isEqualTo(-Errno.ENXIO);
      assertThat(guest.cwd()).isEqualTo("/");
      assertThat(guest.list("/")).containsExactly(".", "..", "dev", "proc");
      assertThat(guest.table.refused())
          .containsExactly("/etc/passwd", "/etc/localtime", secret.toString(), "/new");
    }
  }

  @Test
  void randomBytesComeFromTheSeed() {
    String first;
    try (Guest guest = new Guest(FileAccess.none())) {
      first = guest.read(guest.open("/dev/urandom", O_RDONLY), 32);
    }
    try (Guest guest = new Guest(FileAccess.none())) {
      assertThat(guest.read(guest.open("/dev/random", O_RDONLY), 32)).isEqualTo(first);
      assertThat(guest.read(guest.open("/dev/random", O_RDONLY), 32)).isNotEqualTo(first);
    }
  }

  @Test
  void neitherDotsNorLinksLeadOutOfTheRoot() throws IOException {
    Files.writeString(root.resolve("secret"), "inside");
    Files.createSymbolicLink(root.resolve("absolute"), secret);
    Files.createSymbolicLink(root.resolve("up"), Path.of("../../../secret"));
    Files.createSymbolicLink(root.resolve("top"), Path.of("/"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    try (Guest guest = Guest.in(root)) {
      assertThat(guest.contents("../../secret")).isEqualTo("inside");
      assertThat(guest.contents("/../secret")).isEqualTo("inside");
      assertThat(guest.contents("absolute")).isEqualTo("ENOENT");
      assertThat(guest.contents("up")).isEqualTo("inside");
      assertThat(guest.contents("top/../top/secret")).isEqualTo("inside");
      assertThat(guest.contents("loop")).isEqualTo("ELOOP");
      assertThat(guest.symlink("../secret", "mine")).isZero();
      assertThat(guest.contents("mine")).isEqualTo("inside");
      assertThat(guest.open("absolute", O_CREAT | O_RDWR)).isEqualTo(-Errno.ENOENT);
      assertThat(guest.rename("secret", "../moved")).isZero();
    }
    assertThat(Files.readString(root.resolve("moved"))).isEqualTo("inside");
    assertThat(Files.readString(secret)).isEqualTo("secret");
    assertThat(folder.resolve("moved")).doesNotExist();
  }

  /** What was reached before is only gone to again if it is still that directory. */
  @Test
  void aDirectoryThatIsSwappedIsNotGoneToAgain() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path work = Files.createDirectory(data.resolve("work"));
    Files.writeString(work.resolve("name"), "old");
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("name"), "secret");
    String whole = work.resolve("name").toString();
    try (Guest guest = granted(List.of(), List.of(data))) {
      assertThat(guest.chdir("data/work")).isZero();
      for (String name : List.of("name", whole, "../work/name")) {
        assertThat(guest.contents(name)).isEqualTo("old");
      }
      assertThat(guest.table.close(guest.open("made", O_CREAT | O_RDWR))).isZero();
      Files.move(work, folder.resolve("elsewhere"));
      Files.createSymbolicLink(work, outside);
      for (String name : List.of("name", whole, "../work/name")) {
        assertThat(guest.contents(name)).isNotIn("old", "secret");
      }
      assertThat(guest.open("more", O_CREAT | O_RDWR)).isNegative();
      assertThat(guest.unlink("name")).isNegative();

      Files.delete(work);
      Files.createDirectory(work);
      Files.writeString(work.resolve("name"), "new");
      for (String name : List.of("name", whole, "../work/name")) {
        assertThat(guest.contents(name)).isEqualTo("new");
      }
      assertThat(guest.table.close(guest.open("more", O_CREAT | O_RDWR))).isZero();
      assertThat(guest.unlink("name")).isZero();
    }
    assertThat(outside).isDirectoryContaining(p -> p.endsWith("name"));
    assertThat(folder.resolve("elsewhere")).isDirectoryContaining(p -> p.endsWith("made"));
    assertThat(work.resolve("more")).exists();
    assertThat(folder.resolve("elsewhere/more")).doesNotExist();
  }

  @Test
  void permissionsAboveADirectoryHoldThoughItWasReachedBefore() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(
        Files.createDirectories(data.resolve("outer/inner")).resolve("name"), "there");
    String whole = data.resolve("outer/inner/name").toString();
    try (Guest guest = granted(List.of(), List.of(data))) {
      assertThat(guest.contents(whole)).isEqualTo("there");
      assertThat(guest.chmod("data/outer", 0600)).isZero();
      assertThat(guest.contents(whole)).isEqualTo("EACCES");
      assertThat(guest.chmod("data/outer", 0700)).isZero();
      assertThat(guest.contents(whole)).isEqualTo("there");
    }
  }

  @Test
  void aLinkOutOfAGrantIsRefused() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.createSymbolicLink(data.resolve("passwd"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(data.resolve("sideways"), Path.of("../secret"));
    try (Guest guest = granted(List.of(), List.of(data))) {
      assertThat(guest.contents("data/passwd")).isEqualTo("EACCES");
      assertThat(guest.contents("data/sideways")).isEqualTo("EACCES");
      assertThat(guest.contents("data/../secret")).isEqualTo("ENOENT");
      assertThat(guest.open("data/passwd", O_RDWR | O_CREAT)).isEqualTo(-Errno.EACCES);
      assertThat(guest.readlink("data/passwd")).isEqualTo("/etc/passwd");
      assertThat(guest.link(secret.toString(), "data/stolen")).isEqualTo(-Errno.ENOENT);
      assertThat(guest.rename("data", "elsewhere")).isEqualTo(-Errno.EBUSY);
      assertThat(guest.rmdir("data")).isEqualTo(-Errno.EBUSY);
    }
  }

  @Test
  void grantsAreSeenUnderTheirNamesFromTheUsersDirectory() throws IOException {
    Path in = Files.writeString(Files.createDirectory(folder.resolve("in")).resolve("a"), "A");
    Path out = Files.createDirectory(folder.resolve("out"));
    try (Guest guest = granted(List.of(Path.of("in")), List.of(out, Path.of("log")))) {
      assertThat(guest.cwd()).isEqualTo(folder.toString());
      assertThat(guest.contents("in/a")).isEqualTo("A");
      assertThat(guest.contents(in.toString())).isEqualTo("A");
      assertThat(guest.contents("secret")).isEqualTo("ENOENT");
      assertThat(guest.open("in/a", O_WRONLY)).isEqualTo(-Errno.EACCES);
      assertThat(guest.open("in/b", O_CREAT | O_WRONLY)).isEqualTo(-Errno.EACCES);
      assertThat(guest.unlink("in/a")).isEqualTo(-Errno.EACCES);
      assertThat(guest.rename("in/a", "out/a")).isEqualTo(-Errno.EACCES);
      // A second name in a writable place would make the file writable.
      assertThat(guest.link("in/a", "out/a")).isEqualTo(-Errno.EXDEV);
      assertThat(guest.paths.fchmodat(OpenFlags.AT_FDCWD, Guest.bytes("in/a"), 0777, 0))
          .isEqualTo(-Errno.EACCES);
      assertThat(guest.list(".")).containsExactly(".", "..", "in", "out");
      assertThat(guest.write(guest.open("log", O_CREAT | O_WRONLY), "line")).isEqualTo(4);
      assertThat(guest.list(".")).containsExactly(".", "..", "in", "log", "out");
      assertThat(guest.contents("log")).isEqualTo("line");
      assertThat(guest.mkdir("out/sub")).isZero();
    }
    assertThat(folder.resolve("log")).hasContent("line");
    assertThat(out.resolve("sub")).isDirectory();
  }

  @Test
  void specialFilesOfTheHostAreRefused() throws Exception {
    Process made = new ProcessBuilder("mkfifo", root.resolve("fifo").toString()).start();
    assertThat(made.waitFor()).isZero();
    try (Guest guest = Guest.in(root)) {
      assertThat(guest.open("fifo", O_RDONLY)).isEqualTo(-Errno.EACCES);
      assertThat(guest.stat("fifo").value().mode() & FileMode.S_IFMT).isEqualTo(FileMode.S_IFIFO);
      assertThat(guest.unlink("fifo")).isZero();
    }
    try (Guest guest = Guest.in(Path.of("/"))) {
      assertThat(guest.contents("/proc/self/mem")).isEqualTo("EACCES");
      assertThat(guest.contents("/sys/kernel/notes")).isEqualTo("EACCES");
    }
  }

  @Test
  void deletedFilesStayOpen() throws IOException {
    try (Guest guest = Guest.in(root)) {
      int f = guest.open("a", O_CREAT | O_RDWR);
      assertThat(guest.unlink("a")).isZero();
      assertThat(guest.write(f, "text")).isEqualTo(4);
      FileStat stat = guest.table.fstat(f).value();
      assertThat(stat.links()).isZero();
      assertThat(stat.size()).isEqualTo(4);
      ByteBuffer buffer = ByteBuffer.allocate(9);
      assertThat(guest.table.pread(f, buffer, 0)).isEqualTo(4);
    }
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aProgramKnowsItsNameAndItsDescriptors() throws IOException {
    Files.writeString(root.resolve("a"), "A");
    try (Guest guest = Guest.in(root)) {
      guest.table.program(Guest.bytes("/bin/prog"), () -> Guest.bytes("ELF"));
      guest.table.provide("/proc/cpuinfo", () -> Guest.bytes("one"));
      assertThat(guest.readlink("/proc/self/exe")).isEqualTo("/bin/prog");
      assertThat(guest.contents("/proc/self/exe")).isEqualTo("ELF");
      assertThat(guest.contents("/proc/cpuinfo")).isEqualTo("one");
      int f = guest.open("a", O_RDONLY);
      assertThat(guest.readlink("/proc/self/fd/" + f)).isEqualTo("/a");
      assertThat(guest.contents("/dev/fd/" + f)).isEqualTo("A");
      assertThat(guest.write(guest.open("/dev/stdout", O_WRONLY), "out")).isEqualTo(3);
      assertThat(guest.output.toString(UTF_8)).isEqualTo("out");
    }
  }

  @Test
  void whatCannotBeGrantedIsAMistakeOfTheUser() {
    assertThatThrownBy(() -> FileAccess.root(secret))
        .isInstanceOf(OrreryException.class)
        .hasMessage("--root " + secret + ": not a directory. Give a directory.");
    assertThatThrownBy(() -> granted(List.of(Path.of("missing")), List.of()))
        .isInstanceOf(OrreryException.class)
        .hasMessage("--allow-read missing: no such file or directory. Name one that exists.");
    assertThatThrownBy(() -> granted(List.of(), List.of(Path.of("no/file"))))
        .isInstanceOf(OrreryException.class)
        .hasMessage(
            "--allow-write no/file: no such file or directory. Create its directory first.");
  }
}
