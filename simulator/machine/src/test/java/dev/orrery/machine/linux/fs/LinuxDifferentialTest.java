package dev.orrery.machine.linux.fs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Random operations in a root directory, compared one by one with what Linux does in a directory to
 * which a process is confined ({@code chroot}).
 */
class LinuxDifferentialTest {
  private static final int OPERATIONS = 300;
  private static final int NOT_ALLOWED = 77;

  private static final String[] NAMES = {
    "a", "b", "c", "d", "e", "a", "b", "c", "f\u00e9", "\u00ff\u00fe", "..", ".", "x".repeat(255)
  };

  private static final int[] FLAGS = {
    0,
    1,
    2,
    0,
    1,
    2,
    OpenFlags.O_CREAT,
    OpenFlags.O_CREAT,
    OpenFlags.O_CREAT,
    OpenFlags.O_EXCL,
    OpenFlags.O_TRUNC,
    OpenFlags.O_APPEND,
    OpenFlags.O_NOFOLLOW,
    OpenFlags.O_PATH,
    OpenFlags.O_DIRECTORY,
    OpenFlags.O_NONBLOCK
  };

  private static final int[] MODES = {0777, 0666, 0644, 0600, 0400, 0200, 0, 0500, 0300, 01755};

  private final Random random = new Random();

  @Property(tries = 10, seed = "2026")
  void aProgramSeesWhatLinuxWouldShow(@ForAll long seed) throws Exception {
    List<String> script = script(seed);
    Difference difference = firstDifference(script);
    if (difference != null) {
      fail(smallest(script, difference));
    }
  }

  private List<String> script(long seed) {
    random.setSeed(seed);
    List<String> script = new ArrayList<>();
    for (int i = 0; i < OPERATIONS; i++) {
      script.add(operation());
    }
    return script;
  }

  /** Where two runs part. */
  private record Difference(int line, String linux, String table) {}

  private static @Nullable Difference firstDifference(List<String> script) throws Exception {
    Path real = Files.createTempDirectory("orrery-linux");
    Path ours = Files.createTempDirectory("orrery-guest");
    try {
      List<String> want = linux(real, script);
      List<String> got = guest(ours, script);
      for (int i = 0; i < script.size(); i++) {
        if (!got.get(i).equals(want.get(i))) {
          return new Difference(i, want.get(i), got.get(i));
        }
      }
      return null;
    } finally {
      delete(real);
      delete(ours);
    }
  }

  /** Leaves out lines as long as the last one still differs. */
  private static String smallest(List<String> script, Difference first) throws Exception {
    List<String> best = new ArrayList<>(script.subList(0, first.line() + 1));
    Difference shown = first;
    for (int size = best.size() / 2; size > 0; size /= 2) {
      for (int end = best.size() - 1; end >= size; end -= size) {
        List<String> shorter = new ArrayList<>(best);
        shorter.subList(end - size, end).clear();
        Difference difference = firstDifference(shorter);
        if (difference != null && difference.line() == shorter.size() - 1) {
          best = shorter;
          shown = difference;
        }
      }
    }
    return String.format(
        "%s%nLinux says %s, the table %s", String.join("\n", best), shown.linux(), shown.table());
  }

  private static List<String> guest(Path root, List<String> script) {
    try (Guest guest = Guest.in(root)) {
      Operations operations = new Operations(guest.table);
      return script.stream().map(operations::run).toList();
    }
  }

  private static List<String> linux(Path root, List<String> script) throws Exception {
    Path program = Files.createTempFile("orrery-linux", ".py");
    try (InputStream in = LinuxDifferentialTest.class.getResourceAsStream("linux.py")) {
      Files.write(program, in.readAllBytes());
      Process process;
      try {
        process =
            // Without packages of the host's, it starts in half the time.
            new ProcessBuilder("python3", "-B", "-I", "-S", program.toString(), root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
      } catch (IOException e) {
        assumeTrue(false, "no python3: install the package python3");
        throw e;
      }
      process.getOutputStream().write(String.join("\n", script).getBytes(US_ASCII));
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
      int status = process.waitFor();
      assumeTrue(status != NOT_ALLOWED, "the host allows neither chroot nor user namespaces");
      assertThat(status).isZero();
      return List.of(output.split("\n", -1));
    } finally {
      Files.delete(program);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> directories = Files.walk(folder)) {
      all = directories.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  private String operation() {
    return switch (random.nextInt(40)) {
      case 0, 1, 2, 3, 4, 5, 6 ->
          line("open", directory(), path(), flags(), MODES[random.nextInt(MODES.length)]);
      case 7, 8 -> line("close", descriptor());
      case 9 -> line("read", descriptor(), random.nextInt(20));
      case 10, 11 -> line("write", descriptor(), Operations.quote("text".repeat(small())));
      case 12 -> line("pread", descriptor(), random.nextInt(20), random.nextInt(20));
      case 13 -> line("pwrite", descriptor(), Operations.quote("pw"), random.nextInt(20));
      case 14 -> line("lseek", descriptor(), random.nextInt(40) - 10, random.nextInt(3));
      case 15 -> line("dup", descriptor());
      case 16 -> line("dup3", 3 + random.nextInt(3), 6 + random.nextInt(3));
      case 17 -> line("getfl", descriptor());
      case 18 -> line("ftruncate", descriptor(), random.nextInt(30));
      case 19 -> line("truncate", path(), random.nextInt(30));
      case 20, 21 -> line("fstat", descriptor());
      case 22 -> line("stat", directory(), path());
      case 23 -> line("lstat", directory(), path());
      case 24 -> line("same", path(), path());
      case 25, 26, 27 ->
          line("mkdir", directory(), path(), small() > 1 ? 0755 : MODES[random.nextInt(10)]);
      case 28 -> line("rmdir", directory(), path());
      case 29 -> line("unlink", directory(), path());
      case 30, 31 -> line("rename", directory(), path(), directory(), path());
      case 32 -> line("link", path(), path(), random.nextInt(2));
      case 33, 34 -> line("symlink", linkText(), directory(), path());
      case 35 -> line("readlink", directory(), path());
      case 36 ->
          small() > 1
              ? line("chmod", path(), MODES[random.nextInt(MODES.length)])
              : line("fchmod", descriptor(), MODES[random.nextInt(MODES.length)]);
      case 37 -> line("access", path(), random.nextInt(8));
      case 38 ->
          switch (small()) {
            case 0 -> line("fchdir", descriptor());
            case 1, 2 -> line("chdir", path());
            case 3 -> line("umask", random.nextInt(01000));
            default -> line("setfl", descriptor(), OpenFlags.O_APPEND * random.nextInt(2));
          };
      default ->
          switch (small()) {
            case 0, 1 -> "getcwd";
            case 2 -> line("fsync", descriptor());
            case 3 -> line("times", path(), 1_000_000_000 + random.nextInt(1000));
            default -> line("list", path());
          };
    };
  }

  private static String line(Object... words) {
    StringBuilder line = new StringBuilder();
    for (Object word : words) {
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    return line.toString();
  }

  private int small() {
    return random.nextInt(5);
  }

  private int flags() {
    int flags = 0;
    for (int i = 0; i < 3; i++) {
      flags |= FLAGS[random.nextInt(FLAGS.length)];
    }
    // Kernels before 6.4 make a file for this combination.
    boolean varies = (flags & OpenFlags.O_CREAT) != 0 && (flags & OpenFlags.O_PATH) == 0;
    return varies ? flags & ~OpenFlags.O_DIRECTORY : flags;
  }

  private int descriptor() {
    return random.nextInt(20) == 0 ? 1000 : 3 + random.nextInt(5);
  }

  private int directory() {
    return random.nextInt(4) == 0 ? descriptor() : OpenFlags.AT_FDCWD;
  }

  /** Java does not keep double slashes, nor one at the end of what it writes to a link. */
  private String linkText() {
    return path().replaceAll("(%2F)+", "%2F").replaceAll("(?<!')%2F$", "");
  }

  private String path() {
    if (random.nextInt(40) == 0) {
      return Operations.quote(
          switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "/";
            case 2 -> "y".repeat(256);
            default -> "a/".repeat(2048);
          });
    }
    StringBuilder path = new StringBuilder(random.nextInt(4) == 0 ? "/" : "");
    int components = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
    for (int i = 0; i < components; i++) {
      int few = random.nextInt(3) == 0 ? NAMES.length : 4;
      path.append(i == 0 ? "" : random.nextInt(10) == 0 ? "//" : "/");
      path.append(NAMES[random.nextInt(few)]);
    }
    if (random.nextInt(10) == 0) {
      path.append('/');
    }
    return Operations.quote(path.toString());
  }
}
