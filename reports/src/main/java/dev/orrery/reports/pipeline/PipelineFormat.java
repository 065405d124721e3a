package dev.orrery.reports.pipeline;

import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.reports.svg.PipelineSvg;
import dev.orrery.reports.terminal.PipelineText;
import java.nio.charset.StandardCharsets;

/** What a window of a pipeline can be written as. */
public enum PipelineFormat {
  /** Letters, as on a terminal. */
  TEXT("pipeline.txt") {
    @Override
    String text(PipelineWindow window) {
      return PipelineText.of(window, WIDTH, false);
    }
  },
  /** A drawing, light or dark. */
  SVG("pipeline.svg") {
    @Override
    String text(PipelineWindow window) {
      return PipelineSvg.file(window);
    }
  },
  /** A log of the viewer Konata. */
  KANATA("pipeline.kanata") {
    @Override
    String text(PipelineWindow window) {
      return KanataLog.of(window);
    }
  },
  /** Waves for GTKWave and Surfer. */
  VCD("pipeline.vcd") {
    @Override
    String text(PipelineWindow window) {
      return VcdWaves.of(window);
    }
  },
  /** A trace of gem5's out-of-order model. */
  O3("pipeline.o3") {
    @Override
    String text(PipelineWindow window) {
      return O3PipeView.of(window);
    }
  };

  /** Columns of a text that is a file. */
  private static final int WIDTH = 120;

  private final String file;

  PipelineFormat(String file) {
    this.file = file;
  }

  /** Name of the file in a folder. */
  public String file() {
    return file;
  }

  /** The file's content. */
  public byte[] bytes(PipelineWindow window) {
    return text(window).getBytes(StandardCharsets.UTF_8);
  }

  abstract String text(PipelineWindow window);
}
