package dev.orrery.reports.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.orrery.profiler.recording.Profile;
import java.io.IOException;
import java.util.Map;

/**
 * Calls over time for Chrome's about:tracing, Perfetto and speedscope: a microsecond is a cycle, or
 * an instruction. On a core, a counter shows what the cycles of each interval were for.
 *
 * <p>Source: "Trace Event Format", the JSON object format with complete, counter and metadata
 * events.
 */
public final class ChromeTrace {
  /** The number of the only process. */
  private static final int PROCESS = 1;

  private final Trace trace;
  private final JsonGenerator json;

  private ChromeTrace(Trace trace, JsonGenerator json) {
    this.trace = trace;
    this.json = json;
  }

  /**
   * The file.
   *
   * @throws dev.orrery.spec.diag.OrreryException if the recording does not say when functions were
   *     active
   */
  public static byte[] of(Profile profile) {
    Trace trace = new Trace(profile, "chrome");
    return JsonText.of(json -> new ChromeTrace(trace, json).write());
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("traceEvents");
    name("process_name", 0, trace.program());
    for (Map.Entry<Integer, String> t : trace.threads().entrySet()) {
      name("thread_name", t.getKey(), t.getValue());
    }
    for (Trace.Call c : trace.calls()) {
      begin(c.name(), "X", c.thread());
      json.writeNumberField("ts", c.start());
      json.writeNumberField("dur", c.length());
      json.writeEndObject();
    }
    for (Trace.Sample s : trace.stack()) {
      begin(trace.stackName(), "C", 0);
      json.writeNumberField("ts", s.start());
      json.writeObjectFieldStart("args");
      for (Map.Entry<String, Double> v : s.values().entrySet()) {
        json.writeNumberField(v.getKey(), v.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("displayTimeUnit", "ns");
    json.writeObjectFieldStart("otherData");
    json.writeStringField("time", trace.note("microsecond"));
    json.writeEndObject();
    json.writeEndObject();
  }

  private void name(String what, int thread, String name) throws IOException {
    begin(what, "M", thread);
    json.writeObjectFieldStart("args");
    json.writeStringField("name", name);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void begin(String name, String phase, int thread) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("ph", phase);
    json.writeNumberField("pid", PROCESS);
    json.writeNumberField("tid", thread);
  }
}
