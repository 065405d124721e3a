package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.Expr;
import org.jspecify.annotations.Nullable;

/**
 * What an expression of the tables stands for: an IR expression, or something that takes its width
 * from the place where it is used.
 */
sealed interface Value {

  /** A value with a width of its own. */
  record Fixed(Expr e) implements Value {}

  /**
   * A value that takes the width of its context.
   *
   * @param natural width that it has where there is no context, 0 if it must have one
   * @param sign what its range is
   * @param constant its value if it is a literal
   * @param maker makes it at a width
   */
  record Flex(int natural, Sign sign, @Nullable Long constant, Maker maker) implements Value {}

  /** Which numbers a flexible value stands for. */
  enum Sign {
    SIGNED,
    UNSIGNED,
    /** Computed from several. */
    MIXED
  }

  /** Makes a flexible value at a width; fails if it does not fit. */
  @FunctionalInterface
  interface Maker {
    Expr at(int width);
  }
}
