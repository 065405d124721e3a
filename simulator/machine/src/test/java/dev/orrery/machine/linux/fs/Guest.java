package dev.orrery.machine.linux.fs;

import static dev.orrery.machine.linux.fs.OpenFlags.AT_FDCWD;
import static dev.orrery.machine.linux.fs.OpenFlags.O_RDONLY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.orrery.machine.linux.Errno;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file table as a program would use it, with names and contents as text (a char a byte). */
final class Guest implements AutoCloseable {
  final ByteArrayOutputStream output = new ByteArrayOutputStream();
  final FileTable table;
  final PathCalls paths;

  Guest(FileAccess access) {
    this(access, "");
  }

  Guest(FileAccess access, String input) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes(input));
    this.table =
        new FileTable(
            StandardStreams.of(in, output, output), access, 1, () -> java.time.Instant.EPOCH);
    this.paths = table.paths();
  }

  static Guest in(Path root) {
    return new Guest(FileAccess.root(root));
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  int open(String path, int flags) {
    return open(path, flags, 0666);
  }

  int open(String path, int flags, int mode) {
    return table.openat(AT_FDCWD, bytes(path), flags, mode);
  }

  long write(int descriptor, String text) {
    return table.write(descriptor, ByteBuffer.wrap(bytes(text)));
  }

  /** Reads once. */
  String read(int descriptor, int count) {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    long n = table.read(descriptor, buffer);
    return n < 0 ? Errno.name((int) -n) : text(buffer);
  }

  private static String text(ByteBuffer buffer) {
    return new String(buffer.array(), 0, buffer.position(), ISO_8859_1);
  }

  /** The contents of a file, or the name of the error. */
  String contents(String path) {
    int descriptor = open(path, O_RDONLY);
    if (descriptor < 0) {
      return Errno.name(-descriptor);
    }
    String text = read(descriptor, 1 << 16);
    table.close(descriptor);
    return text;
  }

  int mkdir(String path) {
    return paths.mkdirat(AT_FDCWD, bytes(path), 0777);
  }

  int symlink(String target, String path) {
    return paths.symlinkat(bytes(target), AT_FDCWD, bytes(path));
  }

  int link(String from, String to) {
    return paths.linkat(AT_FDCWD, bytes(from), AT_FDCWD, bytes(to), 0);
  }

  int unlink(String path) {
    return paths.unlinkat(AT_FDCWD, bytes(path), 0);
  }

  int rmdir(String path) {
    return paths.unlinkat(AT_FDCWD, bytes(path), OpenFlags.AT_REMOVEDIR);
  }

  int rename(String from, String to) {
    return paths.renameat2(AT_FDCWD, bytes(from), AT_FDCWD, bytes(to), 0);
  }

  int chmod(String path, int mode) {
    return paths.fchmodat(AT_FDCWD, bytes(path), mode, 0);
  }

  int chdir(String path) {
    return paths.chdir(bytes(path));
  }

  String cwd() {
    return text(paths.getcwd().value());
  }

  Result<FileStat> stat(String path) {
    return paths.fstatat(AT_FDCWD, bytes(path), 0);
  }

  Result<FileStat> lstat(String path) {
    return paths.fstatat(AT_FDCWD, bytes(path), OpenFlags.AT_SYMLINK_NOFOLLOW);
  }

  /** The text of a link, or the name of the error. */
  String readlink(String path) {
    Result<byte[]> result = paths.readlinkat(AT_FDCWD, bytes(path));
    return result.ok() ? text(result.value()) : Errno.name(result.error());
  }

  /** The names in a directory, in the order in which they come. */
  List<String> list(String path) {
    int descriptor = open(path, OpenFlags.O_DIRECTORY);
    List<String> names = new ArrayList<>();
    int n = table.getdents(descriptor, entry -> names.add(text(entry.name())));
    if (n < 0) {
      throw new AssertionError(path + ": " + n);
    }
    table.close(descriptor);
    return names;
  }

  @Override
  public void close() {
    table.close();
  }
}
