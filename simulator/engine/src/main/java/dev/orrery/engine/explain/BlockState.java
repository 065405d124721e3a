package dev.orrery.engine.explain;

import java.util.List;

/**
 * A block of guest code that the engine has decoded, and how far it is on the way to a region.
 *
 * @param pc address of its first instruction
 * @param end address behind its last
 * @param runs how often it was executed by itself, in ops, since something last took its place
 * @param surveyed how often it was found in close looks at what is executed
 * @param samples how often it, or a trace that begins with it, was running when somebody looked
 * @param traces addresses at which traces that hold it are entered
 * @param regions addresses at which regions that hold it are entered
 */
public record BlockState(
    long pc, long end, int runs, int surveyed, int samples, List<Long> traces, List<Long> regions) {
  public BlockState {
    traces = List.copyOf(traces);
    regions = List.copyOf(regions);
  }
}
