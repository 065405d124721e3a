package dev.orrery.engine;

import dev.orrery.spec.model.Isa;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes instructions of harts, of one at a time. Engines of one {@link Isa} may be swapped at
 * any instruction boundary: all state is in the {@link Hart} and its memory. Not thread-safe; one
 * engine serves one address space.
 */
public interface Engine {

  /** Name on the command line: {@code oracle}, {@code interpreter}. */
  String name();

  /** The tables this engine executes. */
  Isa isa();

  /**
   * Runs until {@code budget} instructions have retired or something must be served. On return the
   * hart is at an instruction boundary, {@code hart.retired} has grown by the value returned, and
   * {@code hart.stop} says why; for a trap or fault, {@code hart.pc} is the instruction that did
   * not complete.
   *
   * @param budget at most this many instructions, not negative
   * @return instructions retired by this call
   */
  long run(Hart hart, long budget);

  /** Forgets anything kept for a hart that will not run again, except what was counted. */
  void forget(Hart hart);

  /** Forgets anything derived from the code bytes at {@code start} (included) to {@code end}. */
  void invalidateCode(long start, long end);

  /**
   * What a user should know of how the engine fared, a sentence without its full stop each: code
   * that it could not translate, for one. None as long as all goes as it should.
   */
  default List<String> notes() {
    return List.of();
  }

  /** Execution counts, when the engine was made to keep them; else null. */
  @Nullable ExecutionCounts counts();
}
