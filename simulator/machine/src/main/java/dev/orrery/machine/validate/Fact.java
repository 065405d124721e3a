package dev.orrery.machine.validate;

import java.util.HashSet;
import java.util.List;

/**
 * One thing that a program can see, around the instruction after which engines differ.
 *
 * @param name for example a register's
 * @param before what it was before the instruction; empty if that says nothing
 * @param values what it is afterwards, on each side in their order
 */
public record Fact(String name, String before, List<String> values) {
  public Fact {
    values = List.copyOf(values);
  }

  /** Whether the sides differ here. */
  public boolean differs() {
    return new HashSet<>(values).size() > 1;
  }

  /** Whether the instruction changed it on any side. */
  boolean changed() {
    return values.stream().anyMatch(v -> !v.equals(before));
  }
}
