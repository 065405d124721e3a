package dev.orrery.profiler;

import dev.orrery.spec.core.CoreTable;
import java.util.List;

/**
 * A core whose cycles are counted.
 *
 * @param table its table
 * @param ideals the same with each of {@link CoreTable#ideals()}, in their order
 */
public record CoreChoice(CoreTable table, List<CoreTable> ideals) {
  /**
   * Checks the number of ideals.
   *
   * @throws IllegalArgumentException if it is not the table's
   */
  public CoreChoice {
    ideals = List.copyOf(ideals);
    if (ideals.size() != table.ideals().size()) {
      throw new IllegalArgumentException(
          ideals.size() + " ideals, and not " + table.ideals().size());
    }
  }
}
