package dev.orrery.workloads;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Programs of the host that some tests use where they are installed. */
final class Tools {
  private Tools() {}

  /** What a program printed, and its exit code. */
  record Result(String stdout, String stderr, int exitCode) {}

  /** Skips the test, naming the Debian package to install, unless the program is there. */
  static void require(String program, String debianPackage) {
    assumeTrue(isInstalled(program), program + " is missing: apt install " + debianPackage);
  }

  static void require(String program) {
    require(program, program);
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** Skips the test with a reason that the program itself gave. */
  static void skip(Result result) {
    abort(result.stderr().strip());
  }

  static Result run(List<String> command) {
    return run(command, new byte[0], Map.of());
  }

  /** Runs a program with nothing in its environment but PATH and what is given. */
  static Result run(List<String> command, byte[] stdin, Map<String, String> environment) {
    try {
      Path input = Files.createTempFile("stdin", "");
      Path errors = Files.createTempFile("stderr", "");
      try {
        Files.write(input, stdin);
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        int exitCode = process.waitFor();
        return new Result(
            new String(output, StandardCharsets.UTF_8), Files.readString(errors), exitCode);
      } finally {
        Files.delete(input);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
