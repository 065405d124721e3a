package dev.orrery.reports.pipeline;

import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.PipelineWindow.PipelineInstruction;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStay;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A window as a Kanata log, version 4, which the viewer Konata shows. Lane 0 has the stages, lane 1
 * what holds an instruction. Instructions begin when they enter the first stage; the cycles are
 * those of the core.
 *
 * <p>The format: docs/kanata-log-format.md of Konata.
 */
public final class KanataLog {
  private static final int STAGES = 0;
  private static final int STALLS = 1;

  private final PipelineWindow window;
  private final List<Event> events = new ArrayList<>();

  /**
   * A line, in the cycle in which it stands; those of one cycle are in the order of being added.
   */
  private record Event(long cycle, String line) {}

  private KanataLog(PipelineWindow window) {
    this.window = window;
  }

  /** The log. */
  public static String of(PipelineWindow window) {
    return new KanataLog(window).write();
  }

  private String write() {
    for (int i = 0; i < window.instructions().size(); i++) {
      instruction(i);
    }
    events.sort(Comparator.comparingLong(Event::cycle));
    long cycle = events.isEmpty() ? window.start() : events.getFirst().cycle();
    StringBuilder out = new StringBuilder("Kanata\t0004\n");
    line(out, "C=", cycle);
    for (Event e : events) {
      if (e.cycle() > cycle) {
        line(out, "C", e.cycle() - cycle);
        cycle = e.cycle();
      }
      out.append(e.line());
    }
    return out.toString();
  }

  private void instruction(int id) {
    PipelineInstruction i = window.instructions().get(id);
    long begin = i.entered();
    add(begin, "I", id, window.before() + id, 0);
    add(begin, "L", id, 0, "%08x: %s".formatted(i.address(), SafeText.clean(i.text())));
    add(begin, "L", id, 1, details(i));
    String held = "";
    int stage = PipelineStay.NOWHERE;
    for (PipelineStay s : i.stays()) {
      if (s.stage() == PipelineStay.NOWHERE) {
        continue;
      }
      if (!held.isEmpty()) {
        add(s.from(), "E", id, STALLS, held);
        held = "";
      }
      if (s.stage() != stage) {
        if (stage != PipelineStay.NOWHERE) {
          add(s.from(), "E", id, STAGES, stage(stage));
        }
        stage = s.stage();
        add(s.from(), "S", id, STAGES, stage(stage));
      }
      if (s.cause() != PipelineStay.MOVES) {
        held = cause(s.cause());
        add(s.from(), "S", id, STALLS, held);
      }
    }
    if (!held.isEmpty()) {
      add(i.retired(), "E", id, STALLS, held);
    }
    if (stage != PipelineStay.NOWHERE) {
      add(i.retired(), "E", id, STAGES, stage(stage));
    }
    add(i.retired(), "R", id, window.before() + id, 0);
  }

  private String details(PipelineInstruction i) {
    String place = i.place().isEmpty() ? "" : SafeText.clean(i.place()) + "; ";
    return place
        + i.charges().stream()
            .map(c -> cause(c.cause()) + " " + c.cycles())
            .collect(Collectors.joining(", ", "cycles: ", ""));
  }

  private String stage(int stage) {
    return SafeText.clean(window.stages().get(stage).name());
  }

  private String cause(int cause) {
    return SafeText.clean(window.causes().get(cause).name());
  }

  private void add(long cycle, Object... fields) {
    StringBuilder text = new StringBuilder();
    line(text, fields);
    events.add(new Event(cycle, text.toString()));
  }

  private static void line(StringBuilder out, Object... fields) {
    for (int f = 0; f < fields.length; f++) {
      out.append(f == 0 ? "" : "\t").append(fields[f]);
    }
    out.append('\n');
  }
}
