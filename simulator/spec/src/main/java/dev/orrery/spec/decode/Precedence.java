package dev.orrery.spec.decode;

import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rows win over which others: a row declared {@code over} another takes the words that both
 * have.
 */
public final class Precedence {
  private final Map<Row, List<Row>> losers = new IdentityHashMap<>();

  /** No row wins over another. */
  public Precedence() {}

  /** Declares that {@code winner} takes the words it shares with {@code loser}. */
  public void over(Row winner, Row loser) {
    losers.computeIfAbsent(winner, r -> new ArrayList<>()).add(loser);
  }

  /** The rows that {@code winner} is declared to win over. */
  public List<Row> losers(Row winner) {
    return losers.getOrDefault(winner, List.of());
  }

  /** Whether {@code winner} was declared, directly or through others, to win over {@code loser}. */
  public boolean wins(Row winner, Row loser) {
    for (Row l : losers(winner)) {
      if (l.equals(loser) || wins(l, loser)) {
        return true;
      }
    }
    return false;
  }

  /** Winners first, else in the order of their ids. */
  List<Row> ordered(List<Row> rows) {
    List<Row> out = new ArrayList<>(rows);
    out.sort(this::compare);
    return out;
  }

  private int compare(Row a, Row b) {
    int order = Integer.compare(height(b), height(a));
    return order != 0 ? order : Integer.compare(a.id(), b.id());
  }

  private int height(Row row) {
    int h = 0;
    for (Row l : losers(row)) {
      h = Math.max(h, 1 + height(l));
    }
    return h;
  }
}
