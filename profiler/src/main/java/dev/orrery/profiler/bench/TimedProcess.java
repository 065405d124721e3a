package dev.orrery.profiler.bench;

import dev.orrery.profiler.bench.Task.Invocation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One process, started, timed, and ended if it does not end in time. */
final class TimedProcess {
  /** How often a process that runs is looked after; its own end is noticed at once. */
  private static final long LOOK_MILLIS = 50;

  /** Most bytes that a program may print: what it prints is kept, and disks are finite. */
  private static final long MOST_OUTPUT = 1L << 30;

  /** Most that is read of what was printed on standard error: its end. */
  private static final int MOST_ERRORS = 1 << 16;

  private final Invocation way;
  private final Path input;
  private final Path output;
  private final Path errors;
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
   */
  record Result(
      How ended,
      int status,
      Path output,
      String errors,
      long wallNanos,
      long cpuNanos,
      long peakBytes) {}

  /**
   * A process that is not started yet.
   *
   * @param scratch the folder for its output
   */
  TimedProcess(Invocation way, Path input, Path scratch) {
    this.way = way;
    this.input = input;
    this.output = scratch.resolve("out");
    this.errors = scratch.resolve("err");
  }

  /**
   * Runs it.
   *
   * @param limit the longest that it may take
   * @param stop asked now and then whether to give up
   * @throws IOException if what it printed cannot be read
   */
  Result run(Duration limit, BooleanSupplier stop) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(way.words())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(way.environment());
    long cpu = ChildTime.nanos();
    long start = System.nanoTime();
    Process started;
    try {
      started = builder.start();
    } catch (IOException e) {
      return new Result(How.NOT_STARTED, 0, output, String.valueOf(e.getMessage()), 0, 0, 0);
    }
    process = started;
    How how = ended ? kill(started, How.LATE) : await(started, start, limit, stop);
    long wall = System.nanoTime() - start;
    cpu = ChildTime.nanos() - cpu;
    return new Result(how, started.exitValue(), output, tail(errors), wall, cpu, peakBytes);
  }

  private How await(Process started, long start, Duration limit, BooleanSupplier stop)
      throws InterruptedException, IOException {
    long last = start + limit.toNanos();
    while (true) {
      long left = TimeUnit.NANOSECONDS.toMillis(last - System.nanoTime());
      if (started.waitFor(Math.clamp(left, 0, LOOK_MILLIS), TimeUnit.MILLISECONDS)) {
        return How.BY_ITSELF;
      }
      peakBytes = Math.max(peakBytes, ResidentMemory.peakBytes(started.pid()));
      if (System.nanoTime() >= last || stop.getAsBoolean()) {
        return kill(started, How.LATE);
      }
      if (Files.size(output) + Files.size(errors) > MOST_OUTPUT) {
        return kill(started, How.TOO_MUCH_OUTPUT);
      }
    }
  }

  private static How kill(Process started, How how) throws InterruptedException {
    started.descendants().forEach(ProcessHandle::destroyForcibly);
    int unused = started.destroyForcibly().waitFor();
    return how;
  }

  /** Ends it, from any thread. */
  void end() {
    ended = true;
    Process started = process;
    if (started != null) {
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
