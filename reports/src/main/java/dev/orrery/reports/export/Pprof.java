package dev.orrery.reports.export;

import dev.orrery.profiler.recording.HostRun;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.profiler.recording.SourceProfile.Place;
import dev.orrery.spec.diag.SafeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Call stacks for pprof and the tools that read its files: one sample for each path of calls, with
 * a value for each event. A location is a function, at its first address: how often each of its
 * instructions ran along one path is not known.
 *
 * <p>Source: github.com/google/pprof, proto/profile.proto. Numbers of fields stand beside their
 * names.
 */
public final class Pprof {
  private final Profile profile;
  private final Events events;
  private final FunctionPlaces places;
  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final Protobuf out = new Protobuf();

  private Pprof(Profile profile) {
    this.profile = profile;
    this.events = new Events(profile);
    this.places = new FunctionPlaces(profile);
    strings.put("", 0);
  }

  /** The file: a {@code Profile} in gzip form. */
  public static byte[] of(Recording recording) {
    byte[] message = new Pprof(recording.profile()).message(recording.host());
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail to be written to
    }
    return compressed.toByteArray();
  }

  private byte[] message(HostRun host) {
    for (Events.Event e : events.list()) {
      out.message(1, t -> t.number(1, string(e.name())).number(2, string(e.unit()))); // sample_type
    }
    Paths.forEach(profile.callTree(), this::sample);
    out.message( // mapping
        3,
        m ->
            m.number(1, 1) // id
                .number(5, string(SafeText.clean(profile.run().program()))) // filename
                .number(6, string(SafeText.clean(profile.run().imageSha256()))) // build_id
                .number(7, 1) // has_functions
                .number(8, 1)); // has_filenames
    for (int f = 0; f < profile.functions().size(); f++) {
      location(f);
    }
    for (int f = 0; f < profile.functions().size(); f++) {
      function(f);
    }
    int comment = string("A location is a function, at its first address.");
    int primary = string(events.list().getLast().name());
    if (events.haveCycles()) {
      primary = string(events.list().get(Events.CYCLES).name());
    }
    for (String s : List.copyOf(strings.keySet())) {
      out.text(6, s); // string_table
    }
    out.number(9, nanos(host.started())); // time_nanos
    out.number(10, (long) (Math.max(0, host.seconds()) * 1e9)); // duration_nanos
    out.packed(13, new long[] {comment}); // comment
    out.number(14, primary); // default_sample_type
    return out.toBytes();
  }

  private void sample(int node, List<Integer> path) {
    long[] counts = events.ofNode(node);
    if (counts[Events.INSTRUCTIONS] == 0 && !(events.haveCycles() && counts[Events.CYCLES] > 0)) {
      return;
    }
    long[] locations = path.reversed().stream().mapToLong(f -> f + 1).toArray();
    out.message(2, s -> s.packed(1, locations).packed(2, counts)); // sample
  }

  private void location(int f) {
    Place place = places.of(f);
    long line = place == null ? 0 : place.line();
    out.message( // location
        4,
        l ->
            l.number(1, f + 1) // id
                .number(2, 1) // mapping_id
                .number(3, profile.function(f).address()) // address
                .message(4, n -> n.number(1, f + 1).number(2, line))); // line: function_id, line
  }

  private void function(int f) {
    Place place = places.of(f);
    String file = place == null ? "" : places.path(place);
    long line = place == null ? 0 : place.line();
    out.message( // function
        5,
        n ->
            n.number(1, f + 1) // id
                .number(2, string(places.name(f))) // name
                .number(3, string(places.name(f))) // system_name
                .number(4, string(file)) // filename
                .number(5, line)); // start_line
  }

  private int string(String s) {
    return strings.computeIfAbsent(s, k -> strings.size());
  }

  private static long nanos(String started) {
    try {
      Instant i = Instant.parse(started);
      return Math.addExact(Math.multiplyExact(i.getEpochSecond(), 1_000_000_000L), i.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      return 0; // a file may say anything
    }
  }
}
