package dev.orrery.profiler.jit;

import dev.orrery.engine.explain.Bytecode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** What HotSpot's compilers do while it is open, from the JDK's flight recorder. */
final class HotSpotLog implements AutoCloseable {
  private static final String COMPILATION = "jdk.Compilation";
  private static final String DEOPTIMIZATION = "jdk.Deoptimization";

  private final @Nullable Recording recording;

  /** Why nothing is known; null if something is. */
  private @Nullable String unknown;

  private HotSpotLog(@Nullable Recording recording, @Nullable String unknown) {
    this.recording = recording;
    this.unknown = unknown;
  }

  /** Starts one. Where this JVM cannot record, it stays empty, and says why. */
  static HotSpotLog start() {
    if (!FlightRecorder.isAvailable()) {
      return new HotSpotLog(null, "this JVM has no flight recorder");
    }
    String lack = RecorderSpace.lack(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    if (lack != null) {
      return new HotSpotLog(null, lack);
    }
    try {
      Recording recording = new Recording();
      recording.enable(COMPILATION).withoutThreshold().withoutStackTrace();
      recording.enable(DEOPTIMIZATION).withoutStackTrace();
      recording.start();
      return new HotSpotLog(recording, null);
    } catch (IllegalStateException | SecurityException e) {
      return new HotSpotLog(null, "this JVM's flight recorder says " + e.getMessage());
    }
  }

  /** Why nothing is known; null if something is. */
  @Nullable String unknown() {
    return unknown;
  }

  /**
   * What is known of one class.
   *
   * @param compilations of its one long method, in the order of their ends
   */
  record Facts(List<Compilation> compilations, List<Trap> traps) {
    static final Facts NONE = new Facts(List.of(), List.of());
  }

  private static final class Draft {
    final SortedMap<Instant, Compilation> compilations = new TreeMap<>();
    final Map<Trap, Long> traps = new LinkedHashMap<>();

    Facts facts() {
      List<Trap> all = new ArrayList<>();
      traps.forEach((t, n) -> all.add(new Trap(t.reason(), t.action(), t.insn(), t.bytecode(), n)));
      return new Facts(List.copyOf(compilations.values()), all);
    }
  }

  /**
   * Ends the log.
   *
   * @param method the method of each class that matters
   * @return what is known, by the {@link #key}s of the names of classes
   */
  Map<String, Facts> finish(String method) {
    Recording recording = this.recording;
    if (recording == null) {
      return Map.of();
    }
    Map<String, Draft> drafts = new LinkedHashMap<>();
    try {
      recording.stop();
      Path file = Files.createTempFile("orrery", ".jfr");
      try {
        recording.dump(file);
        try (RecordingFile events = new RecordingFile(file)) {
          while (events.hasMoreEvents()) {
            add(events.readEvent(), method, drafts);
          }
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException | IllegalStateException e) { // the JVM's shutdown stops it, too
      unknown = "the flight recording cannot be read: " + e.getMessage();
    }
    Map<String, Facts> all = new LinkedHashMap<>();
    drafts.forEach((name, draft) -> all.put(name, draft.facts()));
    return all;
  }

  /** A class's name as both the recorder and the class itself have it, which hidden ones do not. */
  static String key(String className) {
    return className.replace('/', '.').replace('+', '.');
  }

  private static void add(RecordedEvent event, String name, Map<String, Draft> drafts) {
    if (!event.hasField("method")) {
      return; // the recorder adds events about itself
    }
    RecordedMethod method = event.getValue("method");
    if (method == null || !method.getName().equals(name)) {
      return;
    }
    Draft draft = drafts.computeIfAbsent(key(method.getType().getName()), n -> new Draft());
    switch (event.getEventType().getName()) {
      case COMPILATION ->
          draft.compilations.put(
              event.getEndTime(),
              new Compilation(
                  event.getString("compiler"),
                  event.getInt("compileLevel"),
                  event.getBoolean("isOsr"),
                  event.getBoolean("succeded"), // the JDK's spelling
                  event.getDuration().toNanos(),
                  event.getLong("codeSize"),
                  event.getLong("inlinedBytes")));
      case DEOPTIMIZATION ->
          draft.traps.merge(
              new Trap(
                  event.getString("reason"),
                  event.getString("action"),
                  Bytecode.insn(event.getInt("lineNumber")),
                  event.getInt("bci"),
                  0),
              1L,
              Long::sum);
      default -> {}
    }
  }

  /** Ends it if it is not finished. */
  @Override
  public void close() {
    if (recording != null) {
      recording.close();
    }
  }
}
