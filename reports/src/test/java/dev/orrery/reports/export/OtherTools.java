package dev.orrery.reports.export;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs of the host that read what we write. */
final class OtherTools {
  /** What .ci/run installs from npm. */
  private static final Path NPM = Path.of("src/test/npm");

  private OtherTools() {}

  /**
   * Standard output of a script in src/test/npm that is given {@code files}; skips the test without
   * what the script needs.
   */
  static String script(String name, List<Path> files) {
    Assumptions.assumeTrue(
        Files.isDirectory(NPM.resolve("node_modules")),
        () -> "npm's packages are not there (npm ci in reports/" + NPM + " installs them)");
    List<String> command = new ArrayList<>(List.of("node", NPM.resolve(name).toString()));
    files.forEach(f -> command.add(f.toString()));
    return read("nodejs", files.getFirst(), command);
  }

  /** Standard output of a program of the package {@code debian}; skips the test without it. */
  static String read(String debian, Path in, List<String> command) {
    Assumptions.assumeTrue(
        isInstalled(command.getFirst()),
        () -> command.getFirst() + " is not there (Debian's " + debian + " has it)");
    try {
      Path out = Files.createTempFile("orrery-read", ".txt");
      Process process =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectErrorStream(true)
              .start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      String text = Files.readString(out, StandardCharsets.UTF_8);
      Files.delete(out);
      Assertions.assertThat(ended).as("%s ends: %s", command, text).isTrue();
      Assertions.assertThat(process.exitValue()).as("%s: %s", command, text).isZero();
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isInstalled(String program) {
    if (Path.of(program).isAbsolute()) {
      return Files.isExecutable(Path.of(program));
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(path)
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
