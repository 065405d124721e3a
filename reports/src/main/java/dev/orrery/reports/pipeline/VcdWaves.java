package dev.orrery.reports.pipeline;

import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.PipelineWindow.PipelineInstruction;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStay;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * A window as waves over time, a Value Change Dump that GTKWave and Surfer show. A nanosecond is a
 * cycle of the core. There are the address of the instruction that retired last, how many retired,
 * a wire for each cause that is high while an instruction is held by it, and for each stage the
 * address of the oldest instruction in it, which is unknown while the stage is empty.
 *
 * <p>The format: IEEE 1364-2005, clause 18.
 */
public final class VcdWaves {
  /** Characters that identifiers of signals are made of: the first one, and how many there are. */
  private static final char FIRST = '!';

  private static final int LETTERS = '~' - FIRST + 1;
  private static final String UNKNOWN = "bx";

  private final PipelineWindow window;
  private final List<Signal> signals = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /** Values by the cycle from which on they hold. */
  private static final class Signal {
    private final String name;
    private final int width;
    private final String before;
    private final TreeMap<Long, String> values = new TreeMap<>();

    Signal(String name, int width, String before) {
      this.name = name;
      this.width = width;
      this.before = before;
    }

    void from(long cycle, String value) {
      values.put(cycle, value);
    }
  }

  private VcdWaves(PipelineWindow window) {
    this.window = window;
  }

  /** The dump. */
  public static String of(PipelineWindow window) {
    VcdWaves waves = new VcdWaves(window);
    waves.retirement();
    waves.causes();
    waves.stages();
    return waves.write();
  }

  /** A new signal; its name is made one that the format allows and no other one has. */
  private Signal signal(String name, int width, String before) {
    String free = name.replaceAll("[^A-Za-z0-9_]", "_");
    while (!names.add(free)) {
      free += "_";
    }
    Signal s = new Signal(free, width, before);
    signals.add(s);
    return s;
  }

  private static String address(long address) {
    return "b" + Long.toBinaryString(address);
  }

  private void retirement() {
    Signal pc = signal("retired_pc", Long.SIZE, UNKNOWN);
    Signal count = signal("retired", Byte.SIZE, "b0");
    TreeMap<Long, Integer> retired = new TreeMap<>();
    for (PipelineInstruction i : window.instructions()) {
      pc.from(i.retired(), address(i.address()));
      retired.merge(i.retired(), 1, Integer::sum);
    }
    for (long cycle : retired.keySet()) {
      count.from(cycle + 1, "b0");
    }
    retired.forEach((cycle, n) -> count.from(cycle, "b" + Integer.toBinaryString(n)));
  }

  private void causes() {
    for (int c = 0; c < window.causes().size(); c++) {
      TreeMap<Long, Integer> held =
          new TreeMap<>(); // how many begin to be held, less those that end
      for (PipelineInstruction i : window.instructions()) {
        for (PipelineStay s : i.stays()) {
          if (s.cause() == c) {
            held.merge(s.from(), 1, Integer::sum);
            held.merge(s.to(), -1, Integer::sum);
          }
        }
      }
      Signal wire = signal("cause_" + window.causes().get(c).name(), 1, "0");
      int now = 0;
      for (var change : held.entrySet()) {
        now += change.getValue();
        wire.from(change.getKey(), now > 0 ? "1" : "0");
      }
    }
  }

  private void stages() {
    List<Signal> pcs = new ArrayList<>();
    window.stages().forEach(s -> pcs.add(signal("stage_" + s.name(), Long.SIZE, UNKNOWN)));
    for (PipelineInstruction i : window.instructions().reversed()) {
      for (PipelineStay s : i.stays()) {
        if (s.stage() != PipelineStay.NOWHERE) {
          occupy(pcs.get(s.stage()), s.from(), s.to(), address(i.address()));
        }
      }
    }
  }

  /** An older instruction hides younger ones that are in the stage at the same time. */
  private static void occupy(Signal stage, long from, long to, String value) {
    var next = stage.values.floorEntry(to);
    String behind = next == null ? stage.before : next.getValue();
    stage.values.subMap(from, to).clear();
    stage.from(from, value);
    stage.from(to, behind);
  }

  private String write() {
    StringBuilder text = new StringBuilder();
    String core = SafeText.clean(window.core()).replace('$', '_');
    text.append("$comment One nanosecond is one cycle of ").append(core).append(". $end\n");
    text.append("$timescale 1 ns $end\n$scope module core $end\n");
    for (int i = 0; i < signals.size(); i++) {
      Signal s = signals.get(i);
      text.append("$var wire %d %s %s $end\n".formatted(s.width, identifier(i), s.name));
    }
    text.append("$upscope $end\n$enddefinitions $end\n");
    TreeMap<Long, StringBuilder> changes = new TreeMap<>();
    String[] now = new String[signals.size()];
    Arrays.setAll(now, i -> signals.get(i).before);
    for (int i = 0; i < signals.size(); i++) {
      for (var e : signals.get(i).values.entrySet()) {
        if (!e.getValue().equals(now[i])) {
          now[i] = e.getValue();
          change(changes.computeIfAbsent(e.getKey(), k -> new StringBuilder()), i, now[i]);
        }
      }
    }
    long first = changes.isEmpty() ? window.start() : changes.firstKey();
    text.append('#').append(first).append("\n$dumpvars\n");
    for (int i = 0; i < signals.size(); i++) {
      String value = signals.get(i).values.getOrDefault(first, signals.get(i).before);
      change(text, i, value);
    }
    text.append("$end\n");
    changes
        .tailMap(first, false)
        .forEach((t, c) -> text.append('#').append(t).append('\n').append(c));
    return text.toString();
  }

  /** Values of several bits are apart from the identifier. */
  private void change(StringBuilder to, int signal, String value) {
    to.append(value).append(signals.get(signal).width > 1 ? " " : "");
    to.append(identifier(signal)).append('\n');
  }

  private static String identifier(int number) {
    StringBuilder text = new StringBuilder();
    for (int rest = number; rest >= 0; rest = rest / LETTERS - 1) {
      text.append((char) (FIRST + rest % LETTERS));
    }
    return text.toString();
  }
}
