package dev.orrery.cli;

import dev.orrery.profiler.jit.RecorderSpace;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * {@code --jfr}: a recording of the JDK's flight recorder, from making the machine to its end. What
 * the recorder writes meanwhile is beside the file, where there must be room for that anyway, and
 * not in the host's folder for temporary files.
 */
final class FlightRecording implements AutoCloseable {
  private final Path file;
  private final Scratch scratch;
  private final Recording recording;

  private FlightRecording(Path file, Scratch scratch, Recording recording) {
    this.file = file;
    this.scratch = scratch;
    this.recording = recording;
  }

  /**
   * Starts one that goes to {@code file}.
   *
   * @throws OrreryException if this JVM cannot record, or there is no space for it
   */
  static FlightRecording start(Path file) {
    Path folder = existing(file.toAbsolutePath());
    String lack = RecorderSpace.lack(folder);
    if (lack != null) {
      throw new OrreryException(
          ExitCode.USAGE, file + ": cannot be written: " + lack + ". Choose another place for it.");
    }
    Scratch scratch = new Scratch(folder);
    try {
      keepChunksIn(scratch.folder());
      Recording recording = new Recording(Configuration.getConfiguration("profile"));
      // Most compilations of what the JIT makes are shorter than what a profile shows of itself.
      recording.enable("jdk.Compilation").withoutThreshold();
      recording.start();
      return new FlightRecording(file, scratch, recording);
    } catch (IOException | ParseException | JMException | IllegalStateException e) {
      scratch.close();
      throw failed(file, e);
    }
  }

  /** The first folder from {@code folder} upwards that is there already. */
  private static Path existing(Path folder) {
    Path parent = folder.getParent();
    return Files.isDirectory(folder) || parent == null ? folder : existing(parent);
  }

  /** What jcmd calls; the recorder has no method for this. */
  private static void keepChunksIn(Path folder) throws JMException {
    Object unused =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "jfrConfigure",
                new Object[] {new String[] {"repositorypath=\"" + folder + "\""}},
                new String[] {String[].class.getName()});
  }

  private static OrreryException failed(Path file, Exception e) {
    return new OrreryException(
        ExitCode.INTERNAL,
        "cannot record to " + file + ": this JVM's flight recorder says " + e.getMessage(),
        e);
  }

  /**
   * Ends and writes it.
   *
   * @throws OrreryException if the file cannot be written
   */
  @Override
  public void close() {
    try (scratch) {
      try (recording) {
        recording.stop();
        Path whole = scratch.folder().resolve("whole.jfr");
        recording.dump(whole);
        OutputFile.write(file, Files.readAllBytes(whole));
      } finally {
        keepChunksIn(Scratch.HOST); // what records next finds no folder here
      }
    } catch (IOException
        | JMException
        | IllegalStateException e) { // the JVM's shutdown stops it, too
      throw failed(file, e);
    }
  }
}
