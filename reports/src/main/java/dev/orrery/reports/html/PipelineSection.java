package dev.orrery.reports.html;

import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.reports.pipeline.PipelineMarks;
import dev.orrery.reports.svg.PipelineSvg;
import dev.orrery.reports.text.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some instructions that take much of the cycles, in the pipeline of the core.
 *
 * @param core its name
 * @param instructions how many there are
 * @param before how many retired before them
 * @param stages what the stages are, each in a few words
 * @param svg the drawing
 * @param width of it, in pixels
 */
public record PipelineSection(
    String core, int instructions, String before, List<String> stages, String svg, double width) {

  /** The section; null if there is no window. */
  static @Nullable PipelineSection of(Profile profile) {
    for (CycleProfile c : profile.cycles()) {
      for (PipelineWindow w : c.windows()) {
        PipelineSvg.Drawing drawing = PipelineSvg.of(w);
        return new PipelineSection(
            PipelineMarks.name(w.core()),
            w.instructions().size(),
            Numbers.exact(w.before()),
            new PipelineMarks(w).stageLegend(),
            drawing.svg(),
            drawing.width());
      }
    }
    return null;
  }

  /** Its width as CSS. */
  public String style() {
    return "width:" + Math.round(width) + "px";
  }
}
