package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program of the host's that a test compares with or builds guests with. */
public final class HostTool {
  private static final int SECONDS = 300;

  private final String name;

  private HostTool(String name) {
    this.name = name;
  }

  /**
   * What a tool left.
   *
   * @param status exit status; 128 and more when a signal ended it
   * @param bytes its standard output
   * @param err its standard error
   */
  public record Result(int status, byte[] bytes, String err) {}

  /** The tool, or the end of the test: skipped, with the package to install. */
  public static HostTool find(String name, String packageName) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, name))) {
        return new HostTool(name);
      }
    }
    return Assumptions.abort(
        "skipped: " + name + " is not installed (package " + packageName + ")");
  }

  /** A program that was made for the test. */
  public static HostTool program(Path file) {
    return new HostTool(file.toString());
  }

  /** Runs it in {@code directory}, which must go well. */
  public Result run(Path directory, List<String> arguments) throws IOException {
    Result result = attempt(directory, new byte[0], arguments);
    assertThat(result.status()).as(name + ": " + result.err()).isZero();
    return result;
  }

  /** Runs it in {@code directory}, however it ends. */
  public Result attempt(Path directory, byte[] stdin, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(name));
    line.addAll(arguments);
    Path in = Files.write(Files.createTempFile("orrery", ".in"), stdin);
    Path out = Files.createTempFile("orrery", ".out");
    Path err = Files.createTempFile("orrery", ".err");
    try {
      Process process =
          new ProcessBuilder(line)
              .directory(directory.toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      assertThat(ended).as("%s ends within %d s", line, SECONDS).isTrue();
      return new Result(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + name, e);
    } finally {
      for (Path file : List.of(in, out, err)) {
        Files.delete(file);
      }
    }
  }
}
