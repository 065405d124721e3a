package dev.orrery.reports.html;

import dev.orrery.profiler.recording.Identity;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.svg.Svg;
import dev.orrery.reports.text.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page shows, as finished text; the template only lays it out. Drawings are SVG
 * and go into the page as they are; all other text is escaped by the template.
 *
 * @param recording what the page is about
 * @param good whether the program exited with status 0
 * @param tiles the run in numbers
 * @param lead the answer, and more findings behind it
 * @param cycles where cycles went; null if none were counted
 * @param pipeline some instructions in the core's pipeline; null if there are none
 * @param accesses what loads and stores touch; null if that was not counted
 */
public record ReportModel(
    Recording recording,
    String style,
    boolean good,
    String command,
    List<Tile> tiles,
    List<Sentence> lead,
    @Nullable CycleSection cycles,
    @Nullable PipelineSection pipeline,
    @Nullable AccessSection accesses,
    String mix,
    List<Share> classes,
    String rowsChart,
    List<Function> functions,
    List<Function> smallFunctions,
    int functionsLeft,
    List<SourceLine> lines,
    int linesLeft,
    String flame,
    int flameHidden,
    String concentrationChart,
    Sentence concentration,
    List<Listing> listings,
    String biasChart,
    List<Branch> branches,
    int branchesLeft,
    List<Transfer> transfers,
    int transfersLeft,
    List<Call> calls,
    int callsLeft,
    List<ThreadRow> threads,
    int threadsLeft,
    List<MemoryRow> memory,
    String memorySummary,
    List<Share> systemCalls,
    List<Identity> identities,
    List<String> limits,
    List<Fact> environment,
    List<Fact> plan,
    List<Block> blocks,
    int blocksLeft) {

  /** A number in large type with what it counts. */
  public record Tile(String value, String unit, String label) {}

  /** A name, how often, and its share as text and as 0 to 100. */
  public record Share(String name, String cssClass, String count, String percent, double bar) {}

  /**
   * A row of the table of source lines.
   *
   * @param id what links call it
   * @param path the file's name with the directory of the compilation
   * @param to a link to its code; may be empty
   * @param text what stands there; empty if it could not be read
   */
  public record SourceLine(
      String id,
      String to,
      String place,
      String path,
      String count,
      String percent,
      double bar,
      String functions,
      String text) {}

  /**
   * A row of the table of functions.
   *
   * @param to a link to its code; may be empty
   * @param where its address, and its place in the source if that is known
   */
  public record Function(
      String to,
      String name,
      String where,
      String self,
      String percent,
      double bar,
      String inclusive,
      String inclusivePercent,
      String calls,
      String perCall,
      String covered,
      boolean small) {}

  /**
   * A row of the table of branches.
   *
   * @param to a link to its code; may be empty
   */
  public record Branch(
      String to,
      String place,
      String text,
      String executions,
      String percent,
      double bar,
      String taken) {}

  /** A row of the table of control transfers. */
  public record Transfer(String from, String to, String kind, String count, String percent) {}

  /** A row of the table of calls. */
  public record Call(
      String caller,
      String callee,
      String calls,
      String tailCalls,
      String inclusive,
      String percent,
      double bar) {}

  /**
   * A row of the table of threads.
   *
   * @param flame its call tree as a drawing; empty where its calls were not followed
   */
  public record ThreadRow(
      String name,
      String instructions,
      String percent,
      double bar,
      String blocks,
      String hottest,
      String flame) {}

  /**
   * A row of the table of blocks.
   *
   * @param to a link to its code; may be empty
   */
  public record Block(
      String to,
      String place,
      String address,
      int size,
      String executions,
      String count,
      String percent) {}

  /**
   * A region of memory with its map.
   *
   * @param pages pages touched
   * @param svg the map; empty when nothing was touched
   * @param scale what a cell is
   */
  public record MemoryRow(
      String name,
      String range,
      String permissions,
      String size,
      String pages,
      String svg,
      String scale) {}

  /** A name and a value. */
  public record Fact(String name, String value) {}

  /** A width for a bar as CSS. */
  public static String width(double percent) {
    return "width:" + Svg.number(percent) + "%";
  }
}
