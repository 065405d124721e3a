package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** {@code --jfr}: a recording of the JDK's flight recorder, from making the machine to its end. */
final class FlightRecording implements AutoCloseable {
  private final Path file;
  private final Recording recording;

  private FlightRecording(Path file, Recording recording) {
    this.file = file;
    this.recording = recording;
  }

  /**
   * Starts one that goes to {@code file}.
   *
   * @throws OrreryException if this JVM cannot record
   */
  static FlightRecording start(Path file) {
    try {
      Recording recording = new Recording(Configuration.getConfiguration("profile"));
      // Most compilations of what the JIT makes are shorter than what a profile shows of itself.
      recording.enable("jdk.Compilation").withoutThreshold();
      recording.start();
      return new FlightRecording(file, recording);
    } catch (IOException | ParseException | IllegalStateException e) {
      throw failed(file, e);
    }
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
    try (recording) {
      recording.stop();
      Path whole = Files.createTempFile("orrery", ".jfr");
      try {
        recording.dump(whole);
        OutputFile.write(file, Files.readAllBytes(whole));
      } finally {
        Files.delete(whole);
      }
    } catch (IOException | IllegalStateException e) { // the JVM's shutdown stops it, too
      throw failed(file, e);
    }
  }
}
