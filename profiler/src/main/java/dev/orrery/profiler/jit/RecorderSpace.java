package dev.orrery.profiler.jit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Space for the JDK's flight recorder. It writes its chunks to a folder while the program runs, and
 * ends the JVM where the disk is full, so there must be some before it starts.
 */
public final class RecorderSpace {
  /** Five chunks of the recorder's usual size; a recording of some minutes has fewer. */
  private static final long WANTED_MIB = 64;

  private RecorderSpace() {}

  /** Why {@code folder} has no space for a recording; null if it has. */
  public static @Nullable String lack(Path folder) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace() >> 20;
      return free >= WANTED_MIB
          ? null
          : "%s has %,d MiB left, and the flight recorder wants %d MiB to write to while it runs"
              .formatted(folder, free, WANTED_MIB);
    } catch (IOException e) {
      return folder + " cannot be asked how much space it has: " + e.getMessage();
    }
  }
}
