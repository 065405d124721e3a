package dev.orrery.reports.html;

import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.PipelineWindow.PipelineInstruction;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.reports.pipeline.PipelineMarks;
import dev.orrery.reports.svg.PipelineSvg;
import dev.orrery.reports.text.Numbers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some instructions that take much of the cycles, in the pipeline of the core.
 *
 * @param core its name
 * @param instructions how many there are
 * @param before how many retired before them
 * @param place where the first one of them is
 * @param to a link to its code; may be empty
 * @param stages what the stages are, each in a few words
 * @param svg the drawing
 * @param width of it, in pixels
 */
public record PipelineSection(
    String core,
    int instructions,
    String before,
    String place,
    String to,
    List<String> stages,
    String svg,
    double width) {

  /** What is shown, if there is something. */
  static Optional<PipelineWindow> window(Profile profile) {
    return profile.cycles().stream()
        .flatMap(c -> c.windows().stream())
        .filter(w -> !w.instructions().isEmpty())
        .findFirst();
  }

  /** The section; null if there is nothing to show. */
  static @Nullable PipelineSection of(Profile profile, Anchors anchors) {
    return window(profile).map(w -> of(w, anchors)).orElse(null);
  }

  private static PipelineSection of(PipelineWindow w, Anchors anchors) {
    PipelineSvg.Drawing drawing = PipelineSvg.of(w);
    PipelineInstruction first = w.instructions().getFirst();
    String place = first.place().isEmpty() ? Numbers.address(first.address()) : first.place();
    return new PipelineSection(
        PipelineMarks.name(w.core()),
        w.instructions().size(),
        Numbers.exact(w.before()),
        PipelineMarks.name(place),
        anchors.toCode(first.address()),
        new PipelineMarks(w).stageLegend(),
        drawing.svg(),
        drawing.width());
  }

  /** Its width as CSS. */
  public String style() {
    return "width:" + Math.round(width) + "px";
  }
}
