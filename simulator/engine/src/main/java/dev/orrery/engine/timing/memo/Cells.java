package dev.orrery.engine.timing.memo;

import dev.orrery.engine.timing.CoreModel;
import dev.orrery.spec.core.CoreState;
import java.util.ArrayList;
import java.util.List;

/** The cells of a core's states: which are part of configurations, and where all of them are. */
final class Cells {
  /** Times that are longer past are not part of a configuration: nothing asks for them. */
  static final int HORIZON = 8;

  /**
   * A cell that can be part of a configuration.
   *
   * @param memory where it is when it is not
   * @param siblings the cells with times of the same thing, such as of a register; where there are
   *     any, and none is part of a configuration, this one is not either
   */
  record Cell(StateKinds.Kind kind, long[] memory, int index, int[] siblings) {
    /** Whether it holds a time. */
    boolean isTime() {
      return kind == StateKinds.Kind.CYCLES;
    }
  }

  /** Times first. */
  private final List<Cell> cells = new ArrayList<>();

  private final long[][] memory;

  /** By state, the number of its first cell; negative if it is not part of configurations. */
  private final int[] first;

  Cells(CoreModel model) {
    List<CoreState> states = model.table().states();
    StateKinds kinds = new StateKinds(model.table());
    memory = new long[states.size()][];
    first = new int[states.size()];
    for (CoreState s : states) {
      memory[s.index()] = s.isArray() ? model.array(s) : new long[1];
      first[s.index()] = -1;
    }
    states.stream()
        .filter(s -> kinds.of(s) == StateKinds.Kind.CYCLES)
        .forEach(s -> add(s, kinds, List.of()));
    List<CoreState> times =
        states.stream().filter(s -> kinds.of(s) == StateKinds.Kind.CYCLES).toList();
    states.stream()
        .filter(s -> kinds.of(s) == StateKinds.Kind.NUMBER)
        .forEach(
            s ->
                add(
                    s,
                    kinds,
                    times.stream().filter(t -> t.isArray() && t.cells() == s.cells()).toList()));
  }

  private void add(CoreState state, StateKinds kinds, List<CoreState> siblings) {
    first[state.index()] = cells.size();
    long[] home = memory[state.index()];
    for (int i = 0; i < home.length; i++) {
      int index = i;
      int[] own = siblings.stream().mapToInt(s -> first[s.index()] + index).toArray();
      cells.add(new Cell(kinds.of(state), home, i, own));
    }
  }

  /** Where single values are while a configuration is ahead of the model, by state. */
  long[][] memory() {
    return memory;
  }

  /** How many can be part of a configuration. */
  int size() {
    return cells.size();
  }

  Cell get(int number) {
    return cells.get(number);
  }

  /** The number of the first cell of {@code state}; negative if it is always in memory. */
  int first(CoreState state) {
    return first[state.index()];
  }

  /** The configuration of what is in memory in cycle {@code now}. */
  Configuration read(long now) {
    long[] values = new long[cells.size()];
    for (int i = 0; i < values.length; i++) {
      Cell cell = cells.get(i);
      long value = cell.memory[cell.index];
      boolean isGone = cell.isTime() ? value < now - HORIZON : isGone(i, values);
      values[i] = isGone ? Configuration.ELSEWHERE : cell.isTime() ? value - now : value;
    }
    return new Configuration(values);
  }

  /**
   * Whether that cell is not part of a configuration of {@code values}, times of which are known.
   */
  boolean isGone(int number, long[] values) {
    int[] siblings = cells.get(number).siblings;
    for (int s : siblings) {
      if (values[s] != Configuration.ELSEWHERE) {
        return false;
      }
    }
    return siblings.length > 0;
  }

  /** Puts into memory what {@code from} says in cycle {@code now}. */
  void write(Configuration from, long now) {
    for (int i = 0; i < cells.size(); i++) {
      long value = from.value(i);
      if (value != Configuration.ELSEWHERE) {
        Cell cell = cells.get(i);
        cell.memory[cell.index] = cell.isTime() ? now + value : value;
      }
    }
  }
}
