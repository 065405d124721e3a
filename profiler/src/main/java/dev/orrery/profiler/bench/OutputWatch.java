package dev.orrery.profiler.bench;

import dev.orrery.profiler.bench.Timeline.Latency;
import dev.orrery.profiler.bench.Timeline.Left;
import dev.orrery.profiler.bench.Timeline.Mark;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads what a process prints as it arrives, on a thread of its own: notes when, and what the
 * program tells of itself (see {@link Timeline}); the rest goes to a file. A program may tell as
 * much nonsense as it likes.
 */
final class OutputWatch {
  private static final int BUFFER = 1 << 16;

  /** Longer lines tell nothing. */
  private static final int LONGEST_LINE = 1 << 16;

  /** More than this of anything is not noted, so that a program cannot fill the memory. */
  private static final int MOST = 1000;

  private static final int LONGEST_NAME = 60;

  private final InputStream in;
  private final Path file;
  private final long start;
  private final Thread thread;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<Mark> marks = new ArrayList<>();
  private final List<Latency> latencies = new ArrayList<>();
  private final List<Left> left = new ArrayList<>();
  private volatile long bytes;
  private long firstNanos = -1;
  private volatile long endNanos;
  private boolean atStart = true;
  private boolean told;

  /**
   * Begins to read.
   *
   * @param start what {@link System#nanoTime} was when the process was started
   * @param file what it prints goes here
   */
  OutputWatch(InputStream in, Path file, long start) {
    this.in = in;
    this.file = file;
    this.start = start;
    this.thread = Thread.ofPlatform().daemon().name("orrery-output").start(this::read);
  }

  /** Bytes that have arrived; from any thread. */
  long bytes() {
    return bytes;
  }

  /**
   * Waits until there is nothing more to read: the process has ended. What it left behind may hold
   * its output open, and is not waited for longer than {@code patienceMillis}.
   *
   * @param releasedNanos when the process was told to begin; negative if it was not
   */
  Timeline finish(long patienceMillis, long releasedNanos)
      throws IOException, InterruptedException {
    thread.join(patienceMillis);
    if (thread.isAlive()) {
      in.close();
      thread.join(patienceMillis);
    }
    long end = endNanos == 0 ? System.nanoTime() - start : endNanos;
    return new Timeline(releasedNanos, firstNanos, marks, latencies, left, end);
  }

  private void read() {
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        long now = System.nanoTime() - start;
        firstNanos = firstNanos < 0 ? now : firstNanos;
        bytes += n;
        for (int from = 0; from < n; ) {
          from = take(buffer, from, n, now, out);
        }
        out.flush();
      }
      line.writeTo(out);
    } catch (IOException e) {
      // The process was ended, or the disk is full: its output will be found to differ.
    } finally {
      endNanos = System.nanoTime() - start;
    }
  }

  /** Takes bytes up to the end of a line; returns where the next ones are. */
  private int take(byte[] buffer, int from, int to, long now, OutputStream out) throws IOException {
    if (atStart) {
      told = buffer[from] == '#';
    }
    int end = from;
    while (end < to && buffer[end] != '\n') {
      end++;
    }
    boolean whole = end < to;
    int next = whole ? end + 1 : to;
    atStart = whole;
    if (!told) {
      out.write(buffer, from, next - from);
      return next;
    }
    line.write(buffer, from, next - from);
    if (whole && !note(line.toString(StandardCharsets.UTF_8).strip(), now)
        || line.size() > LONGEST_LINE) {
      line.writeTo(out);
      told = false;
    }
    if (whole || !told) {
      line.reset();
    }
    return next;
  }

  /** Whether a line told something of the program. */
  private boolean note(String text, long now) {
    String[] words = text.split(" +");
    switch (words[0]) {
      case "#phase" -> {
        if (words.length < 2) {
          return false;
        }
        add(marks, new Mark(name(words[1]), now, number(words, 2)));
      }
      case "#end" -> add(marks, new Mark("", now, number(words, 1)));
      case "#latency" -> {
        if (words.length < 2) {
          return false;
        }
        add(latencies, latency(words));
      }
      case "#skip" -> {
        String[] parts = text.split(" +", 3);
        if (parts.length < 3) {
          return false;
        }
        add(left, new Left(name(parts[1]), parts[2]));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static <T> void add(List<T> all, T one) {
    if (all.size() < MOST) {
      all.add(one);
    }
  }

  private static String name(String word) {
    return word.length() <= LONGEST_NAME ? word : word.substring(0, LONGEST_NAME);
  }

  private static long number(String[] words, int i) {
    return i < words.length ? number(words[i]) : -1;
  }

  private static long number(String word) {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static Latency latency(String[] words) {
    List<Long> ticks = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (int i = 2; i < words.length; i++) {
      String[] pair = words[i].split(":", 2);
      long length = number(pair[0]);
      long count = pair.length == 2 ? number(pair[1]) : -1;
      if (length >= 0 && count > 0) {
        ticks.add(length);
        counts.add(Math.min(count, TimeUnit.DAYS.toNanos(1)));
      }
    }
    return new Latency(name(words[1]), ticks, counts);
  }
}
