package dev.orrery.cli.dist;

import dev.orrery.cli.Console;
import dev.orrery.cli.Main;
import dev.orrery.engine.MemoryWindow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs a list of commands in one JVM, so that the JVM can see which classes they load and which
 * methods they use, and keep both in its ahead-of-time cache.
 */
public final class TrainingRun {
  private TrainingRun() {}

  /**
   * Runs the commands of a file, one a line; blank lines and lines that start with {@code #} are
   * skipped, words are separated by blanks.
   *
   * <p>The commands' output is dropped. A command that fails is named on standard error, and the
   * others are run all the same: a smaller cache is better than none.
   *
   * @param args the file of commands
   * @throws IOException if the file cannot be read
   */
  public static void main(String[] args) throws IOException {
    System.setProperty(MemoryWindow.MOST_PROPERTY, "0x1000000");
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Console console =
        new Console(InputStream.nullInputStream(), nowhere, nowhere, Map.of(), false, false);
    int failure = 0;
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String command = line.strip();
      if (!command.isEmpty() && !command.startsWith("#")) {
        int status = Main.run(console, command.split("\\s+"));
        if (status != 0) {
          System.err.println("'orrery " + command + "' ended with status " + status);
          failure = status;
        }
      }
    }
    System.exit(failure);
  }
}
