package dev.orrery.reports.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.orrery.profiler.recording.CallTreeNode;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.SourceProfile.Place;
import dev.orrery.profiler.recording.ThreadProfile;
import dev.orrery.reports.text.ThreadText;
import dev.orrery.spec.diag.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Call stacks for <a href="https://www.speedscope.app">speedscope</a>: a profile for each event of
 * the run, and one of each thread's instructions. Its units know neither instructions nor cycles,
 * so the unit is none and the name says what is counted.
 *
 * <p>Source: speedscope's file-format-schema.json, sampled profiles.
 */
public final class Speedscope {
  private final Profile profile;
  private final JsonGenerator json;

  private Speedscope(Profile profile, JsonGenerator json) {
    this.profile = profile;
    this.json = json;
  }

  /** The file. */
  public static byte[] of(Profile profile) {
    return JsonText.of(json -> new Speedscope(profile, json).write());
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", "https://www.speedscope.app/file-format-schema.json");
    json.writeStringField("name", SafeText.clean(profile.run().program()));
    json.writeStringField("exporter", "orrery@" + SafeText.clean(profile.run().version()));
    json.writeNumberField("activeProfileIndex", 0);
    frames();
    json.writeArrayFieldStart("profiles");
    Events events = new Events(profile);
    for (int e = 0; e < events.list().size(); e++) {
      int event = e;
      String name = events.list().get(e).name();
      if (events.totals()[e] > 0 || e == Events.INSTRUCTIONS) {
        String title = e > Events.CYCLES ? "cycles: " + name : name;
        profile(title, profile.callTree(), n -> events.ofNode(n)[event]);
      }
    }
    for (ThreadProfile t : profile.threads()) {
      profile(
          "instructions of " + ThreadText.name(t), t.callTree(), n -> t.callTree().get(n).self());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void frames() throws IOException {
    FunctionPlaces places = new FunctionPlaces(profile);
    json.writeObjectFieldStart("shared");
    json.writeArrayFieldStart("frames");
    for (int f = 0; f < profile.functions().size(); f++) {
      json.writeStartObject();
      json.writeStringField("name", places.name(f));
      Place place = places.of(f);
      if (place != null) {
        json.writeStringField("file", places.path(place));
        if (place.line() > 0) {
          json.writeNumberField("line", place.line());
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void profile(String name, List<CallTreeNode> tree, IntToLongFunction weight)
      throws IOException {
    List<List<Integer>> samples = new ArrayList<>();
    List<Long> weights = new ArrayList<>();
    Paths.forEach(
        tree,
        (n, path) -> {
          if (weight.applyAsLong(n) > 0) {
            samples.add(List.copyOf(path));
            weights.add(weight.applyAsLong(n));
          }
        });
    json.writeStartObject();
    json.writeStringField("type", "sampled");
    json.writeStringField("name", name);
    json.writeStringField("unit", "none");
    json.writeNumberField("startValue", 0);
    json.writeNumberField("endValue", weights.stream().mapToLong(w -> w).sum());
    json.writeArrayFieldStart("samples");
    for (List<Integer> sample : samples) {
      json.writeStartArray();
      for (int frame : sample) {
        json.writeNumber(frame);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("weights");
    for (long w : weights) {
      json.writeNumber(w);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
