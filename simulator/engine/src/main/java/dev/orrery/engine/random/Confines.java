package dev.orrery.engine.random;

import dev.orrery.spec.model.Row;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What programs keep to.
 *
 * @param rows those that they are made of
 * @param pinned registers, by name, that always hold addresses: no operand names them as what an
 *     instruction writes
 * @param starts what single registers hold at first, by name: one of these values instead of any
 * @param end whether a processor can run them that stops at traps and faults alone and may leave
 *     what the manual leaves open as it likes: they come to an end, they do not read what is open,
 *     and other single registers of more than one bit start as they are after a reset
 */
public record Confines(
    Predicate<Row> rows, Set<String> pinned, Map<String, List<Long>> starts, boolean end) {
  /** Programs of all rows that run for ever, with anything in their registers. */
  public static final Confines NONE = new Confines(row -> true, Set.of(), Map.of(), false);

  public Confines {
    pinned = Set.copyOf(pinned);
    starts = Map.copyOf(starts);
  }
}
