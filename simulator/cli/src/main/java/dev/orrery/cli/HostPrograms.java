package dev.orrery.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Programs of the host's: where they are, and which. */
final class HostPrograms {
  private HostPrograms() {}

  /** The file that a name starts, by {@code PATH}; null if there is none. */
  static @Nullable Path find(Console console, String name) {
    for (String folder : console.env().getOrDefault("PATH", "").split(File.pathSeparator)) {
      try {
        Path file = Path.of(folder, name);
        if (Files.isRegularFile(file) && Files.isExecutable(file)) {
          return file;
        }
      } catch (InvalidPathException e) {
        // No program can be there.
      }
    }
    return null;
  }

  /** The first line that a program says about its version; empty if it does not. */
  static String version(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? said.lines().findFirst().orElse("").strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
