package dev.orrery.reports.diff;

import dev.orrery.profiler.recording.Recording;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two recordings, compared.
 *
 * @param a the first
 * @param b the second
 * @param notes what makes them differ besides the code, each a sentence; usually none
 * @param counted what the rows are ordered by
 * @param instructions of the runs
 * @param cycles of the runs; nothing if not both count some
 * @param causes what the cycles were for
 * @param estimate what the first recording said that could be gained where the second one did gain;
 *     null if it said nothing
 * @param functions those that ran in either
 * @param blocks likewise
 * @param lines likewise, of the source
 */
public record Comparison(
    Recording a,
    Recording b,
    List<String> notes,
    Counted counted,
    Change instructions,
    Change cycles,
    List<Cause> causes,
    @Nullable Estimate estimate,
    List<Row> functions,
    List<Row> blocks,
    List<Row> lines) {

  /** What can be compared. */
  public enum Counted {
    INSTRUCTIONS,
    CYCLES
  }

  /** Cycles that have one cause. */
  public record Cause(String name, String meaning, Change cycles) {}

  /**
   * A function, a block or a line.
   *
   * @param name what it is called in the second recording, or in the first if it is not in that
   * @param detail more about it: of a line its text, of a block how it was found; may be empty
   * @param instructions retired in it
   * @param cycles that it took; nothing if they are not compared
   * @param causes by index in {@link Comparison#causes}; empty if they are not compared
   */
  public record Row(
      String name, String detail, Change instructions, Change cycles, List<Change> causes) {

    /** What is compared. */
    public Change of(Counted counted) {
      return counted == Counted.CYCLES ? cycles : instructions;
    }

    /** Index of the cause whose cycles differ most; -1 if those of none differ. */
    public int mainCause() {
      int main = -1;
      long most = 0;
      for (int c = 0; c < causes.size(); c++) {
        long difference = Math.abs(causes.get(c).difference());
        if (difference > most) {
          most = difference;
          main = c;
        }
      }
      return main;
    }
  }

  /** What is compared of the whole runs. */
  public Change total() {
    return counted == Counted.CYCLES ? cycles : instructions;
  }

  /** What is compared, in a word. */
  public String unit() {
    return counted == Counted.CYCLES ? "cycles" : "instructions";
  }

  /** Those of {@code rows} that differ, by how much they do, most first. */
  public List<Row> changed(List<Row> rows) {
    return rows.stream()
        .filter(r -> r.of(counted).difference() != 0 || r.instructions.difference() != 0)
        .sorted(
            Comparator.comparingLong((Row r) -> -Math.abs(r.of(counted).difference()))
                .thenComparingLong(r -> -Math.abs(r.instructions.difference()))
                .thenComparing(Row::name))
        .toList();
  }

  /** Causes whose cycles differ, most first. */
  public List<Cause> changedCauses() {
    return causes.stream()
        .filter(c -> c.cycles.difference() != 0)
        .sorted(Comparator.comparingLong((Cause c) -> -Math.abs(c.cycles.difference())))
        .toList();
  }
}
