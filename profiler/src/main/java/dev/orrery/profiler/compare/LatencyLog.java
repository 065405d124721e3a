package dev.orrery.profiler.compare;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * All latencies as HdrHistogram's log, which its tools draw and merge: a histogram of nanoseconds
 * for each engine and kind, whose tag is {@code ENGINE/KIND}.
 */
public final class LatencyLog {
  private LatencyLog() {}

  /** Whether there is anything to log. */
  public static boolean isEmpty(EngineComparison c) {
    return c.engines().stream()
        .allMatch(
            e -> c.eventKinds().stream().allMatch(k -> c.latencies(e, k).getTotalCount() == 0));
  }

  /** The file. */
  public static byte[] of(EngineComparison c) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HistogramLogWriter log =
        new HistogramLogWriter(new PrintStream(bytes, false, StandardCharsets.UTF_8));
    log.outputComment("[Nanoseconds of single events, by engine and kind]");
    log.outputLogFormatVersion();
    log.outputLegend();
    for (String engine : c.engines()) {
      for (String kind : c.eventKinds()) {
        Histogram histogram = c.latencies(engine, kind);
        if (histogram.getTotalCount() > 0) {
          histogram.setTag((engine + "/" + kind).replaceAll("[,\\s]", "_"));
          log.outputIntervalHistogram(0, 0, histogram, 1);
        }
      }
    }
    log.close();
    return bytes.toByteArray();
  }
}
