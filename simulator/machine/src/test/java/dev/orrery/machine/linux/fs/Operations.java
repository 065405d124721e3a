package dev.orrery.machine.linux.fs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.orrery.machine.linux.Errno;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs a line of {@code linux.py} on a file table and shows the result in the same form. */
final class Operations {
  private final FileTable table;
  private final PathCalls paths;

  Operations(FileTable table) {
    this.table = table;
    this.paths = table.paths();
  }

  /** A text argument. */
  static String quote(byte[] bytes) {
    StringBuilder out = new StringBuilder("'");
    for (byte b : bytes) {
      boolean plain = b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
      if (plain || b == '_' || b == '.' || b == '-' || b == '~') {
        out.append((char) b);
      } else {
        out.append(String.format("%%%02X", b & 0xff));
      }
    }
    return out.toString();
  }

  static String quote(String text) {
    return quote(text.getBytes(ISO_8859_1));
  }

  private static byte[] unquote(String word) {
    ByteBuffer out = ByteBuffer.allocate(word.length());
    for (int i = 1; i < word.length(); i++) {
      if (word.charAt(i) == '%') {
        out.put((byte) Integer.parseInt(word, i + 1, i + 3, 16));
        i += 2;
      } else {
        out.put((byte) word.charAt(i));
      }
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /** Runs one line. */
  String run(String line) {
    String[] w = line.split(" ");
    return switch (w[0]) {
      case "open" -> show(table.openat(number(w[1]), unquote(w[2]), number(w[3]), number(w[4])));
      case "close" -> show(table.close(number(w[1])));
      case "read" -> {
        ByteBuffer buffer = ByteBuffer.allocate(number(w[2]));
        yield show(table.read(number(w[1]), buffer), buffer);
      }
      case "write" -> show(table.write(number(w[1]), ByteBuffer.wrap(unquote(w[2]))));
      case "pread" -> {
        ByteBuffer buffer = ByteBuffer.allocate(number(w[2]));
        yield show(table.pread(number(w[1]), buffer, number(w[3])), buffer);
      }
      case "pwrite" ->
          show(table.pwrite(number(w[1]), ByteBuffer.wrap(unquote(w[2])), number(w[3])));
      case "lseek" -> seek(number(w[1]), number(w[2]), number(w[3]));
      case "dup" -> show(table.dup(number(w[1])));
      case "dup3" -> show(table.dup3(number(w[1]), number(w[2]), 0));
      case "getfl" -> {
        long flags = table.fcntl(number(w[1]), OpenFlags.F_GETFL, 0);
        yield flags < 0 ? show(flags) : Long.toOctalString(flags);
      }
      case "setfl" -> show(table.fcntl(number(w[1]), OpenFlags.F_SETFL, number(w[2])));
      case "ftruncate" -> show(table.ftruncate(number(w[1]), number(w[2])));
      case "truncate" -> show(paths.truncate(unquote(w[1]), number(w[2])));
      case "fsync" -> show(table.fsync(number(w[1])));
      case "fstat" -> show(table.fstat(number(w[1])));
      case "stat" -> show(paths.fstatat(number(w[1]), unquote(w[2]), 0));
      case "lstat" ->
          show(paths.fstatat(number(w[1]), unquote(w[2]), OpenFlags.AT_SYMLINK_NOFOLLOW));
      case "same" -> same(unquote(w[1]), unquote(w[2]));
      case "mkdir" -> show(paths.mkdirat(number(w[1]), unquote(w[2]), number(w[3])));
      case "rmdir" -> show(paths.unlinkat(number(w[1]), unquote(w[2]), OpenFlags.AT_REMOVEDIR));
      case "unlink" -> show(paths.unlinkat(number(w[1]), unquote(w[2]), 0));
      case "rename" ->
          show(paths.renameat2(number(w[1]), unquote(w[2]), number(w[3]), unquote(w[4]), 0));
      case "link" -> {
        int flags = number(w[3]) != 0 ? OpenFlags.AT_SYMLINK_FOLLOW : 0;
        int here = OpenFlags.AT_FDCWD;
        yield show(paths.linkat(here, unquote(w[1]), here, unquote(w[2]), flags));
      }
      case "symlink" -> show(paths.symlinkat(unquote(w[1]), number(w[2]), unquote(w[3])));
      case "readlink" -> text(paths.readlinkat(number(w[1]), unquote(w[2])));
      case "chmod" -> show(paths.fchmodat(OpenFlags.AT_FDCWD, unquote(w[1]), number(w[2]), 0));
      case "fchmod" -> show(paths.fchmod(number(w[1]), number(w[2])));
      case "umask" -> show(paths.umask(number(w[1])));
      case "access" -> {
        int result = paths.faccessat(OpenFlags.AT_FDCWD, unquote(w[1]), number(w[2]), 0);
        yield result == 0 ? "0" : "-1";
      }
      case "chdir" -> show(paths.chdir(unquote(w[1])));
      case "fchdir" -> show(paths.fchdir(number(w[1])));
      case "getcwd" -> text(paths.getcwd());
      case "list" -> list(unquote(w[1]));
      case "times" -> times(unquote(w[1]), number(w[2]));
      default -> throw new IllegalArgumentException(line);
    };
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }

  private static String show(long result) {
    return Long.toString(result);
  }

  private static String show(long result, ByteBuffer buffer) {
    if (result < 0) {
      return show(result);
    }
    byte[] bytes = new byte[(int) result];
    buffer.flip().get(bytes);
    return quote(bytes);
  }

  private static String show(Result<FileStat> result) {
    if (!result.ok()) {
      return show(-result.error());
    }
    FileStat stat = result.value();
    String size = FileMode.isDirectory(stat.mode()) ? "-" : show(stat.size());
    return Integer.toOctalString(stat.mode()) + " " + stat.links() + " " + size;
  }

  private static String text(Result<byte[]> result) {
    return result.ok() ? quote(result.value()) : show(-result.error());
  }

  /** The positions of a directory are each file system's own. */
  private String seek(int descriptor, int offset, int whence) {
    Result<FileStat> stat = table.fstat(descriptor);
    long result = table.lseek(descriptor, offset, whence);
    boolean directory = stat.ok() && FileMode.isDirectory(stat.value().mode());
    return directory && result != -Errno.EBADF ? "-" : show(result);
  }

  private String same(byte[] a, byte[] b) {
    int flags = OpenFlags.AT_SYMLINK_NOFOLLOW;
    Result<FileStat> first = paths.fstatat(OpenFlags.AT_FDCWD, a, flags);
    if (!first.ok()) {
      return show(-first.error());
    }
    Result<FileStat> second = paths.fstatat(OpenFlags.AT_FDCWD, b, flags);
    if (!second.ok()) {
      return show(-second.error());
    }
    return first.value().inode() == second.value().inode() ? "1" : "0";
  }

  private String list(byte[] path) {
    int descriptor = table.openat(OpenFlags.AT_FDCWD, path, OpenFlags.O_DIRECTORY, 0);
    if (descriptor < 0) {
      return show(descriptor);
    }
    List<String> names = new ArrayList<>();
    int n = table.getdents(descriptor, entry -> names.add(new String(entry.name(), ISO_8859_1)));
    table.close(descriptor);
    if (n < 0) {
      return show(n);
    }
    names.removeAll(List.of(".", ".."));
    Collections.sort(names);
    return String.join(" ", names.stream().map(Operations::quote).toList());
  }

  private String times(byte[] path, int seconds) {
    Instant accessed = Instant.ofEpochSecond(seconds, 5);
    Instant modified = Instant.ofEpochSecond(seconds, 6);
    int result = paths.utimensat(OpenFlags.AT_FDCWD, path, accessed, modified, 0);
    if (result < 0) {
      return show(result);
    }
    FileStat stat = paths.fstatat(OpenFlags.AT_FDCWD, path, 0).value();
    return nanos(stat.accessed()) + " " + nanos(stat.modified());
  }

  private static String nanos(Instant time) {
    return show(time.getEpochSecond() * 1_000_000_000L + time.getNano());
  }
}
