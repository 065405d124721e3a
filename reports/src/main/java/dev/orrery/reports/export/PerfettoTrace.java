package dev.orrery.reports.export;

import dev.orrery.profiler.recording.Profile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Calls over time for Perfetto, in its own format: a nanosecond is a cycle, or an instruction. On a
 * core, counters show what the cycles of each interval were for.
 *
 * <p>Source: perfetto.dev, protos/perfetto/trace: trace.proto, trace_packet.proto and
 * track_event/*.proto. Numbers of fields stand beside their names.
 */
public final class PerfettoTrace {
  private static final int PROCESS = 1;

  /** All packets come from one writer. */
  private static final int SEQUENCE = 1;

  private static final int SLICE_BEGIN = 1;
  private static final int SLICE_END = 2;
  private static final int COUNTER = 4;

  /** The track of the process; threads and counters are numbered behind it. */
  private static final long PROCESS_TRACK = 1;

  private final Trace trace;
  private final Protobuf out = new Protobuf();
  private final Map<Integer, Long> threads = new HashMap<>();
  private final Map<String, Long> counters = new HashMap<>();
  private long tracks = PROCESS_TRACK;

  private PerfettoTrace(Trace trace) {
    this.trace = trace;
  }

  /**
   * The file.
   *
   * @throws dev.orrery.spec.diag.OrreryException if the recording does not say when functions were
   *     active
   */
  public static byte[] of(Profile profile) {
    return new PerfettoTrace(new Trace(profile, "perfetto")).write();
  }

  private byte[] write() {
    descriptor(
        PROCESS_TRACK,
        d ->
            d.message(3, p -> p.number(1, PROCESS).text(6, trace.program()))); // process: pid, name
    trace.threads().forEach(this::thread);
    calls();
    for (Trace.Sample s : trace.stack()) {
      for (Map.Entry<String, Double> v : s.values().entrySet()) {
        long track = counters.computeIfAbsent(v.getKey(), this::counter);
        event(s.start(), COUNTER, track, e -> e.real(44, v.getValue())); // double_counter_value
      }
    }
    return out.toBytes();
  }

  private void thread(int id, String name) {
    long track = ++tracks;
    threads.put(id, track);
    descriptor(
        track, // thread: pid, tid, name
        d -> d.message(4, t -> t.number(1, PROCESS).number(2, id).text(5, name)));
  }

  private long counter(String cause) {
    long track = ++tracks;
    descriptor(
        track,
        d ->
            d.text(2, trace.stackName() + ": " + cause) // name
                .number(5, PROCESS_TRACK) // parent_uuid
                .message(8, c -> {})); // counter
    return track;
  }

  /** Calls that are open when the next one of their thread begins, or later. */
  private void calls() {
    Deque<Trace.Call> open = new ArrayDeque<>();
    for (Trace.Call c : trace.calls()) {
      while (!open.isEmpty()
          && (open.peek().thread() != c.thread() || end(open.peek()) <= c.start())) {
        close(open.pop());
      }
      event(c.start(), SLICE_BEGIN, track(c), e -> e.text(23, c.name())); // name
      open.push(c);
    }
    open.forEach(this::close);
  }

  private void close(Trace.Call c) {
    event(end(c), SLICE_END, track(c), e -> {});
  }

  private static long end(Trace.Call c) {
    return c.start() + c.length();
  }

  private long track(Trace.Call c) {
    return threads.getOrDefault(c.thread(), PROCESS_TRACK);
  }

  private void descriptor(long track, Consumer<Protobuf> content) {
    packet(
        p ->
            p.message( // track_descriptor
                60,
                d -> {
                  d.number(1, track); // uuid
                  content.accept(d);
                }));
  }

  private void event(long time, int type, long track, Consumer<Protobuf> content) {
    packet(
        p ->
            p.always(8, time) // timestamp
                .message( // track_event
                    11,
                    e -> {
                      e.number(9, type).number(11, track); // type, track_uuid
                      content.accept(e);
                    }));
  }

  private void packet(Consumer<Protobuf> content) {
    out.message( // packet
        1,
        p -> {
          content.accept(p);
          p.number(10, SEQUENCE); // trusted_packet_sequence_id
        });
  }
}
