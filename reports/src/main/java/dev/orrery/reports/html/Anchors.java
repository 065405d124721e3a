package dev.orrery.reports.html;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.PipelineWindow.PipelineInstruction;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.SourceProfile;
import dev.orrery.profiler.recording.SourceProfile.LineCount;
import dev.orrery.profiler.recording.SourceProfile.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The places of a page that others link to: functions and blocks in the hot code, hot lines, the
 * pipeline. A link to what the page does not show is no link. What is shown is declared first.
 */
final class Anchors {
  /** Where the pipeline is. */
  static final String PIPELINE = "pipeline";

  private record Line(int file, int line) {}

  private final Set<String> shown = new HashSet<>();
  private final Map<Line, Integer> lines = new HashMap<>();
  private final Map<Long, Integer> blockOf = new HashMap<>();
  private final Map<Line, Integer> blockOfLine = new HashMap<>();
  private final Set<Integer> piped = new HashSet<>();
  private final SourceProfile source;

  Anchors(Profile profile) {
    this.source = profile.source();
    for (int l = 0; l < source.lines().size(); l++) {
      LineCount line = source.lines().get(l);
      lines.putIfAbsent(new Line(line.file(), line.line()), l);
    }
    for (int b = 0; b < profile.blocks().size(); b++) {
      for (BlockProfile.Instruction i : profile.blocks().get(b).code()) {
        blockOf.putIfAbsent(i.address(), b);
      }
    }
  }

  /** Says that a line has a row. */
  void showLine(int line) {
    shown.add(ofLine(line));
  }

  /** Says that a function's code is shown. */
  void showFunction(int function) {
    shown.add(ofFunction(function));
  }

  /**
   * Says that a block's code is shown. Of blocks with a line, the first one that is shown counts.
   */
  void showBlock(int block, BlockProfile code) {
    shown.add(ofBlock(block));
    for (BlockProfile.Instruction i : code.code()) {
      Place p = source.at(i.address());
      if (p != null) {
        blockOfLine.putIfAbsent(new Line(p.file(), p.line()), block);
      }
    }
  }

  /** Says that some instructions are shown in the pipeline. */
  void showPipeline(PipelineWindow window) {
    shown.add(PIPELINE);
    for (PipelineInstruction i : window.instructions()) {
      Integer block = blockOf.get(i.address());
      if (block != null) {
        piped.add(block);
      }
    }
  }

  /** The name of a line's row. */
  static String ofLine(int line) {
    return "line-" + line;
  }

  /** The name of a function's code. */
  static String ofFunction(int function) {
    return "function-" + function;
  }

  /** The name of a block's code. */
  static String ofBlock(int block) {
    return "block-" + block;
  }

  private String link(String name) {
    return shown.contains(name) ? "#" + name : "";
  }

  /** A link to a function's code; empty if that is not shown. */
  String toFunction(int function) {
    return link(ofFunction(function));
  }

  /** A link to the code of the block that holds an instruction; empty if that is not shown. */
  String toCode(long address) {
    Integer block = blockOf.get(address);
    return block == null ? "" : link(ofBlock(block));
  }

  /** A link to code of a line; empty if none is shown. */
  String toCodeOf(LineCount line) {
    Integer block = blockOfLine.get(new Line(line.file(), line.line()));
    return block == null ? "" : link(ofBlock(block));
  }

  /** A link to the row of the line that an instruction comes from; empty if there is none. */
  String toLine(long address) {
    Place p = source.at(address);
    Integer line = p == null ? null : lines.get(new Line(p.file(), p.line()));
    return line == null ? "" : link(ofLine(line));
  }

  /** A link to the pipeline; empty if no instruction of this block is shown there. */
  String toPipeline(int block) {
    return piped.contains(block) ? link(PIPELINE) : "";
  }
}
