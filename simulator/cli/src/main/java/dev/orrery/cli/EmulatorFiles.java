package dev.orrery.cli;

import dev.orrery.machine.validate.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * What another emulator gets to run a program: a folder of its own with the program and its input,
 * and with files for what it prints.
 */
record EmulatorFiles(Path folder) implements AutoCloseable {
  private static final String PREFIX = "orrery";

  /** Characters of a folder's name at most: a number of 64 bits is behind the prefix. */
  private static final int LONGEST = PREFIX.length() + 20;

  /**
   * Makes a folder.
   *
   * @throws IOException if files cannot be written
   */
  static EmulatorFiles of(Subject subject) throws IOException {
    EmulatorFiles files = new EmulatorFiles(Files.createTempDirectory(PREFIX));
    try (InputStream in = subject.input().get()) {
      Files.write(files.program(), subject.elf().bytes());
      boolean unused = files.program().toFile().setExecutable(true);
      long copied = Files.copy(in, files.in(), StandardCopyOption.REPLACE_EXISTING);
      assert copied >= 0;
    } catch (IOException e) {
      files.close();
      throw e;
    }
    return files;
  }

  /**
   * The program. Its path is on the program's stack, and is of one length in all folders, whose
   * names are drawn: where the stack begins, and how long the path is read, is then the same in
   * every run.
   */
  Path program() {
    int drawn = folder.getFileName().toString().length();
    return folder.resolve("program" + "-".repeat(Math.max(0, LONGEST - drawn)));
  }

  Path in() {
    return folder.resolve("in");
  }

  Path out() {
    return folder.resolve("out");
  }

  Path err() {
    return folder.resolve("err");
  }

  /** Removes it. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // What is left is in the host's folder for temporary files.
    }
  }
}
