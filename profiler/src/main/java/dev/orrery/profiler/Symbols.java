package dev.orrery.profiler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a program's functions are. Answers do not change during a run. */
public interface Symbols {

  /** The function whose code holds {@code address}, or null if no symbol covers it. */
  @Nullable Symbol at(long address);

  /** Where all functions are that the program has symbols for, in any order. */
  List<Extent> extents();

  /**
   * A function.
   *
   * @param name its name, any text: programs are not trusted
   * @param start its first address
   * @param size bytes; 0 when unknown
   */
  record Symbol(String name, long start, long size) {}

  /**
   * Where a function is.
   *
   * @param start its first address
   * @param size bytes; 0 when unknown
   */
  record Extent(long start, long size) {}

  /** A program without symbols. */
  Symbols NONE =
      new Symbols() {
        @Override
        public @Nullable Symbol at(long address) {
          return null;
        }

        @Override
        public List<Extent> extents() {
          return List.of();
        }
      };
}
