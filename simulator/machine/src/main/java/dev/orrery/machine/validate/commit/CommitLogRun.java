package dev.orrery.machine.validate.commit;

import dev.orrery.machine.validate.ReferenceException;
import java.io.InputStream;

/** A program in an emulator that writes a commit log. */
public interface CommitLogRun extends AutoCloseable {
  /** Starts one. */
  @FunctionalInterface
  interface Launcher {
    /**
     * Starts the program anew.
     *
     * @throws ReferenceException if the emulator does not start
     */
    CommitLogRun launch() throws ReferenceException;
  }

  /** The log, as it is written. It ends with the emulator. */
  InputStream log();

  /**
   * Waits for its end.
   *
   * @return its exit status, which is the program's where that ended by itself
   * @throws ReferenceException if it does not end
   */
  int exitStatus() throws ReferenceException;

  /** What it said last to standard error, or else to standard output; one line, perhaps empty. */
  String lastWords();

  /** Ends it. */
  @Override
  void close();
}
