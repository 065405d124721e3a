package dev.orrery.spec.core;

/**
 * Something that a model keeps between instructions: a 64-bit integer, or an array of them.
 *
 * @param index position among the core's states
 * @param name such as {@code ready}
 * @param cells how many; 0 if it is a single value
 * @param reset what each holds at first
 */
public record CoreState(int index, String name, int cells, long reset) {
  /** Whether it is an array. */
  public boolean isArray() {
    return cells > 0;
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + index; // names keep theirs, and these are in many maps
  }
}
