package dev.orrery.profiler.bench;

import dev.orrery.profiler.bench.Task.Invocation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One process, started, timed, and ended if it does not end in time. */
final class TimedProcess {
  /**
   * How often a process that runs is looked after, at most; its own end is noticed at once. Short
   * processes are looked after as often as long ones.
   */
  private static final long LOOK_MILLIS = 50;

  /** How long a pipe is read from after its process has ended. */
  private static final long PIPE_MILLIS = 2000;

  /** Most that is read of what was printed on standard error: its end. */
  private static final int MOST_ERRORS = 1 << 16;

  private final Invocation way;
  private final Path input;
  private final Path output;
  private final Path errors;
  private final Conduct conduct;
  private final Set<ProcessHandle> offspring = new HashSet<>();
  private @Nullable OutputWatch watch;
  private volatile @Nullable Process process;
  private volatile boolean ended;
  private long peakBytes;

  /** How a process came to its end. */
  enum How {
    BY_ITSELF,
    LATE,
    TOO_MUCH_OUTPUT,
    NOT_STARTED
  }

  /**
   * What is left.
   *
   * @param ended how it ended
   * @param status its exit status; 128 and more when a signal ended it
   * @param output a file with its standard output, until the next process writes there
   * @param errors the end of its standard error, or why it could not be started
   * @param wallNanos from start to end
   * @param cpuNanos user and system time, all threads
   * @param peakBytes most of its memory that was resident when it was looked at; 0 if unknown
   * @param timeline when it did what, if it was watched
   * @param trouble what its attendant found wrong; null for nothing
   */
  record Result(
      How ended,
      int status,
      Path output,
      String errors,
      long wallNanos,
      long cpuNanos,
      long peakBytes,
      Timeline timeline,
      @Nullable String trouble) {}

  /**
   * A process that is not started yet.
   *
   * @param scratch the folder for its output
   */
  TimedProcess(Invocation way, Path input, Path scratch, Conduct conduct) {
    this.way = way;
    this.conduct = conduct;
    this.input = input;
    this.output = scratch.resolve("out");
    this.errors = scratch.resolve("err");
  }

  /**
   * Runs it.
   *
   * @param stop asked now and then whether to give up
   * @throws IOException if what it printed cannot be read
   */
  Result run(BooleanSupplier stop) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(way.words())
            .redirectInput(input.toFile())
            .redirectError(errors.toFile());
    if (!conduct.watched()) {
      builder.redirectOutput(output.toFile());
    }
    builder.environment().clear();
    builder.environment().putAll(way.environment());
    long cpu = ChildTime.nanos();
    long start = System.nanoTime();
    Process started;
    try {
      started = builder.start();
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      return new Result(How.NOT_STARTED, 0, output, why, 0, 0, 0, Timeline.NONE, null);
    }
    process = started;
    if (conduct.watched()) {
      watch = new OutputWatch(started.getInputStream(), output, start);
    }
    try (Attendant.Visit visit = way.attendant().attend()) {
      How how = ended ? kill(started, How.LATE) : await(started, start, stop);
      long wall = System.nanoTime() - start;
      cpu = ChildTime.nanos() - cpu;
      offspring.forEach(ProcessHandle::destroyForcibly);
      visit.close();
      long released = visit.released() == 0 ? -1 : visit.released() - start;
      Timeline timeline = watch == null ? Timeline.NONE : watch.finish(PIPE_MILLIS, released);
      int status = way.status().applyAsInt(started.exitValue());
      return new Result(
          how, status, output, tail(errors), wall, cpu, peakBytes, timeline, visit.trouble());
    }
  }

  private How await(Process started, long start, BooleanSupplier stop)
      throws InterruptedException, IOException {
    long last = start + conduct.limit().toNanos();
    for (long look = 1; ; look = Math.min(2 * look, LOOK_MILLIS)) {
      long left = TimeUnit.NANOSECONDS.toMillis(last - System.nanoTime());
      if (started.waitFor(Math.clamp(left, 0, look), TimeUnit.MILLISECONDS)) {
        return How.BY_ITSELF;
      }
      peakBytes = Math.max(peakBytes, ResidentMemory.peakBytes(started.pid()));
      started.descendants().forEach(offspring::add);
      if (System.nanoTime() >= last || stop.getAsBoolean()) {
        return kill(started, How.LATE);
      }
      long printed = watch == null ? Files.size(output) : watch.bytes();
      if (printed + Files.size(errors) > conduct.mostOutput()) {
        return kill(started, How.TOO_MUCH_OUTPUT);
      }
    }
  }

  /** Ends it with all that it started: what was seen of that, as orphans are nobody's children. */
  private How kill(Process started, How how) throws InterruptedException {
    started.descendants().forEach(offspring::add);
    offspring.forEach(ProcessHandle::destroyForcibly);
    int unused = started.destroyForcibly().waitFor();
    return how;
  }

  /** Ends it, from any thread. */
  void end() {
    ended = true;
    Process started = process;
    if (started != null) {
      started.descendants().forEach(ProcessHandle::destroyForcibly);
      Process unused = started.destroyForcibly();
    }
  }

  /** Keeps what a process printed from being written over. */
  static Path keep(Path output, Path kept) throws IOException {
    return Files.move(output, kept, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String tail(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(in.length(), MOST_ERRORS)];
      in.seek(in.length() - bytes.length);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
