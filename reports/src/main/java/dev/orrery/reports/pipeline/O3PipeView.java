package dev.orrery.reports.pipeline;

import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.PipelineWindow.PipelineInstruction;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStage;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStay;
import dev.orrery.spec.diag.SafeText;
import java.util.List;
import java.util.Locale;

/**
 * A window as gem5's O3PipeView, which its script o3-pipeview.py and the viewer Konata show. A
 * cycle has 1000 ticks, and the first one of a program is number 1: tick 0 says that something
 * never happened. Stages that are called as gem5's are its stages; where none is, they are gem5's
 * in their order, as far as these go.
 *
 * <p>The format: src/cpu/o3/dyn_inst.cc and util/o3-pipeview.py of gem5.
 */
public final class O3PipeView {
  private static final long TICKS = 1000;

  /** The stages of gem5 in which instructions arrive; they end with their retirement. */
  private static final List<String> STAGES =
      List.of("fetch", "decode", "rename", "dispatch", "issue", "complete");

  /** What the stages of a shorter pipeline are, by how many it has. */
  private static final List<List<String>> SHORT =
      List.of(
          List.of(),
          List.of("fetch"),
          List.of("fetch", "issue"),
          List.of("fetch", "issue", "complete"),
          List.of("fetch", "decode", "issue", "complete"),
          List.of("fetch", "decode", "issue", "complete"));

  private final PipelineWindow window;

  /** By stage of gem5: the core's stage, -1 if there is none. */
  private final int[] stages = new int[STAGES.size()];

  private O3PipeView(PipelineWindow window) {
    this.window = window;
    List<String> names =
        window.stages().stream()
            .map(PipelineStage::name)
            .map(n -> n.toLowerCase(Locale.ROOT))
            .toList();
    List<String> inOrder = names.size() < SHORT.size() ? SHORT.get(names.size()) : STAGES;
    List<String> called = names.stream().anyMatch(STAGES::contains) ? names : inOrder;
    for (int s = 0; s < stages.length; s++) {
      stages[s] = called.indexOf(STAGES.get(s));
    }
  }

  /** The trace. */
  public static String of(PipelineWindow window) {
    O3PipeView view = new O3PipeView(window);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < window.instructions().size(); i++) {
      view.write(i, out);
    }
    return out.toString();
  }

  private void write(int index, StringBuilder out) {
    PipelineInstruction i = window.instructions().get(index);
    // A colon would end the field.
    String text = SafeText.clean(i.text()).replace(':', ' ');
    for (int s = 0; s < stages.length; s++) {
      long tick = s == 0 ? tick(i.entered()) : entered(i, stages[s]);
      out.append("O3PipeView:").append(STAGES.get(s)).append(':').append(tick);
      if (s == 0) {
        out.append(":0x%08x:0:%d:%s".formatted(i.address(), window.before() + index + 1, text));
      }
      out.append('\n');
    }
    out.append("O3PipeView:retire:").append(tick(i.retired())).append(":store:0\n");
  }

  private static long entered(PipelineInstruction i, int stage) {
    for (PipelineStay s : i.stays()) {
      if (stage >= 0 && s.stage() == stage) {
        return tick(s.from());
      }
    }
    return 0;
  }

  private static long tick(long cycle) {
    return (cycle + 1) * TICKS;
  }
}
